/// A day and a time as calendar and clock show them at some place, without a zone.
package struct CivilTime: Hashable, Comparable, Sendable {
    package let date: CivilDate
    package let time: TimeOfDay

    package init(date: CivilDate, time: TimeOfDay = .midnight) {
        (self.date, self.time) = (date, time)
    }

    /// What a clock in UTC shows so many seconds after 1970-01-01; nil outside the years 1 to 9999.
    package init?(exactlySecondsSince1970 seconds: Int64) {
        let days = CivilDate.floorDivide(seconds, by: 86_400)
        guard let date = CivilDate(exactlyDaysSince1970: days) else { return nil }
        self.init(date: date, time: TimeOfDay(secondsSinceMidnight: CivilDate.remainder(seconds, by: 86_400)))
    }

    /// Seconds since 1970-01-01, if the clock is one in UTC.
    package var secondsSince1970: Int64 { date.daysSince1970 * 86_400 + time.secondsSinceMidnight }

    package static func < (left: CivilTime, right: CivilTime) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }
}
