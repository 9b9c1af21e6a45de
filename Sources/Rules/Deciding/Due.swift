import Mail

/// What time alone brings.
extension Rulebook {
    func due(_ state: State, at now: Instant) -> Decision {
        let overdue = state.posts.values
            .filter { $0.status == .held && $0.held + policy.approveWithin <= now }
            .sorted { $0.id < $1.id }
        guard !overdue.isEmpty else { return Decision(.nothing) }
        return Decision(
            .expired, entries: overdue.map { .expired($0.id) },
            letters: overdue.map { letter(.postExpired, about: $0, state, to: $0.author.address, answers: nil) })
    }
}
