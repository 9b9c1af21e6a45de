import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Which event is meant, which are to come, and who answered what")
struct EventIndexTests {
    private static let uids = (0..<8).map { "u\($0)@hel.fi" }
    private static let people = [W.mikko, W.maria, W.anna, W.olli, W.mirror]

    /// Around `W.now`, some for whole days.
    private static func plan(_ chance: inout SeededGenerator) -> EventPlan {
        let start = W.now + .hours(Int64.random(in: -200...200, using: &chance))
        var plan = W.plan(uid: chance.pick(uids), start: start)
        if Bool.random(using: &chance) {
            let day = TimeZoneRules.utc.local(of: start).date
            plan.span = .days(start: day, end: day.adding(days: Int.random(in: 1...3, using: &chance)))
        }
        return plan
    }

    /// What may happen to events, through posts as it does, or as a compaction tells it.
    private static func entries(_ number: Int, _ state: State, _ chance: inout SeededGenerator) -> [Entry] {
        var post = W.post(.held)
        post.id = W.required(PostID("20261121-\(String(0x1000_0000 + number, radix: 16))"))
        let event = state.events.all.randomElement(using: &chance)
        switch (Int.random(in: 0..<10, using: &chance), event) {
        case (0..<3, _):
            post.kind = .invitation(plan(&chance))
            return [.post(.held(post)), .post(.published(post.id, recipients: 1))]
        case (3, let event?):
            post.kind = .cancellation(of: event.id, sequence: 1)
            return [.post(.held(post)), .post(.published(post.id, recipients: 1))]
        case (4..<8, let event?):
            return [.event(.answered(event.id, W.answer(chance.pick(people), chance.pick(answers))))]
        case (8, _): return [.membership(.left(chance.pick(people), .token))]
        case (9, let event?):
            var moved = event
            moved.plan = plan(&chance)
            // No two events have one name.
            if state.events.all.contains(where: { $0.plan.uid == moved.plan.uid && $0.id != event.id }) { return [] }
            return [W.carried(moved)]
        default: return [.event(.answered(W.eventID, W.answer(W.mikko)))]
        }
    }

    private static let answers: [Participation] = [.accepted, .tentative, .declined]

    @Test("a look at all events finds the same, whatever happened to them", arguments: 1...10)
    func scan(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var state = W.state()
        var most = 0
        for step in 0..<250 {
            for entry in Self.entries(step, state, &chance) { state.live(through: entry) }
            let all = state.events.all
            try #require(all.map(\.id) == all.map(\.id).sorted())
            for uid in Self.uids {
                let named = all.filter { $0.plan.uid == uid }
                try #require(named.count <= 1 && state.events[uid: uid] == named.first, "step \(step)")
            }
            for event in all { try #require(state.events[event.id] == event) }
            for address in Self.people {
                let answered = all.compactMap { event in event.answers[address].map { (event.id, $0) } }
                let found = state.events.answers(of: address).map { ($0.event.id, $0.answer) }
                try #require(found.elementsEqual(answered, by: ==), "step \(step)")
            }
            for hours in [-170, -50, 0, 30, 120] {
                try Self.checkUpcoming(state.events, at: W.now + .hours(Int64(hours)))
            }
            most = max(most, all.count)
        }
        try #require(most >= 6)
    }

    /// None that is not over somewhere is missing, and none that was over for longer than two days is there.
    private static func checkUpcoming(_ events: Events, at now: Instant) throws {
        let upcoming = events.upcoming(after: now)
        let day = { (time: Instant) in CivilDate.floorDivide(time.secondsSince1970, by: 86_400) }
        try #require(upcoming == events.all.filter { day($0.plan.end(in: .utc)) >= day(now) - 1 })
        let needed = events.all.filter { $0.plan.end(in: .utc) + .hours(12) >= now }
        try #require(needed.allSatisfy(upcoming.contains))
        try #require(upcoming.allSatisfy { $0.plan.end(in: .utc) + .days(2) > now })
    }
}
