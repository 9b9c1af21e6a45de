import Mail

/// What time alone brings, one thing at a time: whoever asks asks again until nothing is due.
extension Rulebook {
    func due(_ state: State, at now: Instant) -> Decision {
        dueExpiry(state, at: now) ?? dueDigest(state, at: now) ?? dueReminder(state, at: now)
            ?? dueBounces(state, at: now) ?? Decision(.nothing)
    }

    /// Nobody answered the preview in time.
    private func dueExpiry(_ state: State, at now: Instant) -> Decision? {
        let overdue = state.posts.values
            .filter { $0.status == .held && $0.held + policy.approveWithin <= now }
            .sorted { $0.id < $1.id }
        guard !overdue.isEmpty else { return nil }
        return Decision(
            .expired, entries: overdue.map { .expired($0.id) },
            letters: overdue.map { letter(.postExpired, about: $0, state, to: $0.author.address, answers: nil) })
    }
}
