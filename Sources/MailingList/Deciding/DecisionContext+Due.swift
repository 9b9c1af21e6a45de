import Base

/// What time alone brings, one thing at a time: whoever asks asks again until nothing is due. Each subject has a line.
extension DecisionContext {
    func due() -> Decision {
        dueExpiry() ?? dueDigest() ?? dueReminder() ?? dueRoundup() ?? duePauses() ?? dueAdmission() ?? dueBounces()
            ?? dueRetention() ?? Decision(.nothing)
    }

    /// The earliest moment at which something is due: now where something is, nil where time alone brings nothing. Before
    /// it nothing is due. At it something is, or there is a later one: who waits for it never waits for the same moment
    /// twice.
    ///
    /// - Parameters:
    ///   - lastProgress: when something last became of a post's copies.
    ///   - triedOnce: when every recipient of a post had been tried once; nil before that.
    package func nextDue(
        lastProgress: (PostID) -> Instant?, triedOnce: (PostID) -> Instant? = { _ in nil }
    ) -> Instant? {
        if due().verdict != .nothing { return now }
        let moments = [
            nextExpiry, nextDigest, nextReminder, nextRoundup, nextPauseEnd, nextAdmission, nextBounces,
            nextRetention,
            nextStall(lastProgress: lastProgress),
            nextReport(triedOnce: triedOnce),
        ]
        return moments.compactMap { $0 }.min().map { max($0, now) }
    }
}
