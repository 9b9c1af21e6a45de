import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

/// The list's members are mikko@hel.fi, maria@edu.hel.fi (Swedish) and anna@hel.fi, who is a coordinator as berit@hel.fi is.
@Suite("Who hears of a mail in quarantine")
struct QuarantineTests {
    struct Row: CustomTestStringConvertible {
        let testDescription: String
        let header: [String]
        /// Parts nested too deep.
        var isDeep = false
        let told: [Address]

        init(_ name: String, _ header: [String], isDeep: Bool = false, told: Address...) {
            testDescription = name
            self.header = header
            self.isDeep = isDeep
            self.told = told
        }

        var bytes: [UInt8] {
            let fields = header + ["To: verkosto@hel.fi", "Subject: Terve", "Message-ID: <q@x>"]
            let body = isDeep ? QuarantineTests.nested : "\r\nHei\r\n"
            return Array((fields.joined(separator: "\r\n") + "\r\n" + body).utf8)
        }
    }

    private static let nested: String = {
        let layers = (0..<120).map {
            "Content-Type: multipart/mixed; boundary=\"b\($0)\"\r\n\r\n--b\($0)\r\n"
        }
        return "MIME-Version: 1.0\r\n" + layers.joined() + "Content-Type: text/plain\r\n\r\nHei\r\n"
    }()

    static let rows = [
        Row("a member's mail beyond a limit", ["From: mikko@hel.fi"], isDeep: true, told: W.mikko),
        Row("a coordinator's", ["From: Berit <berit@hel.fi>"], isDeep: true, told: W.berit),
        Row("two members wrote it together", ["From: mikko@hel.fi, maria@edu.hel.fi"], told: W.mikko),
        Row(
            "and one of them sent it", ["From: mikko@hel.fi, maria@edu.hel.fi", "Sender: maria@edu.hel.fi"],
            told: W.maria),
        Row("From holds a name alone, and Sender a member", ["From: Mikko", "Sender: mikko@hel.fi"], told: W.mikko),
        Row("From holds nothing, and bounces go to a member", ["Return-Path: <mikko@hel.fi>"], told: W.mikko),
        Row("a stranger's mail beyond a limit", ["From: olli@hel.fi"], isDeep: true),
        Row("a member and a stranger", ["From: mikko@hel.fi, x@evil.org"]),
        Row("a stranger who names a member as Sender", ["From: x@evil.org, y@evil.org", "Sender: mikko@hel.fi"]),
        Row("a group of members", ["From: ryhmä: mikko@hel.fi, maria@edu.hel.fi;"]),
        Row("From holds a name alone, and Sender a stranger", ["From: Mikko", "Sender: x@evil.org"]),
        Row("another list's mail", ["From: mikko@hel.fi", "List-Unsubscribe: <mailto:x@y.fi>"], isDeep: true),
        Row("an automatic mail", ["From: mikko@hel.fi, maria@edu.hel.fi", "Auto-Submitted: auto-replied"]),
        Row("a null return path", ["Return-Path: <>", "From: mikko@hel.fi, maria@edu.hel.fi"]),
        Row(
            "more than write one mail", ["From: " + Array(repeating: "mikko@hel.fi", count: 11).joined(separator: ", ")]
        ),
        Row(
            "signs of a program may have been cut off",
            ["From: mikko@hel.fi"] + (0..<2100).map { "X-Field-\($0): x" }),
    ]

    @Test("a word goes to who is known, and to nobody whose name may be forged", arguments: rows)
    func told(row: Row) {
        let decision = Mails.decide(row.bytes)
        let words = decision.letters.filter { $0.kind == .keptAside }
        #expect(words.map(\.to) == row.told)
        #expect(words.allSatisfy { $0.answers == "q@x" && $0.language == ($0.to == W.maria ? .sv : .fi) })
        let others = decision.letters.filter { $0.kind != .keptAside }
        #expect(others.allSatisfy { $0.kind == .quarantineNotice && W.policy.isCoordinator($0.to) })
        #expect(
            decision.verdict.word
                == (row.header.contains { $0.hasPrefix("Auto") || $0.hasSuffix("<>") } ? "ignored" : "quarantined"))
    }

    @Test("a trusted server's word is enough for a stranger, and only that server's", arguments: [true, false])
    func authenticated(isTrusted: Bool) {
        let policy = W.changedPolicy { $0.trust = .authenticationResults(authservID: "mx.hel.fi") }
        let server = isTrusted ? "mx.hel.fi" : "mx.evil.org"
        let row = Row(
            "", ["Authentication-Results: \(server); dmarc=pass header.from=hel.fi", "From: olli@hel.fi"], isDeep: true)
        let request = Mails.read(row.bytes, by: RequestReader(policy: policy, signer: W.signer))
        let words = W.decide(.mail(request), policy).letters.filter { $0.kind == .keptAside }
        #expect(words.map(\.to) == (isTrusted ? [W.olli] : []))
    }

    @Test("one address gets no more than its share of a day, and all together no more than theirs")
    func capped() {
        var state = W.state()
        var told = 0
        for number in 0..<20 {
            var request = Mails.read(Row("", ["From: mikko@hel.fi, maria@edu.hel.fi"]).bytes)
            request.identity = W.identity(UInt64(number + 100))
            let decision = W.decide(.mail(request), in: state)
            #expect(decision.verdict.word == "quarantined")
            told += decision.letters.count { $0.kind == .keptAside }
            state.live(through: decision)
        }
        #expect(told == W.policy.lettersPerDay - 1)
        let crowded = W.changedPolicy { $0.lettersPerHour = 0 }
        let decision = W.decide(.mail(Mails.read(Row("", ["From: mikko@hel.fi"], isDeep: true).bytes)), crowded)
        #expect(decision.letters.allSatisfy { $0.kind == .quarantineNotice } && decision.entries.count == 1)
    }
}
