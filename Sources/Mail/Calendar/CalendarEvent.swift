import Base

/// A VEVENT (RFC 5545 section 3.6.1): what happens, when and where, and who is asked.
///
/// Alarms, categories and most of what programs add for themselves (`X-…`) are left out.
package struct CalendarEvent: Hashable, Sendable {
    /// What the object asks for; `nil` where it does not say.
    package var method: CalendarMethod?
    /// Names the event wherever it is copied to: 1 to ``longestIdentifier`` bytes without control characters.
    package var uid: String
    /// The revision of the event, 0 to 2 147 483 647.
    package var sequence: Int
    /// When the object was made, in seconds since 1970. The later of two objects with one sequence wins.
    package var stamp: Instant?
    /// On one line.
    package var summary: String
    /// On one line.
    package var location: String
    /// What is said about it, with the links that its program keeps elsewhere; lines with LF between them.
    package var description: String
    /// An `http` or `https` address; empty where there is none.
    package var url: String
    /// Always there but in answers and cancellations.
    package var start: CalendarTime?
    /// The first moment, or day, after the event; DURATION and the defaults of RFC 5545 section 3.6.1 applied.
    package var end: CalendarTime?
    package var isTentative: Bool
    /// Whether STATUS or METHOD call it off.
    package var isCancelled: Bool
    /// Whether it leaves time free (TRANSP:TRANSPARENT).
    package var isTransparent: Bool
    package var organizer: CalendarUser?
    package var attendees: [CalendarUser]
    package var recurrence: Recurrence
    /// The zones that the object itself defines.
    package var zones: CalendarZones

    package static let longestIdentifier = 1000

    package var isAllDay: Bool { start?.isDate ?? false }
}

extension CalendarEvent {
    init(
        _ component: CalendarComponent, of object: CalendarObject, zones: CalendarZones
    ) throws(CalendarError) {
        method = object.method
        uid = try Self.identifier(of: component)
        sequence = Self.sequence(of: component)
        stamp = Self.stamp(of: component)
        summary = CalendarText.line(component.first("SUMMARY")?.value ?? "")
        location = CalendarText.line(component.first("LOCATION")?.value ?? "")
        url = Self.webAddress(component.first("URL")?.value ?? "")
        description = EventWords.read(component, location: location)
        start = nil
        if let property = component.first("DTSTART") { start = try CalendarTime(property) }
        end = try Self.end(of: component, start: start)
        let status = component.first("STATUS")?.keyword
        isTentative = status == "TENTATIVE"
        isCancelled = status == "CANCELLED" || object.method == .cancel
        isTransparent = component.first("TRANSP")?.keyword == "TRANSPARENT"
        organizer = component.first("ORGANIZER").map(CalendarUser.init)
        attendees = component.all("ATTENDEE").map(CalendarUser.init)
        recurrence = Recurrence(component)
        // One occurrence by itself is an event of its own.
        if let occurrence = recurrence.occurrence, !recurrence.isSeries {
            uid = Self.identifier(of: uid, occurrence: occurrence.value)
        }
        self.zones = zones
    }

    static func identifier(of component: CalendarComponent) throws(CalendarError) -> String {
        let identifier = CalendarText.unescaped(component.first("UID")?.value ?? "").trimmed
        guard (1...longestIdentifier).contains(identifier.utf8.count),
            !identifier.unicodeScalars.contains(where: CalendarText.isControl)
        else { throw .unusableIdentifier }
        return identifier
    }

    /// The name that one occurrence of a series has by itself.
    private static func identifier(of series: String, occurrence: String) -> String {
        let name = "\(series)/\(CalendarText.line(occurrence).filter { $0.isLetter || $0.isNumber })"
        return name.utf8.count <= longestIdentifier ? name : series
    }

    static func sequence(of component: CalendarComponent) -> Int {
        let number = component.first("SEQUENCE").flatMap { Int64($0.value.trimmed) } ?? 0
        return Int(min(max(number, 0), Int64(Int32.max)))
    }

    static func stamp(of component: CalendarComponent) -> Instant? {
        guard let text = component.first("DTSTAMP").flatMap({ DateTimeText($0.value) }), text.isUTC else { return nil }
        return text.civilTime.map { Instant(secondsSince1970: $0.secondsSince1970) }
    }

    private static func end(of component: CalendarComponent, start: CalendarTime?) throws(CalendarError)
        -> CalendarTime?
    {
        guard let start else { return nil }
        if let property = component.first("DTEND") { return try matched(CalendarTime(property), to: start) }
        var duration = CalendarDuration(days: start.isDate ? 1 : 0)
        if let property = component.first("DURATION") {
            guard let value = CalendarDuration(property.value) else { throw .unreadableProperty(property.name) }
            duration = start.isDate ? value.wholeDays : value
        }
        guard let end = start.adding(duration) else { throw .dateOutOfRange("DURATION") }
        return end
    }

    /// Some programs write a day as the start and a time as the end, or the reverse; the start says which it is.
    private static func matched(_ end: CalendarTime, to start: CalendarTime) -> CalendarTime {
        switch (start, end) {
        case (.date, .local(let time, _)), (.date, .floating(let time)): return .date(dayAfter(time))
        case (.date, .utc(let instant)): return .date(dayAfter(TimeZoneRules.utc.local(of: instant).civil))
        case (.local(let first, let zone), .date(let day)): return .local(midnight(day, after: first), zone: zone)
        case (.floating(let first), .date(let day)): return .floating(midnight(day, after: first))
        case (.utc(let instant), .date(let day)):
            let time = midnight(day, after: TimeZoneRules.utc.local(of: instant).civil)
            return .utc(Instant(secondsSince1970: time.secondsSince1970))
        default: return end
        }
    }

    /// The first day that the event does not touch.
    private static func dayAfter(_ time: CivilTime) -> CivilDate {
        time.time == .midnight ? time.date : time.date.adding(days: 1)
    }

    /// A day as an end is the first one after the event; where that is the first day itself, all of that is meant.
    private static func midnight(_ day: CivilDate, after start: CivilTime) -> CivilTime {
        CivilTime(date: day > start.date ? day : start.date.adding(days: 1))
    }

    /// No other scheme: a calendar shows it as something to click on.
    static func webAddress(_ raw: String) -> String {
        let address = raw.trimmed
        let isWeb = ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
        // Angle brackets and quotes stand in no address (RFC 3986 appendix C): what has them is markup.
        let isAddress = address.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>\"".utf8.contains($0) }
        return isWeb && isAddress ? address : ""
    }
}
