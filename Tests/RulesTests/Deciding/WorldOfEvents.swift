import Mail
import Testing

@testable import Rules

// Tips and events of the list that the tables speak of.
extension World {
    /// 2026-12-12T12:00:00Z: 14:00 in Helsinki.
    static let start = Instant(secondsSince1970: 1_797_076_800)
    static let eventID = required(PostID("20261110-000000ee"))
    static let uid = "040000008200E00074C5B7101A82E008@hel.fi"

    /// As `policy`, with Helsinki's clocks, a digest on Fridays at nine and reminders a week and a day before.
    static let timelyPolicy: Policy = {
        var policy = World.policy
        policy.zone = required(try? Zones.helsinki())
        policy.zoneName = "Europe/Helsinki"
        policy.tips.digest = Schedule(.everyWeek(.friday), at: required(TimeOfDay(hour: 9, minute: 0)))
        policy.remind = [.days(7), .days(1)]
        return policy
    }()

    static let timely = Rulebook(policy: timelyPolicy)

    static func instant(_ text: String) -> Instant { required(Instant(text)) }

    /// Mikko's, received an hour ago.
    static func tip(
        _ number: UInt64 = 5, _ status: Tip.Status = .waiting, kept: Instant? = nil, text: String = "Käykää katsomassa"
    ) -> Tip {
        Tip(
            id: TipID(digest: MailDigest(value: number << 32)), author: NamedAddress(name: "Mikko", address: mikko),
            language: .fi, text: text, received: kept ?? now - .hours(1), status: status,
            kept: status == .waiting ? nil : kept ?? now - .hours(1))
    }

    static func plan(
        _ name: String = "Kokous", uid: String = World.uid, sequence: Int = 0, stamp: Instant? = nil,
        start: Instant = World.start, place: String = "Toinen linja 7"
    ) -> EventPlan {
        let first = start.secondsSince1970
        return EventPlan(
            uid: uid, sequence: sequence, stamp: stamp, span: .moments(start: first, end: first + 7200), name: name,
            place: place)
    }

    static func days(_ first: String, _ end: String, uid: String = World.uid) -> EventPlan {
        func day(_ text: String) -> CivilDay {
            required(CivilDay(daysSince1970: Int(instant(text + "T00:00:00Z").secondsSince1970 / 86_400)))
        }
        return EventPlan(uid: uid, span: .days(start: day(first), end: day(end)), name: "Kokous")
    }

    /// Anna's, announced ten days ago.
    static func event(
        _ plan: EventPlan = World.plan(), sequence: Int = 0, audience: Language? = nil, reminded: Instant? = nil,
        revised: Instant = World.now - .days(10), isCancelled: Bool = false
    ) -> Event {
        Event(
            id: eventID, post: eventID, plan: plan, sequence: sequence,
            author: NamedAddress(name: "Anna", address: anna), audience: audience, invited: now - .days(10),
            revised: revised, reminded: reminded, isCancelled: isCancelled)
    }

    /// The post that announced it.
    static func announcement(_ status: Post.Status = .finished) -> Post {
        Post(
            id: eventID, kind: .invitation(plan()), author: NamedAddress(name: "Anna", address: anna),
            subject: "Kokous", audience: nil, held: now - .days(10), status: status, recipients: 4,
            approved: now - .days(10))
    }

    /// The state with an event, its post and some answers.
    static func state(_ event: Event, answers: [EventAnswer] = [], entries: [Entry] = []) -> State {
        state(
            entries: [.carriedPost(announcement()), .carriedEvent(event)] + answers.map { .answered(event.id, $0) }
                + entries)
    }

    static func answer(
        _ address: Address, _ participation: Participation = .accepted, sequence: Int? = 0, stamp: Instant? = now
    ) -> EventAnswer {
        EventAnswer(address: address, participation: participation, sequence: sequence, stamp: stamp)
    }

    static func request(_ sender: Address, about event: EventRequest, answer: Request.Answer? = nil) -> Request {
        var request = request(sender, answer: answer, subject: "Kokous")
        request.event = event
        return request
    }
}
