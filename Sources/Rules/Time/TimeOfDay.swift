/// A time on the wall clock, without a date or a zone.
public struct TimeOfDay: Hashable, Comparable, Sendable {
    public let hour: Int
    public let minute: Int
    public let second: Int

    public static let midnight = TimeOfDay(secondsSinceMidnight: 0)

    /// Nil if no clock shows it.
    public init?(hour: Int, minute: Int, second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else { return nil }
        (self.hour, self.minute, self.second) = (hour, minute, second)
    }

    /// 0 to 86 399; what is outside is taken as the nearest.
    init(secondsSinceMidnight seconds: Int64) {
        let seconds = Int(min(max(seconds, 0), 86_399))
        (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    }

    public var secondsSinceMidnight: Int64 {
        Int64(hour * 3600 + minute * 60 + second)
    }

    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool {
        left.secondsSinceMidnight < right.secondsSinceMidnight
    }
}
