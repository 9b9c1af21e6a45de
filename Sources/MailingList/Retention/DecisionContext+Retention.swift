import Base

/// `[retention]`: what is over goes when it is old. What somebody can still answer, an event that is to come and a post that
/// waits for somebody's roundup stay, however old they are.
///
/// A portion at a time, so that whoever asks is free for mail in between.
extension DecisionContext {
    func dueRetention() -> Decision? { duePostMails() ?? dueQuarantine() ?? dueContacts() }

    var nextRetention: Instant? { [nextPostMail, nextQuarantine, nextContacts].compactMap { $0 }.min() }

    /// The server was told to remove so many handled mails.
    func noteRemovedDone(_ count: Int) -> Decision {
        Decision(.removedByAge("handled mail", count), entries: count > 0 ? [.retention(.removedDone(count))] : [])
    }

    /// Posts or mails that go together.
    package static let retentionPortion = 100

    // MARK: Mails of posts

    private func duePostMails() -> Decision? {
        guard let length = policy.retention.posts else { return nil }
        let aged = state.posts.agedMails(before: now - length + 1)
        if aged.isEmpty { return nil }
        let gathered = gatheredByAll
        let ids = aged.lazy.filter { self.freedBy($0, gathered: gathered).map { $0 <= now } ?? false }
            .prefix(Self.retentionPortion).map(\.id)
        guard !ids.isEmpty else { return nil }
        return Decision(.removedByAge("mails of posts", ids.count), entries: [.retention(.removedPosts(Array(ids)))])
    }

    /// Something is older by then. Who waits for a roundup sees it go: that is a change, after which one asks anew.
    private var nextPostMail: Instant? {
        guard let length = policy.retention.posts else { return nil }
        let gathered = gatheredByAll
        let held = state.posts.agedMails(before: now - length + 1)
            .compactMap { freedBy($0, gathered: gathered) }.filter { $0 > now }.min()
        let next = state.posts.firstMail(after: now - length).map { $0 + length }
        return [held, next].compactMap { $0 }.min()
    }

    /// Since when nothing that is to come needs the post's mail; nil where that is not known yet.
    private func freedBy(_ post: Post, gathered: Instant) -> Instant? {
        if let released = post.released, released >= gathered { return nil }
        return state.event(of: post).map { $0.plan.end(in: policy.zone) + 1 } ?? .earliest
    }

    /// What went out before this moment is in all roundups that anybody wanted it in.
    private var gatheredByAll: Instant {
        RoundupFrequency.allCases.filter { frequency in
            let latest = state.roundups[frequency]
            return state.members.portions.values.contains { $0.gathers(frequency, from: latest, before: now) }
        }.map { state.roundups[$0] }.min() ?? .latest
    }

    // MARK: Quarantine

    private func dueQuarantine() -> Decision? {
        guard let length = policy.retention.contacts else { return nil }
        let ids = state.forwards.quarantined(upTo: now - length, atMost: Self.retentionPortion)
        guard !ids.isEmpty else { return nil }
        return Decision(.removedByAge("quarantine", ids.count), entries: [.retention(.removedQuarantined(ids))])
    }

    private var nextQuarantine: Instant? {
        policy.retention.contacts.flatMap { length in state.forwards.firstQuarantined.map { $0 + length } }
    }

    // MARK: Who wrote, and was written to

    private func dueContacts() -> Decision? {
        guard let next = nextContacts, next <= now, let length = policy.retention.contacts else { return nil }
        return Decision(.forgotContacts, entries: [.retention(.forgotContacts(before: now - length))])
    }

    /// A day's contacts go together, when the last of them is old enough.
    private var nextContacts: Instant? {
        policy.retention.contacts.flatMap { length in state.contacts.endOfFirstDay.map { $0 + length } }
    }
}

extension Verdict {
    package static func removedByAge(_ what: String, _ count: Int) -> Verdict {
        Verdict("removedByAge", what, count: count)
    }

    package static let forgotContacts = Verdict("forgotContacts")

    /// Whether more of it may be due at once, and can wait for mail.
    package var isRemovalByAge: Bool { word == Self.removedByAge("", 0).word }
}
