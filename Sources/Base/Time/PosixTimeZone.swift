/// The rule by which a zone's clocks change year after year: the TZ string of POSIX (section 8.3), such as
/// `EET-2EEST,M3.5.0/3,M10.5.0/4`, with the wider times of RFC 9636, section 3.3.1.
struct PosixTimeZone: Hashable, Sendable {
    let standard: ZoneClock
    let daylight: Daylight?

    struct Daylight: Hashable, Sendable {
        let clock: ZoneClock
        let start: YearlyChange
        let end: YearlyChange
    }

    func clock(at seconds: Int64) -> ZoneClock {
        changes(around: seconds).last { $0.at <= seconds }?.clock ?? standard
    }

    /// The changes of the year before, the year of and the year after this, in order.
    func changes(around seconds: Int64) -> [ZoneChange] {
        guard let daylight else { return [] }
        let year = CivilDate(daysSince1970: CivilDate.floorDivide(seconds, by: 86_400)).year
        return (year - 1...year + 1).flatMap { year in
            // The end comes first, because where both fall together daylight saving time goes on: `EST5EDT,0/0,J365/25`
            // writes a zone that has it all the year.
            [
                ZoneChange(at: daylight.end.local(in: year) - daylight.clock.offset, clock: standard),
                ZoneChange(at: daylight.start.local(in: year) - standard.offset, clock: daylight.clock),
            ]
        }.sorted { ($0.at, $0.clock.isDaylight ? 1 : 0) < ($1.at, $1.clock.isDaylight ? 1 : 0) }
    }
}

/// A day that every year has, and a time on it.
struct YearlyChange: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// `M10.5.0`: the last Sunday of October. Week 5 is the last, weekday 0 is Sunday.
        case weekday(month: Int, week: Int, weekday: Int)
        /// `J60`: always 1 March; 29 February is never counted.
        case dayWithoutLeapDay(Int)
        /// `59`: counted from 0, with 29 February.
        case day(Int)
    }

    let day: Day
    /// Seconds after midnight by the clock before the change; negative or more than a day are allowed.
    let time: Int64

    /// The moment by the clock before the change, as if that clock were UTC.
    func local(in year: Int) -> Int64 {
        days(in: year) * 86_400 + time
    }

    private func days(in year: Int) -> Int64 {
        let newYear = CivilDate.days(year: year, month: 1, day: 1)
        switch day {
        case .day(let day):
            return newYear + Int64(day)
        case .dayWithoutLeapDay(let day):
            return newYear + Int64(day) - (day >= 60 && CivilDate.isLeap(year) ? 0 : 1)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate.days(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, which is 4 counted from Sunday.
            let toWeekday = CivilDate.remainder(Int64(weekday) - (first + 4), by: 7)
            let last = Int64(CivilDate.length(ofMonth: month, year: year)) - 1
            let day = toWeekday + 7 * Int64(week - 1)
            return first + (day > last ? day - 7 : day)
        }
    }
}
