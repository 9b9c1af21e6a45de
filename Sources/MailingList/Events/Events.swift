import Base
import Mail

/// All events that are remembered, with the ways to find one that do not look through all.
package struct Events: Equatable, Sendable {
    /// By the id of the post that first invited to it.
    private var events: [PostID: Event] = [:]
    private var byUID: [String: PostID] = [:]
    /// Which events an address has answered.
    private var answered: [Address: Set<PostID>] = [:]
    /// By the day, counted from 1970 in UTC, on which an event is over.
    private var byDay: [Int64: Set<PostID>] = [:]
    /// The keys of `byDay`, ascending.
    private var days: [Int64] = []

    package subscript(id: PostID) -> Event? { events[id] }
    package subscript(uid uid: String) -> Event? { byUID[uid].flatMap { events[$0] } }
    /// Past ones as well, by id.
    package var all: [Event] { events.values.sorted { $0.id < $1.id } }

    /// Those that are not over at `now` on any clock, and perhaps some that were over within two days; by id.
    package func upcoming(after now: Instant) -> [Event] {
        let first = Self.day(now) - 1
        let ids = days.reversed().prefix { $0 >= first }.flatMap { byDay[$0, default: []] }
        return ids.sorted().compactMap { events[$0] }
    }

    /// What the address answered, by event.
    package func answers(of address: Address) -> [(event: Event, answer: EventAnswer)] {
        answered[address, default: []].sorted().compactMap { id in
            events[id].flatMap { event in event.answers[address].map { (event, $0) } }
        }
    }

    mutating func apply(_ entry: EventEntry) {
        switch entry {
        case .answered(let id, let answer):
            guard events[id] != nil else { return }
            events[id]?.answers[answer.address] = answer
            answered[answer.address, default: []].insert(id)
        case .askedAnew(let id):
            for address in events[id]?.answers.keys.sorted() ?? [] { answered[address]?.remove(id) }
            events[id]?.answers = [:]
        case .carried(let event): put(event)
        }
    }

    /// What a post that was published means for the event it is about.
    mutating func take(_ post: Post, at time: Instant) {
        switch post.kind {
        case .invitation(let plan):
            if var event = self[uid: plan.uid] {
                event.revise(plan, by: post, at: time)
                put(event)
            } else {
                put(
                    Event(
                        id: post.id, post: post.id, plan: plan, sequence: plan.sequence, author: post.author,
                        audience: post.audience, invited: time, revised: time))
            }
        case .cancellation(let id, let sequence): events[id]?.cancel(sequence)
        case .announcement, .reminder, .digest, .roundup: break
        }
    }

    mutating func remind(_ id: PostID, due moment: Instant) { events[id]?.reminded = moment }

    /// Who left has answered nothing.
    mutating func forget(_ address: Address) {
        for id in answered.removeValue(forKey: address) ?? [] { events[id]?.answers[address] = nil }
    }

    /// What was answered under an old address counts under the new one.
    mutating func move(_ old: Address, to new: Address) {
        for id in answered.removeValue(forKey: old) ?? [] {
            guard var answer = events[id]?.answers.removeValue(forKey: old) else { continue }
            answer.address = new
            events[id]?.answers[new] = answer
            answered[new, default: []].insert(id)
        }
    }

    /// Whose events were of somebody who asked to be forgotten are nobody's.
    mutating func forget(author: Address) {
        for (id, event) in events where event.author.address == author { events[id]?.author = .erased }
    }

    /// When the first event is of no more use.
    var firstExpiry: Instant? { days.first.flatMap { byDay[$0] }?.compactMap { events[$0].map(Self.expiry) }.min() }

    /// What is longer ago than answers to its mails count for is of no more use.
    private static func expiry(of event: Event) -> Instant { event.plan.end(in: .utc) + Policy.answerWithin }

    /// As entries for a fresh journal.
    func carried(at now: Instant) -> [Entry] {
        let recent = events.values.filter { Self.expiry(of: $0) > now }
        return recent.sorted { $0.id < $1.id }.flatMap { event -> [Entry] in
            var bare = event
            bare.answers = [:]
            let answers = event.answers.values.sorted { $0.address < $1.address }
            return [.event(.carried(bare))] + answers.map { .event(.answered(event.id, $0)) }
        }
    }

    private mutating func put(_ event: Event) {
        if let old = events[event.id] {
            byUID[old.plan.uid] = nil
            let day = Self.day(old.plan.end(in: .utc))
            byDay[day]?.remove(event.id)
            if byDay[day]?.isEmpty == true {
                byDay[day] = nil
                days.removeAll { $0 == day }
            }
        }
        events[event.id] = event
        byUID[event.plan.uid] = event.id
        let day = Self.day(event.plan.end(in: .utc))
        if byDay[day] == nil { days.insert(day, at: days.firstIndex { $0 > day } ?? days.endIndex) }
        byDay[day, default: []].insert(event.id)
    }

    private static func day(_ time: Instant) -> Int64 { CivilDate.floorDivide(time.secondsSince1970, by: 86_400) }
}
