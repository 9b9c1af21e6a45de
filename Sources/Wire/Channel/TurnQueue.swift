/// Lets the calls of an actor run one at a time, in the order in which they came.
///
/// An actor alone does not: it is reentrant, so that each `await` of one call lets another in, while a mail protocol
/// allows one dialogue at a time on a connection. A value without waiting of its own; the actor that owns it does this:
///
///     if !turns.take() { await withCheckedContinuation { turns.wait($0) } }
///     defer { turns.pass() }
///
/// A cancelled task keeps its place and learns of the cancellation when its turn comes. A call that asks for another
/// turn before it has passed on its own waits for ever.
struct TurnQueue {
    private var isTaken = false
    private var queue: [CheckedContinuation<Void, Never>] = []

    /// How many calls wait for their turn.
    var waiting: Int { queue.count }

    /// Takes the turn if nobody has it. If this is false, ``wait(_:)`` must follow.
    mutating func take() -> Bool {
        defer { isTaken = true }
        return !isTaken
    }

    /// Resumes `continuation` when all earlier calls are done.
    mutating func wait(_ continuation: CheckedContinuation<Void, Never>) { queue.append(continuation) }

    /// Ends the turn. The next in the queue gets it at once, so that no newcomer can overtake.
    mutating func pass() {
        if queue.isEmpty { isTaken = false } else { queue.removeFirst().resume() }
    }
}
