import Base

/// An RRULE (RFC 5545 section 3.3.10) on the days that programs offer: daily, weekly, monthly and yearly, by weekday, day of
/// the month and month. Times of the day are those of the event.
struct RecurrenceRule: Sendable {
    private enum Frequency: String { case daily = "DAILY", weekly = "WEEKLY", monthly = "MONTHLY", yearly = "YEARLY" }

    private let start: CivilDate
    private var frequency: Frequency?
    private var interval = 1
    /// Nil for any number.
    private(set) var count: Int?
    /// The last moment on the event's own clock; of a rule in UTC up to half a day more, as its zone is not known here.
    private var until = Int64.max
    private var weekdays: [(ordinal: Int, weekday: Weekday)] = []
    private var monthDays: [Int] = []
    private var months: [Int] = []
    private var positions: [Int] = []
    private var weekStart = Weekday.monday

    /// `nil` for a rule that says more than this.
    init?(_ text: String, start: CivilDate) {
        self.start = start
        for part in text.trimmed.uppercased().split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, read(pair[0], pair[1]) else { return nil }
        }
        guard let frequency else { return nil }
        if !positions.isEmpty, frequency != .monthly { return nil }
        if frequency == .yearly, months.isEmpty { months = [start.month] }
        if weekdays.isEmpty, monthDays.isEmpty {
            switch frequency {
            case .daily: break
            case .weekly: weekdays = [(0, start.weekday)]
            case .monthly, .yearly: monthDays = [start.day]
            }
        }
    }

    private mutating func read(_ name: Substring, _ value: Substring) -> Bool {
        switch name {
        case "FREQ":
            frequency = Frequency(rawValue: String(value))
            return frequency != nil
        case "INTERVAL":
            guard let number = Int(value), (1...1000).contains(number) else { return false }
            interval = number
        case "COUNT":
            guard let number = Int(value), number > 0 else { return false }
            count = number
        case "UNTIL":
            guard let text = DateTimeText(value), let time = text.civilTime else { return false }
            until = time.secondsSince1970 + (text.isUTC ? 43_200 : text.hasTime ? 0 : 86_399)
        case "WKST":
            guard let day = Self.weekday(value) else { return false }
            weekStart = day
        case "BYDAY":
            for day in value.split(separator: ",").prefix(Self.mostParts) {
                let number = day.dropLast(2)
                guard let weekday = Self.weekday(day.suffix(2)), number.isEmpty || Int(number) != nil else {
                    return false
                }
                weekdays.append((Int(number) ?? 0, weekday))
            }
        case "BYMONTHDAY": return Self.read(value, 31, into: &monthDays)
        case "BYMONTH": return Self.read(value, 12, into: &months) && months.allSatisfy { $0 > 0 }
        case "BYSETPOS": return Self.read(value, 366, into: &positions)
        case "BYHOUR", "BYMINUTE", "BYSECOND": return !value.contains(",")
        default: return name.hasPrefix("X-")
        }
        return true
    }

    private static func read(_ value: Substring, _ most: Int, into numbers: inout [Int]) -> Bool {
        numbers = value.split(separator: ",").prefix(mostParts).map { Int($0) ?? 0 }
        return !numbers.isEmpty && numbers.allSatisfy { (1...most).contains(abs($0)) }
    }

    /// Days of a rule.
    private static let mostParts = 70

    private static func weekday(_ text: Substring) -> Weekday? {
        ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].firstIndex(of: String(text)).map { Weekday.allCases[$0] }
    }

    /// Whether the rule gives this day; `time` is the event's own time on it.
    func gives(_ day: CivilDate, at time: CivilTime) -> Bool {
        guard day >= start, time.secondsSince1970 <= until, isInStep(day) else { return false }
        guard isCandidate(day) else { return false }
        guard !positions.isEmpty else { return true }
        let length = CivilDate.length(ofMonth: day.month, year: day.year)
        let days = (1...length).compactMap { CivilDate(year: day.year, month: day.month, day: $0) }.filter(isCandidate)
        guard let index = days.firstIndex(of: day) else { return false }
        return positions.contains(index + 1) || positions.contains(index - days.count)
    }

    /// Whether the day's period is one of each `interval`.
    private func isInStep(_ day: CivilDate) -> Bool {
        let periods: Int
        switch frequency {
        case .daily: periods = Int(day.daysSince1970 - start.daysSince1970)
        case .weekly: periods = Int(week(of: day) - week(of: start))
        case .monthly: periods = (day.year - start.year) * 12 + day.month - start.month
        case .yearly, nil: periods = day.year - start.year
        }
        return periods.isMultiple(of: interval)
    }

    private func week(of day: CivilDate) -> Int64 {
        // 1970-01-01 was a Thursday, three days after a Monday.
        let shift = Int64(Weekday.allCases.firstIndex(of: weekStart) ?? 0)
        return CivilDate.floorDivide(day.daysSince1970 + 3 - shift, by: 7)
    }

    private func isCandidate(_ day: CivilDate) -> Bool {
        let length = CivilDate.length(ofMonth: day.month, year: day.year)
        if !months.isEmpty, !months.contains(day.month) { return false }
        if !monthDays.isEmpty, !monthDays.contains(day.day), !monthDays.contains(day.day - length - 1) { return false }
        guard !weekdays.isEmpty else { return true }
        return weekdays.contains { ordinal, weekday in
            guard weekday == day.weekday else { return false }
            let fromEnd = -((length - day.day) / 7 + 1)
            return ordinal == 0 || ordinal == (day.day - 1) / 7 + 1 || ordinal == fromEnd
        }
    }
}
