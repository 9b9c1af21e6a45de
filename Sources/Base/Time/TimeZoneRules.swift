/// When the clocks of one time zone change, for all years.
///
/// Read from the bytes of a TZif file (`/usr/share/zoneinfo/Europe/Helsinki`), which the caller fetches: the rules
/// themselves touch no disk, so a test or a simulation brings its own zone.
package struct TimeZoneRules: Hashable, Sendable {
    /// What the clocks show before the first change.
    let initial: ZoneClock
    /// Ascending.
    let changes: [ZoneChange]
    /// What holds after the last of `changes`. Nil: nothing changes any more.
    let future: PosixTimeZone?

    package static let utc = TimeZoneRules(initial: ZoneClock(offset: 0, isDaylight: false), changes: [], future: nil)

    package func local(of instant: Instant) -> LocalTime {
        LocalTime(of: instant, under: clock(at: instant.secondsSince1970))
    }

    /// The instant at which the wall shows this.
    ///
    /// A time that happens twice, when the clocks go back, is the first of the two. A time that is skipped, when they go
    /// forward, moves forward by the length of the gap: 03:30 on that morning in Helsinki is 04:30 summer time. RFC 5545,
    /// section 3.3.5, decides both cases this way for calendars.
    package func instant(of date: CivilDate, at time: TimeOfDay) -> Instant {
        let local = date.daysSince1970 * 86_400 + time.secondsSinceMidnight
        var clock = clock(at: local - ZoneClock.longestOffset)
        for change in changes(after: local - ZoneClock.longestOffset, through: local + ZoneClock.longestOffset) {
            // Whether the time falls before this change or into the gap that it opens, it counts by the clock before.
            if local - clock.offset < change.at || local - change.clock.offset < change.at { break }
            clock = change.clock
        }
        return Instant(secondsSince1970: local - clock.offset)
    }
}

/// How a zone's clocks stand between two changes.
struct ZoneClock: Hashable, Sendable {
    /// Seconds east of UTC.
    let offset: Int64
    let isDaylight: Bool

    /// RFC 9636, section 3.2, keeps offsets within 26 hours.
    static let longestOffset: Int64 = 26 * 3600
}

struct ZoneChange: Hashable, Sendable {
    /// Seconds since 1970, UTC.
    let at: Int64
    let clock: ZoneClock
}

extension TimeZoneRules {
    private func clock(at seconds: Int64) -> ZoneClock {
        if let future, seconds >= changes.last?.at ?? .min {
            return future.clock(at: seconds)
        }
        let following = index(after: seconds)
        return following == 0 ? initial : changes[following - 1].clock
    }

    private func changes(after start: Int64, through end: Int64) -> [ZoneChange] {
        let listed = changes[index(after: start)...].prefix { $0.at <= end }
        guard let future, end >= changes.last?.at ?? .min else { return Array(listed) }
        let last = changes.last?.at ?? .min
        return listed + future.changes(around: end).filter { $0.at > max(start, last) && $0.at <= end }
    }

    /// The index of the first listed change after this, by bisection.
    private func index(after seconds: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = low + (high - low) / 2
            if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
