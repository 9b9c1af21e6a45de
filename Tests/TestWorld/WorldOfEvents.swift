import Base
import Mail
import MailingList

// Tips and events of the list that the tables speak of.
extension World {
    /// 2026-12-12T12:00:00Z: 14:00 in Helsinki.
    package static let start = Instant(secondsSince1970: 1_797_076_800)
    package static let eventID = required(PostID("20261110-000000ee"))
    package static let uid = "040000008200E00074C5B7101A82E008@hel.fi"

    /// As `policy`, with Helsinki's clocks, a digest on Fridays at nine and reminders a week and a day before.
    package static let timelyPolicy = changedPolicy {
        $0.zone = required(try? Zones.helsinki())
        $0.zoneName = "Europe/Helsinki"
        $0.collections = [
            .tips(digest: Schedule(.everyWeek(.friday), at: required(TimeOfDay(hour: 9, minute: 0))))
        ]
        $0.remind = [.days(7), .days(1)]
    }

    package static func instant(_ text: String) -> Instant { required(Instant(text)) }

    /// What a clock on the wall shows, wherever it hangs.
    package static func civil(_ text: String) -> CivilTime {
        required(CivilTime(exactlySecondsSince1970: instant(text).secondsSince1970))
    }

    /// Mikko's, received an hour ago.
    package static func tip(
        _ number: UInt64 = 5, _ status: Item.Status = .waiting, kept: Instant? = nil, text: String = "Käykää katsomassa"
    ) -> Item {
        Item(
            id: ItemID(digest: MailDigest(value: number << 32)), author: NamedAddress(name: "Mikko", address: mikko),
            language: .fi, text: text, received: kept ?? now - .hours(1), status: status,
            kept: status == .waiting ? nil : kept ?? now - .hours(1))
    }

    /// A collection beside the tips.
    package static let nominations = required(CollectionName("nominations"))

    package static func plan(
        _ name: String = "Kokous", uid: String = World.uid, sequence: Int = 0, stamp: Instant? = nil,
        start: Instant = World.start, place: String = "Toinen linja 7"
    ) -> EventPlan {
        EventPlan(
            uid: uid, sequence: sequence, stamp: stamp, span: .moments(start: start, end: start + .hours(2)),
            name: name, place: place)
    }

    package static func days(_ first: String, _ end: String, uid: String = World.uid) -> EventPlan {
        func day(_ text: String) -> CivilDate {
            CivilDate(daysSince1970: instant(text + "T00:00:00Z").secondsSince1970 / 86_400)
        }
        return EventPlan(uid: uid, span: .days(start: day(first), end: day(end)), name: "Kokous")
    }

    /// Anna's, announced ten days ago.
    package static func event(
        _ plan: EventPlan = World.plan(), sequence: Int = 0, audience: Audience = .everybody, reminded: Instant? = nil,
        revised: Instant = World.now - .days(10), isCancelled: Bool = false
    ) -> Event {
        Event(
            id: eventID, post: eventID, plan: plan, sequence: sequence,
            author: NamedAddress(name: "Anna", address: anna), audience: audience, invited: now - .days(10),
            revised: revised, reminded: reminded, isCancelled: isCancelled)
    }

    /// The post that announced it.
    package static func announcement(_ status: Post.Status = .finished) -> Post {
        Post(
            id: eventID, kind: .invitation(plan()), author: NamedAddress(name: "Anna", address: anna),
            subject: "Kokous", audience: .everybody, held: now - .days(10), status: status, recipients: 4,
            approved: now - .days(10))
    }

    package static func carried(_ item: Item) -> Entry { .item(.carried(item)) }
    package static func carried(_ event: Event) -> Entry { .event(.carried(event)) }

    /// The state with an event, its post and some answers.
    package static func state(_ event: Event, answers: [EventAnswer] = [], entries: [Entry] = []) -> State {
        state(
            entries: [carried(announcement()), carried(event)]
                + answers.map { .event(.answered(event.id, $0)) } + entries)
    }

    package static func answer(
        _ address: Address, _ participation: Participation = .accepted, sequence: Int? = 0, stamp: Instant? = now
    ) -> EventAnswer {
        EventAnswer(address: address, participation: participation, sequence: sequence, stamp: stamp)
    }

    package static func request(_ sender: Address, about event: EventRequest, reply: Reply? = nil) -> Request {
        var request = request(sender, reply: reply, subject: "Kokous")
        request.event = event
        return request
    }
}
