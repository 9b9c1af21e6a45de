import Base

/// How many recipients the provider allows, per minute and per day, in sliding windows.
package struct Quota: Sendable, Equatable {
    package let perMinute: Int?
    package let perDay: Int?
    /// Recipients by minute since 1970; at most a day's worth of minutes is kept.
    private var spent: [Int64: Int] = [:]
    private var spentToday = 0

    package init(perMinute: Int? = nil, perDay: Int? = nil) {
        self.perMinute = perMinute
        self.perDay = perDay
    }

    /// How many may be sent now.
    package mutating func allowance(at now: Instant) -> Int {
        forget(before: now)
        let minute = perMinute.map { $0 - spent[Self.minute(now), default: 0] } ?? .max
        let day = perDay.map { $0 - spentToday } ?? .max
        return max(0, min(minute, day))
    }

    package mutating func spend(_ count: Int, at time: Instant) {
        spent[Self.minute(time), default: 0] += count
        spentToday += count
    }

    /// When something is allowed again, if nothing is at `now`.
    package mutating func nextAllowance(at now: Instant) -> Instant {
        forget(before: now)
        if let perDay, spentToday >= perDay, let oldest = spent.keys.min() {
            return Instant(secondsSince1970: (oldest + 1440) * 60)
        }
        return Instant(secondsSince1970: (Self.minute(now) + 1) * 60)
    }

    private mutating func forget(before now: Instant) {
        let oldest = Self.minute(now) - 1440
        for minute in spent.keys where minute <= oldest {
            spentToday -= spent.removeValue(forKey: minute) ?? 0
        }
    }

    private static func minute(_ time: Instant) -> Int64 { time.secondsSince1970 / 60 }
}
