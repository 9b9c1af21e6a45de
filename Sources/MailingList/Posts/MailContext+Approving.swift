import Base

/// Nothing goes out before a coordinator said so, in as many words, to a letter that only a coordinator got.
extension MailContext {
    /// The answer to a preview, or to the question about a job that stalled. Nil where the mail is for people.
    func answerPreview(_ reply: Reply, of id: PostID) -> Decision? {
        guard isCoordinator, let post = state.posts[id] else { return nil }
        switch request.command?.command {
        case .publish:
            guard post.status.isOpen else { return tellClosed(post) }
            return reply.isProven ? list.publish(post) : askAgain(post)
        case .cancel:
            guard post.status.canBeCancelled else { return Decision(.notOpen) }
            return reply.isProven ? list.cancel(post, by: address, answers: request.messageID) : askAgain(post)
        case nil where post.status.isOpen:
            // Silence, "thanks" and out-of-office replies are no approval.
            return askAgain(post)
        default: return nil
        }
    }

    /// `julkaise` without anything that proves it: which post the coordinator is shown again. Nil for everybody else, and
    /// where nothing waits.
    var postToRemindOf: Post? {
        guard isCoordinator, request.reply == nil else { return nil }
        let pending = state.posts.unfinished
        let own = pending.filter { $0.author.address == address }
        return (own.isEmpty ? pending : own).max { ($0.held, $0.id) < ($1.held, $1.id) }
    }

    /// The coordinator gets the latest question again, and can answer that.
    func showPreviewAgain() -> Decision {
        guard let post = postToRemindOf else { return Decision(.notOpen) }
        return remind(of: post, withPreview: post.status == .held)
    }

    private func askAgain(_ post: Post) -> Decision {
        // Where the words were right and only the proof was too old, there is nothing to explain.
        remind(of: post, withPreview: request.command != nil && post.status == .held)
    }

    private func remind(of post: Post, withPreview: Bool) -> Decision {
        let letter: PostLetter = withPreview ? .preview(post.id) : .previewReminder(post.id, answer: request.excerpt)
        return rateLimited(list.letter(letter, to: address, answers: request.messageID), verdict: .reminded)
    }

    /// `julkaise` comes too late: the coordinator hears why nothing goes out. Who says it twice gets the report.
    private func tellClosed(_ post: Post) -> Decision {
        let letter: PostLetter
        switch post.status {
        case .cancelled: letter = .cancelled(post.id)
        case .expired: letter = .expired(post.id)
        case .held, .sending, .stalled, .finished: return Decision(.notOpen)
        }
        return rateLimited(list.letter(letter, to: address, answers: request.messageID), verdict: .notOpen)
    }
}

extension Verdict {
    package static let reminded = Verdict("reminded")
}
