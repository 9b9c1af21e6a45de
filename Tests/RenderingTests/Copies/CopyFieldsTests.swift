import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("The header fields that differ from copy to copy")
struct CopyFieldsTests {
    private static let until = W.post(.sending).held + Policy.answerWithin

    private static let addresses =
        ["anna@hel.fi", "\"anna,k\"@hel.fi", "o'brien+x=y@edu.hel.fi", "a%b@xn--hmeenlinna-v5a.fi"]
        + [String(repeating: "%", count: 64) + "@" + Array(repeating: "a23456789b", count: 17).joined(separator: ".")]

    private static func renderer() throws -> LetterRenderer {
        LetterRenderer(policy: W.policy, signer: W.signer, book: try LetterBook())
    }

    private static func link(_ subject: String) -> String {
        "<mailto:\(PercentCodec.mailto(W.policy.address.text, keeping: "@"))?subject=\(PercentCodec.mailto(subject))>"
    }

    /// As any other field is written: folded where it must be, and with nothing of an address unescaped.
    private static func composed(_ address: Address, _ link: String) -> [UInt8] {
        let post = W.post(.sending)
        let name = MessageName(
            purpose: .copy(post.id), token: W.signer.token(.copy(post.id), for: address, until: until))
        return HeaderWriter.bytes(of: [
            .mailboxes("To", [NamedAddress(address: address)]),
            .structured("Message-ID", "<\(name.messageID(domain: W.policy.address.domain))>"),
            .structured("List-Unsubscribe", link),
        ])
    }

    @Test("a personal copy's are those that a composer would write", arguments: addresses, Language.allCases)
    func personal(text: String, language: Language) throws {
        let address = try #require(Address(text))
        let kind = CopyRenderer.Kind.post(W.post(.sending), .mail)
        let token = W.signer.token(.unsubscribe, for: address, until: Self.until)
        let link = Self.link("\(Command.leaveWord(in: language)) \(token.text) \(address.text)")
        let fields = try Self.renderer().ownFields(kind, language, isShared: false).bytes(for: address)
        #expect(fields == Self.composed(address, link))
    }

    @Test("a group's copy names the list, and its draft proves nobody", arguments: Language.allCases)
    func shared(language: Language) throws {
        let kind = CopyRenderer.Kind.post(W.post(.sending), .mail)
        let fields = try Self.renderer().ownFields(kind, language, isShared: true).bytes(for: W.policy.address)
        #expect(fields == Self.composed(W.policy.address, Self.link(Command.leaveWord(in: language))))
    }
}
