import Base

/// The time zones that an object defines (VTIMEZONE, RFC 5545 section 3.6.5), and what to do about all others.
package struct CalendarZones: Hashable, Sendable {
    private var zones: [String: CalendarZone] = [:]

    package init(_ object: CalendarObject) {
        for (index, component) in object.components.enumerated() where component.name == "VTIMEZONE" {
            let name = component.first("TZID").map { CalendarText.line($0.value) } ?? ""
            guard zones[name] == nil else { continue }
            zones[name] = CalendarZone(object.components.filter { $0.parent == index })
        }
    }

    /// The moment that `time` names, in seconds since 1970; `nil` where its zone is known to nobody.
    ///
    /// A time that happens twice is the first of the two; one that is skipped moves on by the gap (RFC 5545 section
    /// 3.3.5).
    ///
    /// - Parameter resolving: Asked where the object itself does not know: what moment these clocks show. The zone is
    ///   an IANA name, safe as a relative path (`Europe/Helsinki`), Windows names translated; `nil` for the reader's
    ///   own zone, in which floating times and days are. Answers `nil` for a zone it does not know.
    package func instant(
        of time: CalendarTime, resolving: (_ zone: String?, _ time: CivilTime) -> Instant?
    ) -> Instant? {
        switch time {
        case .utc(let instant): return instant
        case .floating(let time): return resolving(nil, time)
        case .date(let day): return resolving(nil, CivilTime(date: day))
        case .local(let time, let zone):
            if let zone = zones[zone] { return zone.instant(of: time) }
            guard let name = ZoneName.iana(zone) else { return nil }
            return name == ZoneName.utc ? Instant(secondsSince1970: time.secondsSince1970) : resolving(name, time)
        }
    }
}

/// The rules of one VTIMEZONE.
struct CalendarZone: Hashable, Sendable {
    private let observances: [ZoneObservance]

    /// `nil` where there is none, or one follows rules that no time zone has: better to ask for the zone by its name.
    init?(_ components: [CalendarComponent]) {
        var observances: [ZoneObservance] = []
        for component in components where component.name == "STANDARD" || component.name == "DAYLIGHT" {
            guard let observance = ZoneObservance(component) else { return nil }
            observances.append(observance)
        }
        guard !observances.isEmpty else { return nil }
        self.observances = observances
    }

    func instant(of time: CivilTime) -> Instant {
        let changes = observances.flatMap { $0.changes(around: time.date.year) }.sorted { $0.at < $1.at }
        var offset = changes.first?.before ?? 0
        for change in changes {
            // Whether the time falls before this change or into the gap that it opens, it counts by the clock before.
            if time.secondsSince1970 - offset < change.at || time.secondsSince1970 - change.after < change.at { break }
            offset = change.after
        }
        return Instant(secondsSince1970: time.secondsSince1970 - offset)
    }
}
