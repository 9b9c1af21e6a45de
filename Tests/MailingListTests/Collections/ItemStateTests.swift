import Base
import TestWorld
import Testing

@testable import MailingList

/// Every pair of a state and a fact, against the table above `Item`.
@Suite("An item's states")
struct ItemStateTests {
    typealias Status = Item.Status

    /// What moves an item on: its own facts, and those of its digest.
    enum Step: CaseIterable, Sendable {
        case kept, dropped, dispatched, finished, cancelled

        func entry(_ id: ItemID) -> Entry {
            switch self {
            case .kept: .item(.kept(id))
            case .dropped: .item(.dropped(id))
            case .dispatched: .post(.dispatched(ItemStateTests.digest(id)))
            case .finished: .post(.finished(ItemStateTests.digest(id).id, Report()))
            case .cancelled: .post(.cancelled(ItemStateTests.digest(id).id))
            }
        }
    }

    enum Outcome: Sendable {
        case becomes(Status)
        case forgotten
    }

    /// What is not in it changes nothing.
    static let table: [Status: [Step: Outcome]] = [
        .waiting: [.kept: .becomes(.kept), .dropped: .forgotten],
        .kept: [.dispatched: .becomes(.published), .dropped: .forgotten],
        .published: [.finished: .forgotten, .cancelled: .forgotten],
    ]

    private static func digest(_ id: ItemID) -> Post {
        var post = W.post(.sending)
        post.kind = .digest(of: .tips, [id])
        return post
    }

    private static let id = W.tip().id

    /// With the item, if there is one, and a digest on its way that names it.
    private static func state(_ status: Status?) -> State {
        W.state(entries: [W.carried(digest(id))] + [status.map { W.carried(W.tip(5, $0)) }].compactMap { $0 })
    }

    @Test(
        "a step that the table allows arrives, and any other changes nothing", arguments: Status.allCases, Step.allCases
    )
    func pair(status: Status, step: Step) throws {
        let before = Self.state(status)
        let after = before.after(step.entry(Self.id))
        switch try #require(Self.table[status])[step] {
        case .becomes(let next)?:
            var expected = W.tip(5, status)
            expected.status = next
            if step == .kept { expected.kept = W.now }
            #expect(after.items.all == [expected])
            #expect(status.next.contains(next))
        case .forgotten?: #expect(after.items.all == [])
        case nil: #expect(after.items == before.items)
        }
    }

    @Test("the states that follow are the table's", arguments: Status.allCases)
    func next(status: Status) throws {
        let steps = try #require(Self.table[status])
        let next = steps.values.compactMap { if case .becomes(let next) = $0 { next } else { nil } }
        #expect(status.next == Set(next))
        #expect(status.canBeDropped == (steps[.dropped] != nil))
    }

    @Test("a step of an item that is not there changes nothing", arguments: Step.allCases)
    func unknown(step: Step) {
        let before = Self.state(nil)
        #expect(before.after(step.entry(Self.id)).items == before.items)
    }

    @Test("an item begins as it is told, whatever stood there", arguments: [true, false], Status.allCases)
    func beginning(isReceived: Bool, status: Status) {
        for there in [nil] + Status.allCases.map(Optional.some) {
            let item = W.tip(5, status, text: "Uusi")
            let after = Self.state(there).after(isReceived ? .item(.received(item)) : .item(.carried(item)))
            #expect(after.items.all == [item])
            // A mail that came counts among those of its sender; one that a compaction restates does not.
            #expect(after.contacts.forwardCount(from: W.mikko, at: W.now) == (isReceived ? 1 : 0))
        }
    }

    @Test("every fact about items is a step or a beginning")
    func complete() {
        let entries: [ItemEntry] = [.received(W.tip()), .carried(W.tip()), .kept(Self.id), .dropped(Self.id)]
        #expect(entries.map(\.record.verb).sorted() == ItemEntry.Verb.allCases.map(\.rawValue).sorted())
    }
}
