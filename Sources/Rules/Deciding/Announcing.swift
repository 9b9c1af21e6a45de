import Mail

/// From a coordinator's mail to the copies on their way.
extension Rulebook {
    /// A coordinator's mail is kept, and its preview sent.
    func hold(_ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant) -> Decision {
        if let flood = flooded(state, sender.address, at: now) { return flood }
        let (audience, subject) = audience(in: request.subject)
        let post = Post(
            id: PostID(at: now, digest: request.identity.digest), author: sender, subject: subject,
            audience: audience, held: now, attachments: request.attachments)
        return hold(post, state, request, at: now)
    }

    func hold(_ post: Post, _ state: State, _ request: Request, at now: Instant) -> Decision {
        // Thirty-two bits can be aimed at; a post that is there must not change under its preview.
        guard state.posts[post.id] == nil else {
            return quarantine(state, request, "its post has the name of another", at: now)
        }
        return Decision(
            .held, entries: [.held(post)],
            letters: [letter(.preview, about: post, state, to: post.author.address, answers: request.messageID)])
    }

    /// All copies came to an end: the coordinator hears what became of them. What time brought is reported only where
    /// something went wrong.
    ///
    /// - Parameter dead: recipients whose copies were refused because nobody is there.
    func finish(
        _ state: State, _ id: PostID, _ report: Report, dead: [Address] = [], at now: Instant
    ) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        let bounced = note(dead, id, state, at: now)
        if post.kind.isScheduled, report.refused + report.delayed == 0 {
            return Decision(.finished, entries: bounced.entries + [.finished(id, report)], letters: bounced.letters)
        }
        var letter = letter(.postReport, about: post, state, to: post.author.address, answers: nil)
        letter.facts.merge(report.facts) { $1 }
        return Decision(
            .finished, entries: bounced.entries + [.finished(id, report)], letters: [letter] + bounced.letters)
    }

    /// A job that was silent for a day does not wake up by surprise (DESIGN 3.5).
    func putToSleep(
        _ state: State, _ id: PostID, accepted: Int, remaining: Int, since: Instant
    ) -> Decision {
        guard let post = state.posts[id], post.status == .sending else { return Decision(.notOpen) }
        var letter = letter(.postStale, about: post, state, to: post.author.address, answers: nil)
        letter.facts["accepted"] = String(accepted)
        letter.facts["remaining"] = String(remaining)
        letter.facts["since"] = since.text
        return Decision(.asleep, entries: [.asleep(id)], letters: [letter])
    }

    /// Members of the audience and the mirrors: who gets a copy if the post is published now.
    package func recipientCount(_ state: State, of post: Post) -> Int {
        var count = 0
        forEachRecipient(state, of: post) { _, _ in count += 1 }
        return count
    }

    /// Everybody who gets a copy, each address once, with the language of the copy. What is about an event goes to whom
    /// the event's invitation went; a reminder leaves out who declined.
    package func forEachRecipient<E>(
        _ state: State, of post: Post, _ body: (Address, Language) throws(E) -> Void
    ) throws(E) {
        let event = state.event(of: post)
        try state.members.forEach { (member) throws(E) in
            guard !policy.mirrors.contains(member.address), !state.bounces.isSuspended(member.address) else { return }
            let isAudience = post.audience == nil || post.audience == policy.spoken(member.language)
            guard event.map({ isInvited(member, to: $0) }) ?? isAudience else { return }
            if !Self.isExcluded(member.address, post, event) {
                try body(member.address, policy.spoken(member.language))
            }
        }
        for mirror in policy.mirrors where !Self.isExcluded(mirror, post, event) {
            try body(mirror, post.audience ?? policy.defaultLanguage)
        }
    }

    private static func isExcluded(_ address: Address, _ post: Post, _ event: Event?) -> Bool {
        guard case .reminder = post.kind else { return false }
        return event?.answers[address]?.participation == .declined
    }

    /// `[sv] Rubrik` goes to members of that language, without the bracket. A language that the list does not speak has
    /// no members, so that bracket is just part of the subject.
    func audience(in subject: String) -> (Language?, String) {
        let trimmed = subject.drop { $0.isWhitespace }
        guard trimmed.first == "[", let end = trimmed.firstIndex(of: "]"),
            let language = Language(rawValue: trimmed[trimmed.index(after: trimmed.startIndex)..<end].lowercased()),
            policy.languages.contains(language)
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

extension Post.Kind {
    /// Whether nobody sent it at this moment: a digest or a reminder.
    package var isScheduled: Bool {
        switch self {
        case .digest, .reminder: true
        case .announcement, .invitation, .cancellation: false
        }
    }
}

extension Report {
    /// As a letter carries it.
    var facts: [String: String] {
        [
            "accepted": String(accepted), "refused": String(refused), "skipped": String(skipped),
            "delayed": String(delayed), "unknown": String(unknown),
            "reasons": reasons.map { CleanText.line($0.line) }.joined(separator: "\n"),
        ]
    }
}
