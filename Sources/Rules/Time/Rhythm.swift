/// How often something comes by itself, such as the digest: `every = "week", on = "friday", at = "09:00"`.
public struct Rhythm: Hashable, Sendable {
    public enum Day: Hashable, Sendable {
        case everyDay
        case everyWeek(Weekday)
        /// A day that every month has: 1 to 28.
        case everyMonth(Int)
    }

    public let day: Day
    /// By the list's own clock.
    public let time: TimeOfDay

    public init(_ day: Day, at time: TimeOfDay) {
        self.day = day
        self.time = time
    }

    /// The first time after this instant, never the instant itself. Past the end of the calendar it is the end.
    public func next(after instant: Instant, in zone: TimeZoneRules) -> Instant {
        let today = zone.local(of: instant).date
        // Two times lie at most 31 days apart. Yesterday counts too: a time that the clocks skip may move over midnight.
        for days in -1...32 {
            let date = today.adding(days: days)
            guard falls(on: date) else { continue }
            let time = zone.instant(of: date, at: time)
            if time > instant { return time }
        }
        return .latest
    }

    private func falls(on date: CivilDate) -> Bool {
        switch day {
        case .everyDay: true
        case .everyWeek(let weekday): date.weekday == weekday
        case .everyMonth(let day): date.day == day
        }
    }
}
