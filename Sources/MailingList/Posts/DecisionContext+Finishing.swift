import Base

/// How posts end without a coordinator's word.
extension DecisionContext {
    /// All copies came to an end: the coordinator hears what became of them, unless the first report told the same. What
    /// time brought is reported only where something went wrong.
    ///
    /// - Parameter addressInvalid: recipients whose copies were refused because nobody is there.
    func finish(_ id: PostID, _ report: Report, addressInvalid: [Address] = []) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        let returned = takeReturned(addressInvalid, of: id)
        let finished = returned.entries + [.post(.finished(id, report))]
        let first = post.report
        if first == report || post.kind.isScheduled && report.refused + report.delayed == 0 {
            return Decision(.finished, entries: finished, letters: returned.letters)
        }
        let isSecond = first.map { isToldOf($0, post) } ?? false
        let letter = letter(.report(id, report.cleaned, isSecond: isSecond), to: post.author.address)
        return Decision(.finished, entries: finished, letters: [letter] + returned.letters)
    }

    /// Nobody answered the preview in time.
    func dueExpiry() -> Decision? {
        let overdue = state.posts.waiting.filter { $0.status == .held && $0.held + policy.approveWithin <= now }
        guard !overdue.isEmpty else { return nil }
        return Decision(
            .expired, entries: overdue.map { .post(.expired($0.id)) },
            letters: overdue.map { letter(.expired($0.id), to: $0.author.address) })
    }

    /// When the next preview expires.
    var nextExpiry: Instant? {
        state.posts.waiting.lazy.filter { $0.status == .held }.map { $0.held + policy.approveWithin }.min()
    }
}

extension Verdict {
    package static let finished = Verdict("finished")
    package static let expired = Verdict("expired")
}
