import Mail

/// One digest of all tips that were kept, on the configured rhythm.
extension Rulebook {
    /// The digest that is due. A tip that was kept before the last moment of the rhythm has waited for it; so a moment
    /// that passed while nothing ran is made up for, once, and one without tips leaves no trace. What was kept in the
    /// very second of a digest, or committed just after it, waits for the next.
    func dueDigest(_ state: State, at now: Instant) -> Decision? {
        guard let rhythm = policy.tips.digest, let moment = rhythm.latest(upTo: now, in: policy.zone),
            state.latestDigest.map({ $0 < moment }) ?? true,
            state.keptTips.contains(where: { $0.kept.map { $0 <= moment } ?? false })
        else { return nil }
        return sendDigest(state, at: now)
    }

    /// All kept tips, now. Nil where there are none.
    package func sendDigest(_ state: State, at now: Instant) -> Decision? {
        let tips = state.keptTips
        guard let first = tips.first, let coordinator = policy.coordinators.first else { return nil }
        var post = Post(
            id: PostID(at: now, seed: "digest \(first.id.text)"), kind: .digest(tips.map(\.id)),
            author: NamedAddress(address: coordinator), subject: policy.title(in: policy.defaultLanguage),
            audience: nil, held: now, status: .sending, approved: now)
        post.recipients = recipientCount(state, of: post)
        return Decision(.dispatched, entries: [.dispatched(post)])
    }

    /// When the next digest goes out, if there is something for it then.
    package func nextDigest(after now: Instant) -> Instant? {
        policy.tips.digest?.next(after: now, in: policy.zone)
    }
}
