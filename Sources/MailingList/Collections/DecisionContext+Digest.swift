import Base

/// One digest of all items of a collection that were kept, on the configured schedule.
extension DecisionContext {
    func dueDigest() -> Decision? {
        policy.collections.lazy.filter { isDigestDue($0) }.compactMap { sendDigest(of: $0.name) }.first
    }

    /// An item that was kept before the last moment of the schedule has waited for it; so a moment that passed while
    /// nothing ran is made up for, once, and one without items leaves no trace. What was kept in the very second of a
    /// digest, or committed just after it, waits for the next.
    private func isDigestDue(_ collection: CollectionPolicy) -> Bool {
        guard let moment = collection.digest?.latest(upTo: now, in: policy.zone) else { return false }
        if let latest = state.posts.latestDigest(of: collection.name), latest >= moment { return false }
        return state.items.kept(in: collection.name).contains { $0.kept.map { $0 <= moment } ?? false }
    }

    /// All kept items, now. Nil where there are none.
    package func sendDigest(of name: CollectionName) -> Decision? {
        let items = state.items.kept(in: name)
        guard let first = items.first, let coordinator = policy.coordinators.first else { return nil }
        var post = Post(
            id: PostID(at: now, seed: "digest \(first.id.text)"), kind: .digest(of: name, items.map(\.id)),
            author: NamedAddress(address: coordinator), subject: policy.title(in: policy.defaultLanguage),
            audience: .everybody, held: now, status: .sending, approved: now)
        post.recipients = recipientCount(of: post)
        return Decision(.dispatched, entries: [.post(.dispatched(post))])
    }

    /// When the next digest goes out of a collection in which something waits for it.
    var nextDigest: Instant? {
        policy.collections.lazy.filter { collection in
            state.items.kept(in: collection.name).contains { $0.kept != nil }
        }.compactMap { nextDigest(of: $0.name) }.filter { $0 < .latest }.min()
    }

    /// When the next digest goes out, if there is something for it then. Nil where none comes by itself any more.
    package func nextDigest(of name: CollectionName) -> Instant? {
        guard let collection = policy.collection(name), !collection.isClosed(at: now, in: policy.zone) else {
            return nil
        }
        return collection.digest?.next(after: now, in: policy.zone)
    }
}
