import Base

/// A VEVENT (RFC 5545 section 3.6.1): what happens, when and where, and who is asked.
///
/// Alarms, categories, renderings in HTML and whatever programs add for themselves (`X-…`) are left out.
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
    /// Lines with LF between them.
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
        description = CalendarText.paragraphs(component.first("DESCRIPTION")?.value ?? "")
        url = Self.webAddress(component.first("URL")?.value ?? "")
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
        self.zones = zones
    }

    static func identifier(of component: CalendarComponent) throws(CalendarError) -> String {
        let identifier = CalendarText.unescaped(component.first("UID")?.value ?? "").trimmed
        guard (1...longestIdentifier).contains(identifier.utf8.count),
            !identifier.unicodeScalars.contains(where: CalendarText.isControl)
        else { throw .unusableIdentifier }
        return identifier
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
        if let property = component.first("DTEND") {
            let end = try CalendarTime(property)
            guard end.isDate == start.isDate else { throw .unreadableProperty(property.name) }
            return end
        }
        var duration = CalendarDuration(days: start.isDate ? 1 : 0)
        if let property = component.first("DURATION") {
            guard let value = CalendarDuration(property.value), !start.isDate || value.seconds == 0 else {
                throw .unreadableProperty(property.name)
            }
            duration = value
        }
        guard let end = start.adding(duration) else { throw .dateOutOfRange("DURATION") }
        return end
    }

    /// No other scheme: a calendar shows it as something to click on.
    private static func webAddress(_ raw: String) -> String {
        let address = raw.trimmed
        let isWeb = ["https://", "http://"].contains { address.lowercased().hasPrefix($0) }
        return isWeb && address.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? address : ""
    }
}
