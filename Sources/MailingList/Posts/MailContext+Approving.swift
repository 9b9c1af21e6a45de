import Base

/// Nothing goes out before a coordinator said so, in as many words, to a letter that only a coordinator got.
extension MailContext {
    /// The answer to a preview, or to the question about a job that stalled. Nil where the mail is for people.
    func answerPreview(_ reply: Reply, of id: PostID) -> Decision? {
        guard isCoordinator, let post = state.posts[id] else { return nil }
        switch approval(aboutCancellation: post.isCancellation) {
        case .yes:
            guard post.status.isOpen else { return tellClosed(post) }
            return reply.isProven ? list.publish(post) : askAgain(post, withPreview: true)
        case .no:
            if post.status == .finished { return tellGone(post) }
            guard post.status.canBeCancelled else { return Decision(.notOpen) }
            return reply.isProven
                ? list.cancel(post, by: address, answers: request.messageID) : askAgain(post, withPreview: true)
        // Silence, "thanks", a question and out-of-office replies are no approval.
        case .nothing, .other: return post.status.isOpen ? askAgain(post, withPreview: false) : nil
        case nil: return nil
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

    /// `peru` when nothing waits: the latest post that the coordinator may mean. Nil where there was none lately.
    var postThatIsGone: Post? {
        guard isCoordinator, request.reply == nil, request.command?.command == .cancel else { return nil }
        let gone = state.posts.all.filter { post in
            post.status == .finished && post.author.address == address
                && post.approved.map { $0 + policy.approveWithin > now } ?? false
        }
        return gone.max { ($0.held, $0.id) < ($1.held, $1.id) }
    }

    /// The coordinator gets the latest question again, and can answer that.
    func showPreviewAgain() -> Decision {
        guard let post = postToRemindOf else { return postThatIsGone.map(tellGone) ?? Decision(.notOpen) }
        return remind(of: post, withPreview: post.status == .held, answer: request.excerpt)
    }

    /// - Parameter withPreview: where the words were right and only the proof was too old, there is nothing to explain.
    private func askAgain(_ post: Post, withPreview: Bool) -> Decision {
        remind(of: post, withPreview: withPreview && post.status == .held, answer: request.answer.text)
    }

    private func remind(of post: Post, withPreview: Bool, answer: String) -> Decision {
        let letter: PostLetter = withPreview ? .preview(post.id) : .previewReminder(post.id, answer: answer)
        return rateLimited(list.letter(letter, to: address, answers: request.messageID), verdict: .reminded)
    }

    /// `peru` comes too late: everybody has it, and only a correction can follow.
    private func tellGone(_ post: Post) -> Decision {
        rateLimited(list.letter(.gone(post.id), to: address, answers: request.messageID), verdict: .notOpen)
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
