/// A day of the Gregorian calendar, years 1 to 9999, in no particular time zone.
package struct CivilDay: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    /// `nil` where there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(of: month, in: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// `nil` outside the years 1 to 9999.
    package init?(daysSince1970 days: Int) {
        guard (-719_162...2_932_896).contains(days) else { return nil }
        // Years begin in March, so that the leap day comes last; 146 097 days are four centuries.
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        year = shifted / 146_097 * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    package var daysSince1970: Int {
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    /// 0 for Monday to 6 for Sunday; 1 January 1970 was a Thursday.
    var weekday: Int { ((daysSince1970 + 3) % 7 + 7) % 7 }

    static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDay: Comparable {
    package static func < (left: CivilDay, right: CivilDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

/// What calendar and clock show at some place, in whole seconds.
package struct CivilTime: Hashable, Sendable {
    package let day: CivilDay
    package let hour: Int
    package let minute: Int
    package let second: Int

    /// `nil` where a clock cannot show it. A leap second counts as the one before.
    package init?(day: CivilDay, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
        (self.day, self.hour, self.minute, self.second) = (day, hour, minute, min(second, 59))
    }

    /// What a clock in UTC shows at that moment; `nil` outside the years 1 to 9999.
    package init?(secondsInUTC seconds: Int64) {
        let remainder = seconds % 86_400
        let secondOfDay = Int(remainder < 0 ? remainder + 86_400 : remainder)
        guard let day = CivilDay(daysSince1970: Int((seconds - remainder) / 86_400) - (remainder < 0 ? 1 : 0)) else {
            return nil
        }
        self.day = day
        (hour, minute, second) = (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
    }

    /// Seconds since 1970, if the clock is one in UTC.
    package var secondsInUTC: Int64 {
        Int64(day.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
}

extension CivilTime: Comparable {
    package static func < (left: CivilTime, right: CivilTime) -> Bool { left.secondsInUTC < right.secondsInUTC }
}
