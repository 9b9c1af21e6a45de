import Mail

/// Nothing goes out before a coordinator said so, in as many words, to a letter that only a coordinator got.
extension Rulebook {
    /// The answer to a preview, or to the question about a job that fell asleep. Nil where the mail is for people.
    func moderate(
        _ answer: Request.Answer, _ state: State, _ sender: Address, _ request: Request, at now: Instant
    ) -> Decision? {
        guard policy.isCoordinator(sender), let post = answer.post.flatMap({ state.posts[$0] }) else { return nil }
        let command = request.command?.command
        switch command {
        case .publish:
            guard post.status.isOpen else { return closed(state, post, to: sender, request, at: now) }
            return answer.isProven ? publish(state, post) : ask(again: post, state, to: sender, request, at: now)
        case .cancel:
            guard post.status.canBeCancelled else { return Decision(.notOpen) }
            return answer.isProven
                ? cancel(state, post, by: sender, answers: request.messageID)
                : ask(again: post, state, to: sender, request, at: now)
        case nil where post.status.isOpen:
            // Silence, "thanks" and out-of-office replies are no approval.
            return ask(again: post, state, to: sender, request, at: now)
        default: return nil
        }
    }

    /// `julkaise` without anything that proves it: the coordinator gets the latest question again, and can answer that.
    func showPreviewAgain(_ state: State, _ sender: Address, _ request: Request, at now: Instant) -> Decision? {
        guard policy.isCoordinator(sender), request.answer == nil else { return nil }
        let pending = state.posts.values.filter(\.status.canBeCancelled)
        let own = pending.filter { $0.author.address == sender }
        guard let latest = (own.isEmpty ? pending : own).max(by: { ($0.held, $0.id) < ($1.held, $1.id) }) else {
            return nil
        }
        let kind: LetterKind = latest.status == .held ? .preview : .previewReminder
        return remind(kind, latest, state, to: sender, request, at: now)
    }

    private func ask(
        again post: Post, _ state: State, to sender: Address, _ request: Request, at now: Instant
    ) -> Decision {
        // Where the words were right and only the proof was too old, there is nothing to explain.
        let isClear = request.command != nil && post.status == .held
        return remind(isClear ? .preview : .previewReminder, post, state, to: sender, request, at: now)
    }

    private func remind(
        _ kind: LetterKind, _ post: Post, _ state: State, to sender: Address, _ request: Request, at now: Instant
    ) -> Decision {
        var letter = letter(kind, about: post, state, to: sender, answers: request.messageID)
        if kind == .previewReminder { letter.facts["answer"] = request.excerpt }
        return limited(letter, state, at: now, verdict: .reminded)
    }

    /// `julkaise` comes too late: the coordinator hears why nothing goes out. Who says it twice gets the report.
    private func closed(
        _ state: State, _ post: Post, to sender: Address, _ request: Request, at now: Instant
    ) -> Decision {
        let kind: LetterKind? =
            switch post.status {
            case .cancelled: .postCancelled
            case .expired: .postExpired
            case .held, .sending, .asleep, .finished: nil
            }
        guard let kind else { return Decision(.notOpen) }
        let letter = letter(kind, about: post, state, to: sender, answers: request.messageID)
        return limited(letter, state, at: now, verdict: .notOpen)
    }

    func publish(_ state: State, _ post: Post) -> Decision {
        switch post.status {
        case .held:
            if isSuperseded(post, state) { return cancel(state, post) }
            let recipients = recipientCount(state, of: post)
            return Decision(
                .published,
                entries: superseded(by: post, state).map { .cancelled($0.id) }
                    + [.published(post.id, recipients: recipients)])
        case .asleep: return Decision(.resumed, entries: [.resumed(post.id)])
        default: return Decision(.notOpen)
        }
    }

    /// Whether members know a later version of the event already, or it is called off twice.
    private func isSuperseded(_ post: Post, _ state: State) -> Bool {
        guard let event = state.event(of: post) else { return false }
        if case .invitation(let plan) = post.kind { return plan.isOutdated(beside: event.plan) }
        return event.isCancelled
    }

    /// Copies still on their way, or asleep, that say what is no longer so: an earlier version of the event, or a
    /// reminder of it.
    private func superseded(by post: Post, _ state: State) -> [Post] {
        guard let event = state.event(of: post) else { return [] }
        return state.posts.values
            .filter { [.sending, .asleep].contains($0.status) && $0.id != post.id }
            .filter { state.event(of: $0)?.id == event.id }
            .sorted { $0.id < $1.id }
    }

    /// The author hears of it, and whoever cancelled it.
    func cancel(_ state: State, _ post: Post, by sender: Address? = nil, answers: String? = nil) -> Decision {
        let author = post.author.address
        let told = [sender ?? author] + (sender == nil || sender == author ? [] : [author])
        return Decision(
            .cancelled, entries: [.cancelled(post.id)],
            letters: told.map {
                letter(.postCancelled, about: post, state, to: $0, answers: $0 == sender ? answers : nil)
            })
    }
}

extension Post.Status {
    /// Whether copies that are not yet sent can be kept back.
    var canBeCancelled: Bool { isOpen || self == .sending }
}
