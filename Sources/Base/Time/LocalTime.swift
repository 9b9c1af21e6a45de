/// What clock and calendar on the wall show at one instant in one zone.
package struct LocalTime: Hashable, Sendable {
    package let date: CivilDate
    package let time: TimeOfDay
    /// Seconds east of UTC: 7200 in Helsinki in winter.
    package let offsetSeconds: Int
    package let isDaylight: Bool

    package var civil: CivilTime { CivilTime(date: date, time: time) }
    package var year: Int { date.year }
    package var month: Int { date.month }
    package var day: Int { date.day }
    package var hour: Int { time.hour }
    package var minute: Int { time.minute }
    package var second: Int { time.second }
    package var weekday: Weekday { date.weekday }
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
