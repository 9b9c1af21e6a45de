import Base
import Mail
import MailingList
import Testing

@testable import Engine

@Suite("Lines of the log")
struct LogLineTests {
    static let again: [(String, String)] = [
        ("it timed out after 10001 milliseconds", "it timed out after 9999 milliseconds"),
        (
            "550 5.7.1 [HE1PR0.EURPRD05 2026-11-28T10:00:01Z 08DE2A]",
            "550 5.7.1 [DB9PR0.EURPRD05 2026-11-28T10:05:09Z 18DE2B]"
        ),
        (
            "Trace ID: 3f2a8c11-0a77-4bcd-aefe-9d1b6a300100 Timestamp: 2026-11-28 09:12:44Z",
            "Trace ID: abcdef12-cafe-4011-9f3a-000000000001 Timestamp: 2026-11-28 09:13:44Z"
        ),
        ("127.0.0.1:4021 refused", "127.0.0.1:4022 refused"),
    ]

    @Test("an error that comes again with other times and ids is the same", arguments: again)
    func same(first: String, second: String) { #expect(ErrorGist.of(first) == ErrorGist.of(second)) }

    static let others: [(String, String)] = [
        ("535 5.7.8 no", "535 5.7.9 no"), ("535 5.7.3 no", "432 4.3.2 no"),
        ("NO AUTHENTICATE failed.", "BAD User is authenticated but not connected."), ("a", ""),
    ]

    @Test("other words, and other codes, are another error", arguments: others)
    func different(first: String, second: String) { #expect(ErrorGist.of(first) != ErrorGist.of(second)) }

    @Test("a batch is counted by how its mails ended")
    func tally() throws {
        var tally = BatchTally()
        let reply = SmtpRefusal(
            code: 550, enhanced: nil, text: "5.1.1 no", stage: .recipient, sender: "l@x.fi", recipient: "a@x.fi")
        tally.add(.refused(reply))
        #expect(tally.text == "1 mail: 1 refused")
        for outcome in [Outcome.accepted("250 ok"), .accepted("250 queued"), .unknown, .notTried, .later(reply)] {
            tally.add(outcome)
        }
        #expect(tally.text == "6 mails: 2 accepted, 1 refused, 1 to be tried later, 1 in doubt, 1 not tried")
    }

    @Test("each mail and each batch has a line, with a short id and the UID; addresses stand in debug alone")
    func world() throws {
        let world = CycleWorld()
        let mail = Array("From: p1@hel.fi\r\nMessage-ID: <1@hel.fi>\r\nSubject: liity\r\n\r\nliity\r\n".utf8)
        world.mailbox.change { $0.mails = [5: mail] }
        try world.start()
        world.run(for: .minutes(1))
        world.stop()
        let id = MailDigest(of: Message(mail)).text.prefix(8)
        let lines = world.log.lines.filter { !$0.hasPrefix("debug") }
        #expect(lines.count { $0.hasPrefix("info mail \(id) (UID 5): ") } == 1, "\(lines)")
        #expect(lines.count { $0 == "info connection 1 to the relay: 1 mail: 1 accepted" } == 1, "\(lines)")
        #expect(!lines.contains { $0.contains("@") }, "\(lines)")
        #expect(world.log.lines.contains { $0.hasPrefix("debug a letter for p1@hel.fi: accepted") })
        #expect(world.log.lines.contains("debug mail \(id) is from p1@hel.fi"))
    }
}
