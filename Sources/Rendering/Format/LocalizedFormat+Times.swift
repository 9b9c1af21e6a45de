import Base

extension LocalizedFormat {
    /// `21.11.2026 klo 14.20`, `21.11.2026 kl. 14`, `21 November 2026 at 14:20`.
    package static func time(_ time: CivilTime, _ language: Language) -> String {
        date(time.date, language) + at(language) + clock(time.time, language)
    }

    /// When an event is: `lauantaina 12.12.2026 klo 14–16`, and over midnight both days in short:
    /// `la 12.12.2026 klo 14 – su 13.12.2026 klo 2`. An end that is the start, or none, leaves the start alone.
    package static func span(start: CivilTime, end: CivilTime?, _ language: Language) -> String {
        let hasMinutes = ![start, end ?? start].allSatisfy { $0.time.minute == 0 }
        func clock(_ time: CivilTime) -> String { Self.clock(time.time, language, hasMinutes: hasMinutes) }
        func short(_ time: CivilTime) -> String { shortDay(time.date, language) + spanAt(language) + clock(time) }
        let first = dayName(start.date, language) + spanAt(language) + clock(start)
        guard let end, end != start else { return first }
        return start.date == end.date ? first + "–" + clock(end) : short(start) + " – " + short(end)
    }

    /// The whole days of an event: `lauantaina 12.12.2026`, `la 12.12.2026 – su 13.12.2026`.
    /// - Parameter last: the last day, which belongs to the event; not after it like `DTEND` in RFC 5545.
    package static func days(first: CivilDate, last: CivilDate?, _ language: Language) -> String {
        guard let last, last > first else { return dayName(first, language) }
        return shortDay(first, language) + " – " + shortDay(last, language)
    }

    /// An event's time as people write it into a mail: `12.12.2026 klo 14–16`, `12 December 2026 at 14–16`.
    static func hours(_ start: CivilTime, _ end: CivilTime, _ language: Language) -> String {
        let hasMinutes = start.time.minute > 0 || end.time.minute > 0
        func clock(_ time: CivilTime) -> String {
            language == .en && !hasMinutes
                ? String(time.time.hour) : Self.clock(time.time, language, hasMinutes: hasMinutes)
        }
        let first = date(start.date, language) + at(language) + clock(start)
        return end == start ? first : first + "–" + clock(end)
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

    /// `la 12.12.2026`, `lö 12.12.2026`, `Sat 12 December 2026`.
    private static func shortDay(_ day: CivilDate, _ language: Language) -> String {
        let length = language == .en ? 3 : 2
        return weekday(day.weekday, language).prefix(length) + " " + date(day, language)
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

    /// Between the day and the hours of an event.
    private static func spanAt(_ language: Language) -> String { language == .en ? ", " : at(language) }

    /// Full hours are written as such in Finnish and Swedish.
    private static func clock(_ time: TimeOfDay, _ language: Language, hasMinutes: Bool? = nil) -> String {
        let minute = (time.minute < 10 ? "0" : "") + String(time.minute)
        switch language {
        case .fi, .sv: return hasMinutes ?? (time.minute > 0) ? "\(time.hour).\(minute)" : String(time.hour)
        case .en: return (time.hour < 10 ? "0" : "") + "\(time.hour):\(minute)"
        }
    }

    private static let englishMonths = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
