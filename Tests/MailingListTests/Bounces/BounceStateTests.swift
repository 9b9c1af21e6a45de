import Base
import TestWorld
import Testing

@testable import MailingList

/// Every pair of a state and a fact, against the table above `BounceRecord`.
@Suite("What is held against a member")
struct BounceStateTests {
    typealias Status = BounceRecord.Status

    enum Step: CaseIterable, Sendable {
        case returned, excluded, excludedAnother, suspended, suspensionLifted, probed, probeReturned, reinstated
        case reported, left, removed

        var entry: Entry {
            let mikko = W.mikko
            return switch self {
            case .returned: .bounce(.returned(mikko, BounceStateTests.second))
            case .excluded: .bounce(.excluded(BounceStateTests.first))
            case .excludedAnother: .bounce(.excluded(BounceStateTests.second))
            case .suspended: .bounce(.suspended(mikko))
            case .suspensionLifted: .bounce(.suspensionLifted(mikko))
            case .probed: .bounce(.probed(mikko))
            case .probeReturned: .bounce(.probeReturned(mikko))
            case .reinstated: .bounce(.reinstated(mikko))
            case .reported: .bounce(.reported(failing: [mikko], suspended: []))
            case .left: .membership(.left(mikko, .token))
            case .removed: .membership(.left(mikko, .bounces))
            }
        }
    }

    private static let first = W.postID(.finished)
    private static let second = W.postID(.sending)

    /// Trusted means that nothing is held. What is not in it changes nothing about the member.
    static let table: [Status: [Step: Status]] = [
        .trusted: [.returned: .counted],
        .counted: [
            .returned: .counted, .excluded: .trusted, .suspended: .suspended, .reinstated: .trusted,
            .reported: .counted, .left: .trusted, .removed: .trusted,
        ],
        .suspended: [
            .returned: .suspended, .excluded: .suspended, .suspensionLifted: .counted, .probed: .probed,
            .reinstated: .trusted, .reported: .suspended, .left: .trusted, .removed: .trusted,
        ],
        .probed: [
            .returned: .probed, .excluded: .probed, .probed: .probed, .probeReturned: .probed,
            .reinstated: .trusted, .reported: .probed, .left: .trusted, .removed: .trusted,
        ],
    ]

    private static let before = W.now - .days(2)

    private static func record(_ status: Status) -> BounceRecord? {
        if status == .trusted { return nil }
        var record = BounceRecord()
        record.posts[first] = before
        if status != .counted { record.suspended = before }
        if status == .probed { (record.probed, record.sentProbes) = (before, 1) }
        return record
    }

    /// As it comes about.
    private static func state(_ status: Status) -> State {
        let entries: [Entry] =
            switch status {
            case .trusted: []
            case .counted: [.bounce(.returned(W.mikko, first))]
            case .suspended: [.bounce(.returned(W.mikko, first)), .bounce(.suspended(W.mikko))]
            case .probed:
                [.bounce(.returned(W.mikko, first)), .bounce(.suspended(W.mikko)), .bounce(.probed(W.mikko))]
            }
        var state = W.state()
        state.live(through: Decision(.nothing, entries: entries), at: before)
        return state
    }

    /// What the step makes of the record, where the table has it.
    private static func expected(_ status: Status, _ step: Step) -> BounceRecord? {
        guard table[status]?[step] != .trusted else { return nil }
        var record = record(status) ?? BounceRecord()
        switch step {
        case .returned: record.posts[second] = W.now
        case .excluded: record.posts = [:]
        case .suspended: record.suspended = W.now
        case .suspensionLifted: record.suspended = nil
        case .probed: (record.probed, record.sentProbes) = (W.now, record.sentProbes + 1)
        case .probeReturned: record.returnedProbes = record.sentProbes
        case .reported: record.told = .failing
        case .excludedAnother, .reinstated, .left, .removed: break
        }
        return record
    }

    @Test(
        "a step that the table allows arrives, and any other changes nothing", arguments: Status.allCases, Step.allCases
    )
    func pair(status: Status, step: Step) throws {
        let before = Self.state(status)
        #expect(before.bounces.members[W.mikko] == Self.record(status))
        let record = before.after(step.entry).bounces.members[W.mikko]
        guard let next = Self.table[status]?[step] else {
            #expect(record == Self.record(status))
            return
        }
        #expect((record?.status ?? .trusted) == next)
        #expect(record == Self.expected(status, step))
    }

    @Test("a probe comes back once for each that was sent", arguments: 1...3)
    func probes(sent: Int) {
        var state = Self.state(.suspended)
        for _ in 0..<sent { state.live(through: .bounce(.probed(W.mikko))) }
        for _ in 0..<5 { state.live(through: .bounce(.probeReturned(W.mikko))) }
        #expect(state.bounces.members[W.mikko]?.sentProbes == sent)
        #expect(state.bounces.members[W.mikko]?.returnedProbes == sent)
    }

    @Test("a record begins as a compaction tells it", arguments: Status.allCases, Status.allCases)
    func carried(status: Status, told: Status) throws {
        guard var record = Self.record(told) else { return }
        record.told = .suspended
        let after = Self.state(status).after(.bounce(.carried(W.mikko, record)))
        #expect(after.bounces.members == [W.mikko: record])
        #expect(after.bounces.count(of: Self.first) == 1)
    }

    @Test("who was removed is remembered until the coordinators know of it, and nobody else is")
    func removed() {
        let state = Self.state(.probed)
        #expect(state.after(Step.left.entry).bounces.removed == [])
        let removed = state.after(Step.removed.entry).after(.bounce(.carriedRemoved([W.olli])))
        #expect(removed.bounces.removed == [W.mikko, W.olli])
        #expect(removed.after(.bounce(.reported(failing: [], suspended: []))).bounces.removed == [])
    }

    @Test("what the coordinators were told is remembered of those about whom something is held")
    func reported() {
        let state = Self.state(.suspended)
            .after(.bounce(.reported(failing: [W.maria], suspended: [W.mikko, W.olli])))
        #expect(state.bounces.members.mapValues(\.told) == [W.mikko: .suspended])
    }

    @Test("every fact about mail that comes back is a step or a beginning")
    func complete() {
        let steps = Set(Step.allCases.map(\.entry.record.verb)).subtracting(["left"])
        let beginnings: [BounceEntry] = [.carried(W.mikko, BounceRecord()), .carriedRemoved([])]
        #expect(steps.union(beginnings.map(\.record.verb)) == Set(BounceEntry.Verb.allCases.map(\.rawValue)))
    }
}
