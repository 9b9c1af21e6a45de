import Base

/// What a coordinator's yes and no do, by mail or on the command line.
extension DecisionContext {
    func approve(_ id: PostID) -> Decision {
        guard let post = state.posts[id], post.status.isOpen else { return Decision(.notOpen) }
        return publish(post)
    }

    func cancel(_ id: PostID) -> Decision {
        guard let post = state.posts[id], post.status.canBeCancelled else { return Decision(.notOpen) }
        return cancel(post)
    }

    func publish(_ post: Post) -> Decision {
        switch post.status {
        case .held:
            if isSuperseded(post) { return cancel(post) }
            return Decision(
                .published,
                entries: (superseded(by: post) + corrected(by: post)).map { .post(.cancelled($0.id)) }
                    + [.post(.published(post.id, recipients: recipientCount(of: post)))] + askingAnew(post))
        case .stalled: return Decision(.resumed, entries: [.post(.resumed(post.id))])
        case .sending, .finished, .cancelled, .expired: return Decision(.notOpen)
        }
    }

    /// Earlier mails of the same author under the same subject that still wait for an answer: this one corrects them.
    package func corrected(by post: Post) -> [Post] {
        guard post.status == .held, post.isWritten else { return [] }
        let subject = Folding.fold(post.subject)
        guard !subject.isEmpty else { return [] }
        return state.posts.waiting.filter { other in
            other.status == .held && other.isWritten && other.id != post.id && other.held <= post.held
                && other.author.address == post.author.address && other.audience == post.audience
                && Folding.fold(other.subject) == subject
        }
    }

    /// The author hears of it, and whoever cancelled it.
    func cancel(_ post: Post, by sender: Address? = nil, answers: String? = nil) -> Decision {
        let author = post.author.address
        let told = [sender ?? author] + (sender == nil || sender == author ? [] : [author])
        return Decision(
            .cancelled, entries: [.post(.cancelled(post.id))],
            letters: told.map { letter(.cancelled(post.id), to: $0, answers: $0 == sender ? answers : nil) })
    }
}

extension Verdict {
    package static let published = Verdict("published")
    package static let resumed = Verdict("resumed")
    package static let cancelled = Verdict("cancelled")
    /// A digest or a reminder is on its way.
    package static let dispatched = Verdict("dispatched")
}

extension Post {
    /// Whether a coordinator wrote it, and it calls nothing off.
    fileprivate var isWritten: Bool {
        switch kind {
        case .announcement, .invitation: true
        case .cancellation, .reminder, .digest, .roundup: false
        }
    }
}
