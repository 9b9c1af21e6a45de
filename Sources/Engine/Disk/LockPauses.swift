/// The pauses between tries for a lock: 1 ms at first, each twice as long as the one before, up to 100 ms, and all
/// together as long as the patience. So a lock that is held for a moment costs a moment, and one that is held for long
/// costs nothing much.
package struct LockPauses: IteratorProtocol, Sendable {
    private var left: Duration
    private var length = Duration.milliseconds(1)

    package init(patience: Duration) { left = patience }

    /// Nil where the patience is at its end.
    package mutating func next() -> Duration? {
        guard left > .zero else { return nil }
        let pause = min(length, left)
        left -= pause
        length = min(length * 2, .milliseconds(100))
        return pause
    }
}
