import Base

extension LocalizedFormat {
    /// `21.11.2026 klo 14.20`, `21.11.2026 kl. 14.20`, `21 November 2026 at 14:20`.
    package static func time(_ time: CivilTime, _ language: Language) -> String {
        date(time.date, language) + at(language) + clock(time.time, language)
    }

    /// When an event is: `lauantaina 12.12.2026 klo 14.00–16.00`, and over midnight both days in full. An end that is the
    /// start, or none, leaves the start alone.
    package static func span(start: CivilTime, end: CivilTime?, _ language: Language) -> String {
        let first = dayAndTime(start, language)
        guard let end, end != start else { return first }
        return start.date == end.date
            ? first + "–" + clock(end.time, language) : first + " – " + dayAndTime(end, language)
    }

    /// The whole days of an event: `lauantaina 12.12.2026`, `lauantaina 12.12.2026 – sunnuntaina 13.12.2026`.
    /// - Parameter last: the last day, which belongs to the event; not after it like `DTEND` in RFC 5545.
    package static func days(first: CivilDate, last: CivilDate?, _ language: Language) -> String {
        guard let last, last > first else { return dayName(first, language) }
        return dayName(first, language) + " – " + dayName(last, language)
    }

    /// A day of the week as it stands before a date: `lauantaina`, `lördag`, `Saturday`.
    package static func weekday(_ weekday: Weekday, _ language: Language) -> String {
        switch (language, weekday) {
        case (.fi, .monday): "maanantaina"
        case (.fi, .tuesday): "tiistaina"
        case (.fi, .wednesday): "keskiviikkona"
        case (.fi, .thursday): "torstaina"
        case (.fi, .friday): "perjantaina"
        case (.fi, .saturday): "lauantaina"
        case (.fi, .sunday): "sunnuntaina"
        case (.sv, .monday): "måndag"
        case (.sv, .tuesday): "tisdag"
        case (.sv, .wednesday): "onsdag"
        case (.sv, .thursday): "torsdag"
        case (.sv, .friday): "fredag"
        case (.sv, .saturday): "lördag"
        case (.sv, .sunday): "söndag"
        case (.en, .monday): "Monday"
        case (.en, .tuesday): "Tuesday"
        case (.en, .wednesday): "Wednesday"
        case (.en, .thursday): "Thursday"
        case (.en, .friday): "Friday"
        case (.en, .saturday): "Saturday"
        case (.en, .sunday): "Sunday"
        }
    }

    private static func dayName(_ day: CivilDate, _ language: Language) -> String {
        weekday(day.weekday, language) + " " + date(day, language)
    }

    private static func dayAndTime(_ time: CivilTime, _ language: Language) -> String {
        weekday(time.date.weekday, language) + " " + Self.time(time, language)
    }

    static func date(_ date: CivilDate, _ language: Language) -> String {
        switch language {
        case .fi, .sv: "\(date.day).\(date.month).\(date.year)"
        case .en: "\(date.day) \(englishMonths[date.month - 1]) \(date.year)"
        }
    }

    private static func at(_ language: Language) -> String {
        switch language {
        case .fi: " klo "
        case .sv: " kl. "
        case .en: " at "
        }
    }

    private static func clock(_ time: TimeOfDay, _ language: Language) -> String {
        let minute = (time.minute < 10 ? "0" : "") + String(time.minute)
        switch language {
        case .fi, .sv: return "\(time.hour).\(minute)"
        case .en: return (time.hour < 10 ? "0" : "") + "\(time.hour):\(minute)"
        }
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
