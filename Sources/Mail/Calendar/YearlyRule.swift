/// The RRULE of a STANDARD or DAYLIGHT: once a year, in one month, on a day found by its number or weekday.
///
/// BYHOUR and BYMINUTE, which Notes writes, repeat what DTSTART says.
struct YearlyRule: Hashable, Sendable {
    private let start: CivilTime
    /// Seconds east of UTC of the clock that shows the times.
    private let offset: Int64
    private var isYearly = false
    private var month: Int
    /// 0 for Monday to 6 for Sunday.
    private var weekday: Int?
    /// 1 for the first such weekday of the month, -1 for the last.
    private var ordinal: Int?
    /// The days among which the weekday is looked for; empty for the whole month.
    private var monthDays: [Int] = []
    /// Seconds since 1970.
    private var until = Int64.max
    private(set) var lastYear = 9999

    /// `nil` for any other rule.
    init?(_ text: String, start: CivilTime, offset: Int64) {
        (self.start, self.offset, month) = (start, offset, start.day.month)
        for part in text.trimmed.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, read(pair[0], pair[1]) else { return nil }
        }
        guard isYearly else { return nil }
        if weekday == nil, monthDays.isEmpty { monthDays = [start.day.day] }
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
            weekday = Self.weekdays.firstIndex(of: String(value.suffix(2)))
            ordinal = Int(value.dropLast(2))
            let hasOrdinal = ordinal.map { (1...5).contains(abs($0)) } ?? (value.utf8.count == 2)
            return weekday != nil && hasOrdinal
        case "UNTIL":
            guard let text = DateTimeText(value), let time = text.civilTime else { return false }
            until = time.secondsInUTC - (text.isUTC ? 0 : offset)
            // The change may stand in the year before that of UNTIL, or by its clock in the year behind.
            lastYear = time.day.year + 1
        default: return false
        }
        return true
    }

    private static let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    /// On the clock before the change; `nil` where there is none in that year.
    func time(in year: Int) -> CivilTime? {
        guard year >= 1, year <= 9999 else { return nil }
        let days = (1...CivilDay.length(of: month, in: year))
            .compactMap { CivilDay(year: year, month: month, day: $0) }
            .filter { monthDays.isEmpty || monthDays.contains($0.day) }
            .filter { weekday == nil || $0.weekday == weekday }
        let index = ordinal.map { $0 > 0 ? $0 - 1 : days.count + $0 } ?? 0
        guard days.indices.contains(index),
            let time = CivilTime(day: days[index], hour: start.hour, minute: start.minute, second: start.second)
        else { return nil }
        return time.secondsInUTC - offset <= until ? time : nil
    }
}
