import Base

/// What the author hears before a post has come to its end.
extension DecisionContext {
    /// Servers that put a first try off take the second within this, mostly.
    static let reportAfter = Seconds.minutes(15)

    /// The posts on their way whose authors are to hear how far they are, the oldest first.
    ///
    /// - Parameter triedOnce: when every recipient of a post had been tried once; nil before that.
    package func postsToReport(triedOnce: (PostID) -> Instant?) -> [Post] {
        unreportedPosts.filter { post in triedOnce(post.id).map { $0 + Self.reportAfter <= now } ?? false }
    }

    /// When the next of them is due.
    func nextReport(triedOnce: (PostID) -> Instant?) -> Instant? {
        unreportedPosts.compactMap { triedOnce($0.id).map { $0 + Self.reportAfter } }.min()
    }

    private var unreportedPosts: [Post] { state.posts.sending.filter { $0.report == nil } }

    /// Everybody was tried once: the author hears what came of it, and at the end again where that has changed.
    func report(_ id: PostID, _ report: Report) -> Decision {
        guard let post = state.posts[id], post.status == .sending, post.report == nil else { return Decision(.notOpen) }
        let letters = isToldOf(report, post) ? [letter(.report(id, report.cleaned), to: post.author.address)] : []
        return Decision(.reported, entries: [.post(.reported(id, report))], letters: letters)
    }

    /// What time brought is reported only where something went wrong.
    func isToldOf(_ report: Report, _ post: Post) -> Bool {
        !post.kind.isScheduled || report.refused + report.delayed > 0
    }
}

extension Verdict {
    /// A coordinator was told how far a post is.
    package static let reported = Verdict("reported")
}
