import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What the author of a post hears of its copies")
struct ReportingTests {
    private static let id = World.postID(.sending)

    private static func report(accepted: Int = 3, refused: Int = 0, pending: Int = 0, delayed: Int = 0) -> Report {
        var report = Report()
        (report.accepted, report.refused, report.pending, report.delayed) = (accepted, refused, pending, delayed)
        return report
    }

    private static func state(_ reported: Report? = nil, kind: Post.Kind = .announcement) -> State {
        var post = World.post(.sending)
        post.report = reported
        post.kind = kind
        return World.state(entries: [World.carried(post)])
    }

    @Test("a quarter of an hour after everybody was tried once the author hears how far it is, once")
    func first() {
        let state = Self.state()
        let context = World.context(state)
        func due(_ tried: Instant?) -> [PostID] { context.postsToReport(triedOnce: { _ in tried }).map(\.id) }
        #expect(due(nil) == [] && due(World.now - .minutes(15) + 1) == [])
        #expect(due(World.now - .minutes(15)) == [Self.id])
        #expect(
            context.nextDue(lastProgress: { _ in World.now }, triedOnce: { _ in World.now - 60 })
                == World.now + .minutes(14))
        let report = Self.report(pending: 2)
        let decision = World.decide(.jobTried(Self.id, report), in: state)
        #expect(decision.entries == [.post(.reported(Self.id, report))])
        #expect(decision.letters.map(\.content) == [.post(.report(Self.id, report))])
        #expect(decision.letters.map(\.to) == [World.anna])
        #expect(World.decide(.jobTried(Self.id, report), in: Self.state(report)) == Decision(.notOpen))
        #expect(World.context(Self.state(report)).postsToReport(triedOnce: { _ in World.now - .days(1) }).isEmpty)
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var first: Report?
        var last: Report
        var kind = Post.Kind.announcement
        /// Nil where nothing is told; else whether it is the second report.
        var isSecond: Bool?
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "no first report", first: nil, last: report(), isSecond: false),
        Row(
            name: "those that waited were accepted", first: report(pending: 2), last: report(accepted: 5),
            isSecond: true),
        Row(
            name: "those that waited were given up", first: report(pending: 2), last: report(delayed: 2), isSecond: true
        ),
        Row(name: "nothing has changed", first: report(refused: 1), last: report(refused: 1), isSecond: nil),
        Row(
            name: "a digest without a fault", first: nil, last: report(), kind: .digest(of: .tips, []), isSecond: nil),
        Row(
            name: "a digest whose first report told of no fault", first: report(pending: 1), last: report(delayed: 1),
            kind: .digest(of: .tips, []), isSecond: false),
        Row(
            name: "a digest whose first report told of one", first: report(refused: 1, pending: 1),
            last: report(refused: 1, delayed: 1), kind: .digest(of: .tips, []), isSecond: true),
    ]

    @Test("at the end the author hears what has changed since", arguments: rows)
    func second(_ row: Row) {
        let state = Self.state(row.first, kind: row.kind)
        let decision = World.decide(.jobFinished(Self.id, row.last, addressInvalid: []), in: state)
        #expect(decision.entries.contains(.post(.finished(Self.id, row.last))))
        let told = row.isSecond.map { Letter.Content.post(.report(Self.id, row.last, isSecond: $0)) }
        #expect(decision.letters.map(\.content) == (told.map { [$0] } ?? []))
    }

    @Test("what was told is remembered over a compaction, and a journal without it reads on")
    func journal() throws {
        var report = Self.report(refused: 2, pending: 4)
        report.reasons = [Report.Reason(count: 2, kind: .mailboxFull, text: "552 5.2.2 Full")]
        var post = World.post(.sending)
        post.report = report
        for entry in [PostEntry.carried(post), .reported(post.id, report), .finished(post.id, report)] {
            #expect(PostEntry(entry.verb, entry.record) == entry)
        }
        #expect(
            Report.Reason(line: "3 550 5.1.1 No such user")
                == Report.Reason(count: 3, kind: .other, text: "550 5.1.1 No such user"))
        #expect(Report.Reason(line: "3 mailbox-full") == Report.Reason(count: 3, kind: .mailboxFull, text: ""))
        #expect(Report.Reason(line: "3") == Report.Reason(count: 3, kind: .other, text: ""))
    }
}

extension PostEntry {
    fileprivate var verb: Verb {
        switch self {
        case .carried: .carried
        case .reported: .reported
        default: .finished
        }
    }
}
