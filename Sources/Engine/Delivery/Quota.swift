import Base

/// How many recipients a relay takes within any minute and any day. What is on its way counts until its answer comes, and
/// from then for the whole minute and day: the server may have counted it at the very last moment.
struct Quota: Equatable, Sendable {
    private var minute: RollingWindow?
    private var day: RollingWindow?
    /// Handed to the relay, and not yet answered.
    private(set) var reserved = 0

    init(perMinute: Int? = nil, perDay: Int? = nil) {
        minute = perMinute.map { RollingWindow(limit: $0, length: .minutes(1)) }
        day = perDay.map { RollingWindow(limit: $0, length: .days(1)) }
    }

    /// How many may be handed over now.
    func allowance(at now: Instant) -> Int {
        let left = [minute, day].compactMap { $0?.allowance(at: now) }.min() ?? .max
        return max(0, left - reserved)
    }

    /// The first moment, not before `now`, at which something may be handed over; nil where only an answer makes room.
    func nextAllowance(after now: Instant) -> Instant? {
        var moment = now
        for window in [minute, day].compactMap({ $0 }) {
            guard let next = window.moment(of: reserved + 1, after: now) else { return nil }
            moment = max(moment, next)
        }
        return moment
    }

    mutating func reserve(_ count: Int) { reserved += count }

    /// Of what was reserved, so many were not handed over after all.
    mutating func release(_ count: Int) { reserved -= count }

    /// Of what was reserved, so many were handed over.
    mutating func spend(_ count: Int, at time: Instant) {
        reserved -= count
        minute?.add(count, at: time)
        day?.add(count, at: time)
    }

    /// What was handed over before a restart.
    mutating func restore(_ entries: [RollingWindow.Entry]) {
        minute?.restore(entries)
        day?.restore(entries)
    }

    /// The clock was set.
    mutating func shift(by length: Seconds) {
        minute?.shift(by: length)
        day?.shift(by: length)
    }
}
