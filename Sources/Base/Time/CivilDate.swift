/// A day of the proleptic Gregorian calendar, years 1 to 9999, without a time zone.
package struct CivilDate: Hashable, Comparable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil if there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard day >= 1, day <= Self.length(ofMonth: month, year: year) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day this many days after 1970-01-01; outside the years 1 to 9999 the nearest day inside.
    package init(daysSince1970 days: Int64) {
        (year, month, day) = Self.civil(days: min(max(days, Self.firstDay), Self.lastDay))
    }

    /// Nil outside the years 1 to 9999.
    package init?(exactlyDaysSince1970 days: Int64) {
        guard (Self.firstDay...Self.lastDay).contains(days) else { return nil }
        self.init(daysSince1970: days)
    }

    package var daysSince1970: Int64 {
        Self.days(year: year, month: month, day: day)
    }

    package var weekday: Weekday {
        // 1970-01-01 was a Thursday, which is 3 counted from Monday.
        Weekday.allCases[Int(Self.remainder(daysSince1970 + 3, by: 7))]
    }

    /// The date so many days later, or earlier; it stays inside the years 1 to 9999.
    package func adding(days: Int) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + Int64(min(max(days, -4_000_000), 4_000_000)))
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// Both conversions count years from March, so that the leap day is the last of its year, in cycles of 400 years
// (146 097 days). Then month lengths follow (153 m + 2) / 5, and neither direction needs a loop or a table.
extension CivilDate {
    private static let firstDay: Int64 = -719_162  // 0001-01-01
    private static let lastDay: Int64 = 2_932_896  // 9999-12-31

    /// Days from 1970-01-01 to this date, for any year that fits; month 1…12 and day need not be checked against each
    /// other.
    package static func days(year: Int, month: Int, day: Int) -> Int64 {
        let marchYear = Int64(year) - (month <= 2 ? 1 : 0)
        let cycle = floorDivide(marchYear, by: 400)
        let yearOfCycle = marchYear - cycle * 400
        let dayOfYear = (153 * Int64(month + (month > 2 ? -3 : 9)) + 2) / 5 + Int64(day) - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * 146_097 + dayOfCycle - 719_468
    }

    private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let cycle = floorDivide(shifted, by: 146_097)
        let dayOfCycle = shifted - cycle * 146_097
        let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth + (marchMonth < 10 ? 3 : -9)
        let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1))
    }

    /// Rounded towards the past, for a positive divisor; any value has one.
    package static func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
        value / divisor - (value % divisor < 0 ? 1 : 0)
    }

    /// Never negative, unlike `%`.
    package static func remainder(_ value: Int64, by divisor: Int64) -> Int64 {
        let remainder = value % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
