/// A time on the wall clock, without a date or a zone.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    package let hour: Int
    package let minute: Int
    package let second: Int

    package static let midnight = TimeOfDay(secondsSinceMidnight: 0)

    /// Nil if no clock shows it.
    package init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    /// 0 to 86 399; what is outside is taken as the nearest.
    package init(secondsSinceMidnight seconds: Int64) {
        let seconds = Int(min(max(seconds, 0), 86_399))
        (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    package var secondsSinceMidnight: Int64 {
        Int64(hour * 3600 + minute * 60 + second)
    }

    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.secondsSinceMidnight < right.secondsSinceMidnight
    }
}
