import Base

/// The RRULE of a STANDARD or DAYLIGHT: once a year, in one month, on a day found by its number or weekday.
///
/// BYHOUR and BYMINUTE, which Notes writes, repeat what DTSTART says.
struct YearlyRule: Hashable, Sendable {
    private let start: CivilTime
    /// Seconds east of UTC of the clock that shows the times.
    private let offset: Int64
    private var isYearly = false
    private var month: Int
    private var weekday: Weekday?
    /// 1 for the first such weekday of the month, -1 for the last.
    private var ordinal: Int?
    /// The days among which the weekday is looked for; empty for the whole month.
    private var monthDays: [Int] = []
    /// Seconds since 1970.
    private var until = Int64.max
    private(set) var lastYear = 9999

    /// `nil` for any other rule.
    init?(_ text: String, start: CivilTime, offset: Int64) {
        (self.start, self.offset, month) = (start, offset, start.date.month)
        for part in text.trimmed.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, read(pair[0], pair[1]) else { return nil }
        }
        guard isYearly else { return nil }
        if weekday == nil, monthDays.isEmpty { monthDays = [start.date.day] }
    }

    private mutating func read(_ name: Substring, _ value: Substring) -> Bool {
        switch name {
        case "FREQ":
            isYearly = value == "YEARLY"
            return isYearly
        case "INTERVAL": return value == "1"
        case "WKST", "BYHOUR", "BYMINUTE", "BYSECOND": return true
        case "BYMONTH":
            guard let number = Int(value), (1...12).contains(number) else { return false }
            month = number
        case "BYMONTHDAY":
            let days = value.split(separator: ",").map { Int($0) ?? 0 }
            guard days.count <= 31, days.allSatisfy((1...31).contains) else { return false }
            monthDays = days
        case "BYDAY":
            weekday = Self.weekdays.firstIndex(of: String(value.suffix(2))).map { Weekday.allCases[$0] }
            ordinal = Int(value.dropLast(2))
            let hasOrdinal = ordinal.map { (1...5).contains(abs($0)) } ?? (value.utf8.count == 2)
            return weekday != nil && hasOrdinal
        case "UNTIL":
            guard let text = DateTimeText(value), let time = text.civilTime else { return false }
            until = time.secondsSince1970 - (text.isUTC ? 0 : offset)
            // The change may stand in the year before that of UNTIL, or by its clock in the year behind.
            lastYear = time.date.year + 1
        default: return false
        }
        return true
    }

    /// In the order of `Weekday`.
    private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// On the clock before the change; `nil` where there is none in that year.
    func time(in year: Int) -> CivilTime? {
        guard year >= 1, year <= 9999 else { return nil }
        let days = (1...CivilDate.length(ofMonth: month, year: year))
            .compactMap { CivilDate(year: year, month: month, day: $0) }
            .filter { monthDays.isEmpty || monthDays.contains($0.day) }
            .filter { weekday == nil || $0.weekday == weekday }
        let index = ordinal.map { $0 > 0 ? $0 - 1 : days.count + $0 } ?? 0
        guard days.indices.contains(index) else { return nil }
        let time = CivilTime(date: days[index], time: start.time)
        return time.secondsSince1970 - offset <= until ? time : nil
    }
}
