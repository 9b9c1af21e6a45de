import Mail

/// From a coordinator's mail to the copies on their way: nothing goes out before somebody answered the preview.
extension Rulebook {
    /// A coordinator's mail is kept, and its preview sent.
    func hold(_ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant) -> Decision {
        if let flood = flooded(state, sender.address, at: now) { return flood }
        let (audience, subject) = Self.audience(in: request.subject)
        let post = Post(
            id: PostID(at: now, digest: request.identity.digest), author: sender, subject: subject,
            audience: audience, held: now, attachments: request.attachments)
        return Decision(
            .held, entries: [.held(post)],
            letters: [letter(.preview, about: post, state, to: sender.address, answers: request.messageID)])
    }

    /// The answer to a preview, or to the question about a job that fell asleep.
    func moderate(_ state: State, _ id: PostID?, _ request: Request) -> Decision {
        guard let sender = request.sender, let post = id.flatMap({ state.posts[$0] }),
            policy.isCoordinator(sender.address)
        else { return Decision(.ignored("an answer to a preview that this sender may not give")) }
        guard post.status.isOpen else { return Decision(.notOpen) }
        switch request.command?.command {
        case .publish: return publish(state, post)
        case .cancel: return cancel(state, post, toldTo: sender.address, answers: request.messageID)
        default:
            // Silence, "thanks" and out-of-office replies are no approval.
            let reminder = letter(.previewReminder, about: post, state, to: sender.address, answers: request.messageID)
            return Decision(.reminded, letters: [reminder])
        }
    }

    func publish(_ state: State, _ post: Post) -> Decision {
        switch post.status {
        case .held:
            let recipients = recipientCount(state, of: post)
            return Decision(.published, entries: [.published(post.id, recipients: recipients)])
        case .asleep: return Decision(.resumed, entries: [.resumed(post.id)])
        default: return Decision(.notOpen)
        }
    }

    func cancel(_ state: State, _ post: Post, toldTo address: Address, answers: String?) -> Decision {
        Decision(
            .cancelled, entries: [.cancelled(post.id)],
            letters: [letter(.postCancelled, about: post, state, to: address, answers: answers)])
    }

    /// All copies came to an end: the coordinator hears what became of them.
    func finish(_ state: State, _ id: PostID, _ report: Report) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        var letter = letter(.postReport, about: post, state, to: post.author.address, answers: nil)
        letter.facts.merge(report.facts) { $1 }
        return Decision(.finished, entries: [.finished(id, report)], letters: [letter])
    }

    /// A job that was silent for a day does not wake up by surprise (DESIGN 3.5).
    func putToSleep(_ state: State, _ id: PostID, at now: Instant) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        return Decision(
            .asleep, entries: [.asleep(id)],
            letters: [letter(.postStale, about: post, state, to: post.author.address, answers: nil)])
    }

    /// Members of the audience and the mirrors: who gets a copy if the post is published now.
    public func recipientCount(_ state: State, of post: Post) -> Int {
        var count = 0
        forEachRecipient(state, of: post) { _, _ in count += 1 }
        return count
    }

    /// Everybody who gets a copy, each address once, with the language of the footer.
    public func forEachRecipient<E>(
        _ state: State, of post: Post, _ body: (Address, Language) throws(E) -> Void
    ) throws(E) {
        try state.members.forEach { (member) throws(E) in
            if post.audience == nil || post.audience == policy.spoken(member.language),
                !policy.mirrors.contains(member.address)
            {
                try body(member.address, policy.spoken(member.language))
            }
        }
        for mirror in policy.mirrors { try body(mirror, post.audience ?? policy.defaultLanguage) }
    }

    /// `[sv] Rubrik` goes to members of that language, without the bracket.
    static func audience(in subject: String) -> (Language?, String) {
        let trimmed = subject.drop { $0.isWhitespace }
        guard trimmed.first == "[", let end = trimmed.firstIndex(of: "]"),
            let language = Language(rawValue: trimmed[trimmed.index(after: trimmed.startIndex)..<end].lowercased())
        else { return (nil, subject) }
        return (language, String(trimmed[trimmed.index(after: end)...].drop { $0.isWhitespace }))
    }

    /// A letter to a coordinator about a post.
    func letter(
        _ kind: LetterKind, about post: Post, _ state: State, to address: Address, answers: String?
    ) -> Letter {
        Letter(
            kind, to: address, language: language(of: address, state), answers: answers,
            facts: ["post": post.id.text])
    }
}

extension Report {
    /// As a letter carries it.
    var facts: [String: String] {
        [
            "accepted": String(accepted), "refused": String(refused), "skipped": String(skipped),
            "delayed": String(delayed), "unknown": String(unknown), "reasons": reasons.map(\.line).joined(separator: "\n"),
        ]
    }
}
