import Testing

@testable import Mail

/// Reports made to be expensive or to break things.
@Suite("Hostile bounces")
struct BounceHostileTests {
    private static func check(_ message: Message) {
        guard let bounce = message.bounce else { return }
        #expect(bounce.recipients.count <= 500)
        for recipient in bounce.recipients {
            #expect(recipient.diagnostic.utf8.count <= 500)
            #expect(!recipient.diagnostic.utf8.contains { $0 < 0x20 })
            #expect(!recipient.isDead || recipient.action == .failed)
        }
    }

    @Test("no mutation of a report breaks it", arguments: BounceGolden.all)
    func mutations(of golden: BounceGolden.Expected) throws {
        let whole = try BounceGolden.mail(golden.name)
        for seed in 0..<5 {
            var chance = Chance(seed: UInt64(seed))
            var bytes = whole
            for _ in 0..<(1 + chance.next(below: 12)) {
                let place = chance.next(below: bytes.count)
                let end = min(bytes.count, place + 1 + chance.next(below: 40))
                switch chance.next(below: 4) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: chance.next(below: 256))
                case 1: bytes.removeSubrange(place..<end)
                case 2: bytes.insert(contentsOf: bytes[place..<end], at: chance.next(below: bytes.count))
                default: bytes.insert(contentsOf: Array("@5.0<:;\r\n".utf8), at: place)
                }
                if bytes.isEmpty { break }
            }
            Self.check(Message(bytes))
        }
    }

    @Test("a report cut anywhere is still readable", arguments: ["postfix-two", "exchange-fi", "wrapped", "complaint"])
    func cuts(name: String) throws {
        let bytes = try BounceGolden.mail(name)
        for end in stride(from: 0, through: bytes.count, by: 13) { Self.check(Message(Array(bytes[..<end]))) }
    }

    private static let runs = [
        "user unknown ", "<anna@hel.fi>:\n", "a@b.fi ", "@", "a@", "1@2.a", "550 5.1.1 ", "5.1.1", "5", ".",
        "<<< 550 x\n",
        ">>> DATA\n", "\n", " \n", "Final-Recipient: rfc822; anna@hel.fi\n", "Final-Recipient: rfc822; anna@hel.fi\n\n",
        "Diagnostic-Code: smtp; 550 x\n", " folded\n", "no such no such ", "<a@b.fi> ", "contact a@b.fi\n", "://",
        "a://a ", "\\x{41}", "+41", "täynnä ", "From: a@b.fi\n", "original message ", "\0", "'",
    ]

    private static func check(fullOf token: String, bytes: Int) {
        let run = String(repeating: token, count: bytes / token.utf8.count)
        let part = run.prefix(30_000)
        check(Message(Array("From: MAILER-DAEMON@a.fi\n\n\(run)".utf8)))
        let text = "From: MAILER-DAEMON@a.fi\nContent-Type: multipart/report; boundary=b\n\n--b\n\n\(part)"
        check(Message(Array("\(text)\n--b\nContent-Type: message/delivery-status\n\n\(run)\n--b--\n".utf8)))
        check(Message(Array("X-Failed-Recipients: \(part)\n\n\(part)".utf8)))
    }

    // Sizes that would hang if anything here were quadratic.
    @Test("a report full of one thing is one pass", arguments: runs)
    func tokens(token: String) {
        Self.check(fullOf: token, bytes: 30_000)
    }

    @Test("two megabytes of a phrase or an address are one pass", arguments: ["user unknown ", "550 <anna@hel.fi>:\n"])
    func megabytes(token: String) {
        Self.check(fullOf: token, bytes: 2_000_000)
    }

    @Test("reports within reports are unwrapped once")
    func layers() {
        let layer = "From: MAILER-DAEMON@a.fi\n\nx\n----- Original message -----\n"
        let mail = String(repeating: layer, count: 20_000) + "From: MAILER-DAEMON@a.fi\n\n<anna@hel.fi>: 550 unknown\n"
        let message = Message(Array(mail.utf8))
        #expect(message.bounce?.recipients.isEmpty == true)
    }
}
