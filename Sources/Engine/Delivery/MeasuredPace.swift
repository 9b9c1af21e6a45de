import Base

/// How fast a relay takes mail, as far as that was seen lately: only while it had something to do.
struct MeasuredPace: Equatable, Sendable {
    private var messages = 0
    private var seconds: Int64 = 0
    private var batches = 0
    private var busySince: Instant?

    /// Fewer messages tell of the connecting more than of the sending.
    static let fewestMessages = 50
    /// What is older than about so many seconds of work counts less and less.
    private static let memory: Int64 = 120

    /// A connection to it got something to do.
    mutating func begin(at now: Instant) {
        batches += 1
        if busySince == nil { busySince = now }
    }

    /// And it is done.
    mutating func end(at now: Instant) {
        batches -= 1
        guard batches == 0, let since = busySince else { return }
        seconds += max(0, now.since(since).count)
        busySince = nil
        if seconds > Self.memory {
            messages /= 2
            seconds /= 2
        }
    }

    /// It answered.
    mutating func add(_ count: Int) { messages += count }

    /// Seconds a message; nil where too few were seen.
    func secondsAMessage(at now: Instant) -> Double? {
        let whole = seconds + (busySince.map { max(0, now.since($0).count) } ?? 0)
        return messages >= Self.fewestMessages ? Double(whole) / Double(messages) : nil
    }

    mutating func shift(by length: Seconds) { busySince = busySince.map { $0 + length } }
}
