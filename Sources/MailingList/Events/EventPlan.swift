import Base
import Mail

/// When and where, as it goes into everybody's calendar.
package struct EventPlan: Hashable, Sendable {
    /// Names the event in all calendars; empty until a written event gets one from us.
    package var uid: String
    /// As the coordinator's calendar counts.
    package var sequence: Int
    /// When the coordinator's calendar wrote it; of two with one sequence the later counts.
    package var stamp: Instant?
    package var span: CalendarSpan
    package var name: String
    package var place: String
    /// An `http` or `https` address; empty where there is none.
    package var url: String
    package var isTentative: Bool
    /// Whether it leaves time free.
    package var isTransparent: Bool

    package init(
        uid: String, sequence: Int = 0, stamp: Instant? = nil, span: CalendarSpan, name: String, place: String = "",
        url: String = "", isTentative: Bool = false, isTransparent: Bool = false
    ) {
        self.uid = uid
        self.sequence = sequence
        self.stamp = stamp
        self.span = span
        self.name = name
        self.place = place
        self.url = url
        self.isTentative = isTentative
        self.isTransparent = isTransparent
    }

    /// Whether it says no more than `other` did before.
    func isOutdated(beside other: EventPlan) -> Bool {
        if sequence != other.sequence { return sequence < other.sequence }
        guard let stamp, let otherStamp = other.stamp else { return false }
        return stamp < otherStamp
    }
}

extension EventPlan {
    /// The moment it begins: whole days begin at midnight on the list's clocks.
    package func start(in zone: TimeZoneRules) -> Instant { instant(isStart: true, zone) }

    /// The moment it is over.
    package func end(in zone: TimeZoneRules) -> Instant { instant(isStart: false, zone) }

    private func instant(isStart: Bool, _ zone: TimeZoneRules) -> Instant {
        switch span {
        case .moments(let start, let end): isStart ? start : end
        case .days(let start, let end):
            zone.instant(of: isStart ? start : end, at: .midnight)
        }
    }
}

/// A plan inside a journal record.
extension EventPlan {
    func add(to record: inout JournalRecord) {
        record.add("uid", uid)
        record.add("plan-sequence", String(sequence))
        record.add("stamp", stamp?.text)
        record.add("span", span.text)
        record.add("event-name", name)
        record.add("place", place)
        record.add("url", url)
        record.add("tentative", isTentative ? "yes" : nil)
        record.add("transparent", isTransparent ? "yes" : nil)
    }

    init?(_ record: JournalRecord) {
        guard let uid = record["uid"], let sequence = record.number("plan-sequence"),
            let span = record["span"].flatMap({ CalendarSpan(text: $0) }), let name = record["event-name"],
            let place = record["place"], let url = record["url"]
        else { return nil }
        self.init(
            uid: uid, sequence: sequence, stamp: record.instant("stamp"), span: span, name: name, place: place,
            url: url, isTentative: record.flag("tentative"), isTransparent: record.flag("transparent"))
    }
}

/// `2026-12-12T12:00:00Z/2026-12-12T14:00:00Z`, or `2026-12-12/2026-12-13` for whole days, the last one excluded.
extension CalendarSpan {
    var text: String {
        switch self {
        case .moments(let start, let end): start.text + "/" + end.text
        case .days(let start, let end):
            [start, end].map { String(Instant(secondsSince1970: $0.daysSince1970 * 86_400).text.prefix(10)) }
                .joined(separator: "/")
        }
    }

    init?(text: String) {
        let ends = text.split(separator: "/")
        guard ends.count == 2 else { return nil }
        if let start = Instant(ends[0]), let end = Instant(ends[1]) {
            self = .moments(start: start, end: end)
            return
        }
        let days = ends.compactMap { Instant($0 + "T00:00:00Z") }
            .map { CivilDate(daysSince1970: $0.secondsSince1970 / 86_400) }
        guard days.count == 2 else { return nil }
        self = .days(start: days[0], end: days[1])
    }
}
