import Base

/// Helsinki's clocks in 2026 by the plain rule, worked out by hand: the production's zones and rhythms are measured
/// against it. Seconds since 1970; days counted from 0 for 1 January 2026, a Thursday, well into 2027.
enum PlainClock {
    /// 2026-01-01T00:00:00Z
    static let newYear: Int64 = 1_767_225_600
    static let nextYear = newYear + 365 * 86_400
    static let monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]

    /// From the last Sunday of March, 01:00 UTC, to that of October clocks are three hours ahead, else two.
    static let summer = changeDay(month: 3)..<changeDay(month: 10)

    private static func changeDay(month: Int) -> Int64 {
        let end = monthLengths[..<month].reduce(0, +)
        let sunday = (0..<end).last { weekday($0) == 6 } ?? 0
        return newYear + Int64(sunday) * 86_400 + 3600
    }

    /// Monday is 0.
    static func weekday(_ day: Int) -> Int { (day + 3) % 7 }

    static func dayOfMonth(_ day: Int) -> Int {
        var rest = day
        for length in monthLengths {
            if rest < length { break }
            rest -= length
        }
        return rest + 1
    }

    /// When the wall shows this: of two the first, and a time that is skipped comes an hour later on the wall.
    static func moment(_ day: Int, at secondOfDay: Int64) -> Int64 {
        let wall = newYear + Int64(day) * 86_400 + secondOfDay
        return summer.contains(wall - 10_800) ? wall - 10_800 : wall - 7200
    }

    /// The day on the wall at a moment.
    static func day(at moment: Int64) -> Int {
        Int((moment + (summer.contains(moment) ? 10_800 : 7200) - newYear) / 86_400)
    }
}
