import Base
import MailingList
import Testing

@testable import Engine

@Suite("Refusals as coordinators read them")
struct RefusalGroupTests {
    struct Row: CustomTestStringConvertible {
        var text: String
        var kind: RefusalKind
        /// What is left of the words.
        var words: String
        var testDescription: String { text }
    }

    static let rows = [
        Row(
            text: "550 5.1.1 <anna.virtanen@hel.fi>: Recipient address rejected: User unknown", kind: .addressUnknown,
            words: "550 5.1.1 … Recipient address rejected: User unknown"),
        Row(
            text: "550 5.1.1 anna.virtanen: no such user", kind: .addressUnknown, words: "550 5.1.1 … no such user"),
        Row(
            text: "550 5.1.1 No mailbox Anna.Virtanen here", kind: .addressUnknown, words: "550 5.1.1 No mailbox … here"
        ),
        Row(text: "552 5.2.2 Mailbox full", kind: .mailboxFull, words: "552 5.2.2 Mailbox full"),
        Row(
            text: "550 5.2.1 The account of anna=40hel.fi is disabled", kind: .mailboxClosed,
            words: "550 5.2.1 The account of … is disabled"),
        Row(text: "552 5.3.4 Message too big", kind: .tooLarge, words: "552 5.3.4 Message too big"),
        Row(text: "", kind: .other, words: ""),
        Row(
            text: "550 5.1.1 moved to someone.else@example.org", kind: .addressUnknown, words: "550 5.1.1 moved to …"),
    ]

    private static let address = Address("anna.virtanen@hel.fi")

    private static func job(_ texts: [String]) throws -> Job {
        let lines = texts.map { _ in "anna.virtanen@hel.fi\tfi\n" }.joined()
        var job = Job(name: ListLife.post(1).id.text, recipients: Array(lines.utf8), written: ListLife.start)
        for (index, text) in texts.enumerated() {
            let address = try #require(address)
            job.note(ProgressLine(time: ListLife.start, .outcome(index: index, address, .refused, text)))
        }
        return job
    }

    @Test("each has its kind, and its words name nobody", arguments: rows)
    func table(_ row: Row) throws {
        let reasons = try Self.job([row.text]).report().reasons
        #expect(reasons == [Report.Reason(count: 1, kind: row.kind, text: row.words)])
    }

    @Test("those of one kind are one, with the words that came most often")
    func grouped() throws {
        let report = try Self.job([
            "550 5.1.1 no such user (a1)", "550 5.1.1 no such user", "550 5.1.1 no such user", "552 5.2.2 Mailbox full",
        ]).report()
        #expect(
            report.reasons == [
                Report.Reason(count: 3, kind: .addressUnknown, text: "550 5.1.1 no such user"),
                Report.Reason(count: 1, kind: .mailboxFull, text: "552 5.2.2 Mailbox full"),
            ])
        #expect(report.refused == 4)
    }

    @Test("when everybody was tried once is when the last of them was, restarts or not")
    func triedOnce() throws {
        let address = try #require(Self.address)
        var job = Job(name: "p", recipients: DeliveryDriver.recipients(3), written: ListLife.start)
        func line(_ second: Int64, _ index: Int, _ word: ProgressLine.Word) -> ProgressLine {
            ProgressLine(time: ListLife.start + Seconds(second), .outcome(index: index, address, word, "x"))
        }
        for line in [line(1, 0, .accepted), line(2, 1, .later), line(3, 2, .notTried)] { job.note(line) }
        #expect(job.triedOnce == nil && job.untried == 1)
        job.begin(in: nil)
        job.note(line(9, 2, .unknown))
        #expect(job.triedOnce == ListLife.start + 9)
        job.note(line(20, 1, .accepted))
        #expect(job.triedOnce == ListLife.start + 9)
        #expect(job.report().pending == 1)
    }
}
