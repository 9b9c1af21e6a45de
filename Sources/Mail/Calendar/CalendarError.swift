/// Why a calendar object cannot be used. Each says in words that fit a letter to whoever sent it what to do.
package enum CalendarError: Error, Hashable, Sendable {
    /// More bytes, lines or properties than ``CalendarLimits`` allow, or a line longer than allowed.
    case tooLarge
    /// More components than ``CalendarLimits/components``.
    case tooManyEvents
    /// Components nested deeper than ``CalendarLimits/depth``, or BEGIN and END that do not match.
    case unreadable
    /// No VEVENT: a task, a journal, free and busy times, or nothing.
    case noEvent
    /// Events with different UIDs, or several calendars in one part.
    case severalEvents
    /// The UID is missing, longer than ``CalendarEvent/longestIdentifier`` bytes, or holds control characters.
    case unusableIdentifier
    /// The value of this property does not follow RFC 5545.
    case unreadableProperty(String)
    /// The date in this property lies outside ``CalendarTime/years``.
    case dateOutOfRange(String)
    case noStart
    case endsBeforeStart
    /// A series.
    case recurring
    /// A series that never stops.
    case recurringWithoutEnd
    /// Neither the object nor the caller knows this time zone.
    case unknownZone(String)
    /// Its METHOD is neither REPLY nor COUNTER.
    case notAReply
    /// An answer that names nobody who answers.
    case noAttendee
}

extension CalendarError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge: "The invitation is too large. Send one event, without attachments and pictures."
        case .tooManyEvents: "The invitation holds too many events. Send each event by itself."
        case .unreadable: "The invitation is damaged and cannot be read. Send it again from your calendar."
        case .noEvent: "The calendar file holds no event. Send an invitation to an event."
        case .severalEvents: "The mail holds several different events. Send each event by itself."
        case .unusableIdentifier:
            "The invitation has no usable identifier (UID). Create the event anew and send it again."
        case .unreadableProperty(let name):
            "The invitation's \(name) cannot be read. Create the event anew and send it."
        case .dateOutOfRange(let name):
            "The invitation's \(name) lies outside the years \(CalendarTime.years.lowerBound) to "
                + "\(CalendarTime.years.upperBound). Correct the date and send it again."
        case .noStart: "The invitation does not say when the event starts. Add a time and send it again."
        case .endsBeforeStart: "The event ends before it starts. Correct the times and send it again."
        case .recurring: "The event is a series. Send each of its occurrences as an event of its own."
        case .recurringWithoutEnd: "The event repeats without end. Send its occurrences as events of their own."
        case .unknownZone(let name):
            "The time zone \"\(name.withoutControls)\" is unknown. Choose a common time zone and send it again."
        case .notAReply: "The calendar object is not an answer to an invitation."
        case .noAttendee: "The answer does not say who answers. Answer again, or write the answer in words."
        }
    }
}
