import Base

/// How often something happened within the last day, whoever set it off: a number for each five minutes, so that it costs
/// the same however often. In whatever order it is told, it is the same.
struct RecentCounts: Equatable, Sendable {
    private var counts: [Int64: Int] = [:]
    private var newest = Int64.min

    private static let length: Int64 = 300
    private static let kept: Int64 = 86_400 / length

    mutating func add(_ count: Int = 1, at time: Instant) {
        let slot = Self.slot(time)
        if slot > newest {
            newest = slot
            counts = counts.filter { $0.key > slot - Self.kept }
        }
        guard slot > newest - Self.kept else { return }
        counts[slot, default: 0] += count
    }

    /// Those of the last `length`, and of up to five minutes before. What a clock that was set back left in the future
    /// counts as well.
    func count(within length: Seconds, at now: Instant) -> Int {
        let oldest = Self.slot(now - length)
        return counts.reduce(0) { $1.key >= oldest ? $0 + $1.value : $0 }
    }

    private static func slot(_ time: Instant) -> Int64 { CivilDate.floorDivide(time.secondsSince1970, by: length) }
}
