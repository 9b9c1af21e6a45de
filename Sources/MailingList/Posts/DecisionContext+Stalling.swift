import Base

/// Copies that make no progress.
extension DecisionContext {
    /// A post whose copies were silent for this long does not go on by surprise: its author is asked.
    static let stalledAfter = Seconds.days(1)

    /// The posts on their way that have stalled, the oldest first.
    ///
    /// - Parameter lastProgress: when something last became of a post's copies.
    package func stalledPosts(lastProgress: (PostID) -> Instant?) -> [Post] {
        state.posts.sending.filter { now.since($0.lastSign(lastProgress($0.id))) >= Self.stalledAfter }
    }

    /// When the next of them stalls, if nothing becomes of its copies until then.
    func nextStall(lastProgress: (PostID) -> Instant?) -> Instant? {
        state.posts.sending.map { $0.lastSign(lastProgress($0.id)) + Self.stalledAfter }.min()
    }

    /// - Parameters:
    ///   - accepted: recipients who have their copy.
    ///   - remaining: recipients whose copy has no end yet.
    func stall(_ id: PostID, accepted: Int, remaining: Int, since: Instant) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        let letter = letter(
            .stalled(id, accepted: accepted, remaining: remaining, since: since), to: post.author.address)
        return Decision(.stalled, entries: [.post(.stalled(id))], letters: [letter])
    }
}

extension Post {
    /// When it last made progress, or was last wanted.
    package func lastSign(_ lastProgress: Instant?) -> Instant {
        max(lastProgress ?? held, approved ?? held)
    }
}

extension Verdict {
    package static let stalled = Verdict("asleep")
}
