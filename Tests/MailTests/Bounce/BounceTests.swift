import Base
import Testing

@testable import Mail

@Suite("Bounces")
struct BounceTests {
    private static func summary(_ recipient: BouncedRecipient) -> String {
        let words = [
            recipient.address?.text ?? "-", recipient.status ?? "-", recipient.action.rawValue,
            recipient.reason.rawValue,
        ]
        return (words + (recipient.isDead ? ["dead"] : [])).joined(separator: " ")
    }

    @Test("a report says whom it is about and why, with either line end", arguments: BounceGolden.all)
    func golden(expected: BounceGolden.Expected) throws {
        let bytes = try BounceGolden.mail(expected.name)
        let lines = bytes.filter { $0 != 0x0D }
        let paired = lines.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
        for variant in [bytes, lines, paired] {
            let bounce = Message(variant).bounce
            #expect(bounce?.kind == expected.kind)
            #expect((bounce?.recipients ?? []).map(Self.summary) == expected.recipients)
            let messageID = expected.isReturned ? "k.\(expected.name).7f3a@lista.example" : nil
            #expect(bounce?.returned?.messageID == messageID)
        }
    }

    @Test("what is a bounce to one reader is one to the other", arguments: BounceGolden.all)
    func automatic(expected: BounceGolden.Expected) throws {
        let message = Message(try BounceGolden.mail(expected.name))
        #expect((message.automatic?.kind == .bounce) == (expected.kind != nil))
    }

    @Test("of a forwarded mail both addresses are known")
    func forwarded() throws {
        let recipient = try #require(Message(try BounceGolden.mail("forwarded")).bounce?.recipients.first)
        #expect(recipient.address?.text == "anna@uusi.example")
        #expect(recipient.originalAddress?.text == "anna+verkosto@kunta.example")
    }

    @Test("the returned mail has its addresses and subject")
    func returned() throws {
        let returned = try #require(Message(try BounceGolden.mail("postfix")).bounce?.returned)
        #expect(returned.from.mailboxes.map(\.address.text) == ["lista@lista.example"])
        #expect(returned.to.mailboxes.map(\.address.text) == ["anna.virtanen@kunta.example"])
        #expect(returned.subject == "Kutsu iltapäivään")
    }

    @Test("the diagnostic is one line of at most 500 bytes")
    func diagnostic() throws {
        let words = String(repeating: "täynnä\t", count: 200)
        let text = "From: MAILER-DAEMON@a.example\r\n\r\n<anna@b.example>:\r\n550 5.2.2 \(words)\r\n"
        let diagnostic = try #require(Message(Array(text.utf8)).bounce?.recipients.first?.diagnostic)
        #expect(diagnostic.hasPrefix("550 5.2.2 täynnä täynnä"))
        #expect((490...500).contains(diagnostic.utf8.count))
        #expect(!diagnostic.contains { $0.isNewline })
    }

    @Test(
        "a complaint says of what kind it is, by whom, and about which mail",
        arguments: [
            ("complaint", "abuse", "anna@posti.example"), ("complaint-hidden", "opt-out", nil),
        ] as [(String, String, String?)])
    func complaints(name: String, type: String, recipient: String?) throws {
        let feedback = try #require(Message(try BounceGolden.mail(name)).feedback)
        #expect(feedback.type == type)
        #expect(feedback.originalRecipient?.text == recipient)
        #expect(feedback.returned?.messageID == "k.\(name).7f3a@lista.example")
    }

    @Test("a delivery report is no complaint", arguments: ["postfix", "exim", "read-receipt", "vacation"])
    func noComplaint(name: String) throws {
        #expect(Message(try BounceGolden.mail(name)).feedback == nil)
    }
}
