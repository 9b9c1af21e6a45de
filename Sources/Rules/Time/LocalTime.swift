/// What clock and calendar on the wall show at one instant in one zone.
public struct LocalTime: Hashable, Sendable {
    public let date: CivilDate
    public let time: TimeOfDay
    /// Seconds east of UTC: 7200 in Helsinki in winter.
    public let offsetSeconds: Int
    public let isDaylight: Bool

    public var year: Int { date.year }
    public var month: Int { date.month }
    public var day: Int { date.day }
    public var hour: Int { time.hour }
    public var minute: Int { time.minute }
    public var second: Int { time.second }
    public var weekday: Weekday { date.weekday }
}

extension LocalTime {
    init(of instant: Instant, under clock: ZoneClock) {
        let seconds = instant.secondsSince1970 + clock.offset
        let days = CivilDate.floorDivide(seconds, by: 86_400)
        date = CivilDate(daysSince1970: days)
        time = TimeOfDay(secondsSinceMidnight: seconds - days * 86_400)
        offsetSeconds = Int(clock.offset)
        isDaylight = clock.isDaylight
    }
}
