import Base

/// How often something comes by itself, such as the digest: `every = "week", on = "friday", at = "09:00"`.
package struct Schedule: Hashable, Sendable {
    package enum Day: Hashable, Sendable {
        case everyDay
        case everyWeek(Weekday)
        /// Every second week, counted from the first of them.
        case everyTwoWeeks(Weekday, from: CivilDate)
        /// A day that every month has: 1 to 28.
        case everyMonth(Int)
        /// Once and never again: a deadline.
        case once(CivilDate)
    }

    package let day: Day
    /// By the list's own clock.
    package let time: TimeOfDay

    package init(_ day: Day, at time: TimeOfDay) {
        self.day = day
        self.time = time
    }

    /// The first time after this instant, never the instant itself. Past the end of the calendar it is the end.
    package func next(after instant: Instant, in zone: TimeZoneRules) -> Instant {
        if case .once(let date) = day {
            let moment = zone.instant(of: date, at: time)
            return moment > instant ? moment : .latest
        }
        let today = zone.local(of: instant).date
        return (-1...Self.longestGap).lazy.compactMap { moment(on: today.adding(days: $0), zone) }
            .first { $0 > instant } ?? .latest
    }

    /// The last time that is not later than this instant; nil at the beginning of the calendar.
    package func latest(upTo instant: Instant, in zone: TimeZoneRules) -> Instant? {
        if case .once(let date) = day {
            let moment = zone.instant(of: date, at: time)
            return moment <= instant ? moment : nil
        }
        let today = zone.local(of: instant).date
        return (-1...Self.longestGap).lazy.compactMap { moment(on: today.adding(days: -$0), zone) }
            .first { $0 <= instant }
    }

    /// Days: two times lie at most 31 apart. The day before or after counts too: a time that the clocks skip may move
    /// over midnight.
    private static let longestGap = 32

    private func moment(on date: CivilDate, _ zone: TimeZoneRules) -> Instant? {
        falls(on: date) ? zone.instant(of: date, at: time) : nil
    }

    private func falls(on date: CivilDate) -> Bool {
        switch day {
        case .everyDay: true
        case .everyWeek(let weekday): date.weekday == weekday
        case .everyTwoWeeks(let weekday, let first):
            date.weekday == weekday && CivilDate.remainder(date.monday - first.monday, by: 14) == 0
        case .everyMonth(let day): date.day == day
        case .once(let only): date == only
        }
    }
}

extension CivilDate {
    /// The Monday of its week, in days since 1970.
    fileprivate var monday: Int64 { daysSince1970 - Self.remainder(daysSince1970 + 3, by: 7) }
}
