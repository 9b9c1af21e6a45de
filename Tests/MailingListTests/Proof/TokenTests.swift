import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Tokens")
struct TokenTests {
    /// One of each kind, and each language of those that have one.
    static let purposes: [TokenPurpose] =
        Language.allCases.map(TokenPurpose.join) + [.leave] + Language.allCases.map(TokenPurpose.language)
        + [
            .invitation(.fi, W.elsewhere), .invitation(.sv, W.elsewhere), .erase, .move(to: W.olli),
            .newAddress(from: W.maria), .choice(.topics([W.kainuu])),
            .admission(of: W.stranger), .post(W.postID(.held)),
            .item(W.tip().id), .copy(W.postID(.held)),
            .note,
            .probe, .sender, .unsubscribe,
        ]

    @Test("a token works for its purpose, subject, day and list only", arguments: purposes)
    func scope(purpose: TokenPurpose) {
        let token = W.signer.token(purpose, for: W.anna, until: W.now + .days(7))
        #expect(token.text.utf8.count == 24 && token.description == "<token>")
        for other in Self.purposes {
            #expect(W.signer.isGenuine(token, other, for: W.anna, at: W.now) == (other == purpose))
        }
        for (other, address) in Self.otherSubjects(of: purpose) {
            #expect(!W.signer.isGenuine(token, other, for: address, at: W.now))
        }
        #expect(W.signer.isGenuine(token, purpose, for: W.anna, at: W.now + .days(7)))
        #expect(!W.signer.isGenuine(token, purpose, for: W.anna, at: W.now + .days(7) + 1))
        #expect(!TokenSigner(list: "muu", key: W.key).isGenuine(token, purpose, for: W.anna, at: W.now))
        let otherKey = W.required(SigningKey([UInt8](repeating: 8, count: 32)))
        #expect(!TokenSigner(list: "verkosto", key: otherKey).isGenuine(token, purpose, for: W.anna, at: W.now))
    }

    /// The same about another post or item, or for somebody else where the token is made for one person.
    private static func otherSubjects(of purpose: TokenPurpose) -> [(TokenPurpose, Address)] {
        switch purpose {
        case .post: [(.post(W.postID(.sending)), W.anna)]
        case .item: [(.item(W.tip(6).id), W.anna)]
        case .admission: [(.admission(of: W.olli), W.anna)]
        case .copy(let id): [(.copy(W.postID(.sending)), W.anna), (.copy(id), W.berit)]
        case .move(let new): [(.move(to: W.stranger), W.anna), (.move(to: new), W.berit)]
        case .newAddress(let old): [(.newAddress(from: W.stranger), W.anna), (.newAddress(from: old), W.berit)]
        case .invitation(let language, let choices):
            [(.invitation(language, Choices(pause: .open)), W.anna), (.invitation(language, choices), W.berit)]
        case .choice(let choice): [(.choice(.topics([W.oulu])), W.anna), (.choice(choice), W.berit)]
        case .join, .leave, .language, .erase, .note, .probe, .sender, .unsubscribe: [(purpose, W.berit)]
        }
    }

    @Test("tokens of earlier versions, which told the day, are good to its end")
    func olderTokens() throws {
        // Made by the version before for `note`, anna@hel.fi and 2026-11-28.
        let token = try #require(Token("ujr7ymnfgefu6samwdzj"))
        let end = W.instant("2026-11-28T23:59:59Z")
        #expect(W.signer.expiry(of: token, .note, for: W.anna) == end)
        #expect(W.signer.isGenuine(token, .note, for: W.anna, at: end))
        #expect(!W.signer.isGenuine(token, .note, for: W.anna, at: end + 1))
        #expect(W.signer.expiry(of: token, .note, for: W.berit) == nil)
    }

    @Test("a mark tells letters apart and is the same again")
    func marks() {
        #expect(W.signer.mark("12.0") == W.signer.mark("12.0") && W.signer.mark("12.0") != W.signer.mark("12.1"))
        #expect(!W.signer.mark("12.0").contains("12"))
    }

    @Test("no character of a token can be changed")
    func tampering() throws {
        let token = W.signer.token(.leave, for: W.anna, until: W.now + .days(7))
        for index in token.text.indices {
            for character in "abcdefghijklmnopqrstuvwxyz234567" where character != token.text[index] {
                var text = token.text
                text.replaceSubrange(index...index, with: String(character))
                #expect(!W.signer.isGenuine(try #require(Token(text)), .leave, for: W.anna, at: W.now))
            }
        }
    }

    @Test(
        "what has another shape is no token",
        arguments: [
            "", "a", "aaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaa1", "aaaaaaaaaaaaaaaaaaa ",
            "ääääääääää",
        ])
    func shape(text: String) { #expect(Token(text) == nil) }

    @Test("times beyond all days make tokens that are simply old or last")
    func extremes() {
        let ends = [Instant.earliest, .latest].map { W.signer.token(.note, for: W.anna, until: $0) }
        #expect(!W.signer.isGenuine(ends[0], .note, for: W.anna, at: W.now))
        #expect(W.signer.isGenuine(ends[1], .note, for: W.anna, at: W.now))
        #expect(!W.signer.isGenuine(ends[1], .note, for: W.anna, at: .latest))
    }

    @Test("a key is long, and keeps itself to itself")
    func keys() {
        #expect(SigningKey([UInt8](repeating: 1, count: 31)) == nil)
        #expect("\(W.key)" == "<secret>" && String(reflecting: W.key) == "<secret>")
    }

    @Test("a name reads back from its Message-ID", arguments: purposes)
    func names(purpose: TokenPurpose) {
        let name = MessageName(purpose: purpose, token: Mails.token(purpose, W.anna))
        let id = name.messageID(mark: "12.0", domain: W.list.domain)
        let read = MessageName(messageID: id.uppercased(), domain: W.list.domain)
        // What stands in List-Unsubscribe proves nothing when it comes back as an answer.
        #expect(read == (purpose == .unsubscribe ? nil : name))
        #expect(MessageName(messageID: id, domain: W.required(Domain("evil.org"))) == nil)
        #expect(MessageName(messageID: id, domain: W.required(Domain("fi"))) == nil)
    }
}
