import Mail

/// What is for people goes to people: nothing is lost, and nobody is flooded.
extension Rulebook {
    /// Anything else from a person: an answer to a post goes to its coordinator, the rest to all coordinators.
    ///
    /// - Parameter about: the post that it is about, where that is not the one it answers.
    func forward(
        _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant, about: PostID? = nil
    ) -> Decision {
        if let flood = flooded(state, sender.address, at: now) { return flood }
        let post = (about ?? request.answer?.post).flatMap { state.posts[$0] }
        let forward = Forward(
            id: ForwardID(digest: request.identity.digest), to: readers(of: post, from: sender.address), from: sender,
            received: now, post: post?.id)
        var decision = Decision(.forwarded, entries: [.forwarded(forward)])
        if post == nil, !state.members.contains(sender.address), !policy.isCoordinator(sender.address),
            !state.contacts.knows(.help, to: sender.address, at: now)
        {
            let letter = Letter(
                .help, to: sender.address, language: policy.spoken(request.command?.language),
                answers: request.messageID, facts: ["forwarded": "yes"])
            decision.letters = limited(letter, state, at: now, verdict: .helped).letters
        }
        return decision
    }

    /// Who reads a mail that is for people: the author of the post that it answers, else the coordinators. Nobody gets
    /// their own words back, unless nobody else is there.
    private func readers(of post: Post?, from sender: Address) -> [Address] {
        if let author = post?.author.address, author != sender, policy.isCoordinator(author) { return [author] }
        let others = policy.coordinators.filter { $0 != sender }
        return others.isEmpty ? policy.coordinators : others
    }

    /// Whether a coordinator's mail is meant for the members. An answer to one of our letters, or to another's post, is
    /// meant for people, if anybody else is there to read it; an answer to one's own post follows it up.
    func isAnnouncement(_ request: Request, by sender: Address, _ state: State) -> Bool {
        guard policy.isCoordinator(sender) else { return false }
        switch request.command?.command {
        case .tip: return false
        case .some(let command)
        where request.isBrief && request.event == nil && command != .publish && command != .cancel:
            return false
        default: break
        }
        guard let answer = request.answer else { return true }
        // The letter that says what is wrong with an event is answered by the event.
        if answer.purpose == .note, case .plan? = request.event { return true }
        if answer.purpose == .copy, let post = answer.post.flatMap({ state.posts[$0] }) {
            return post.author.address == sender
        }
        return !policy.coordinators.contains { $0 != sender }
    }

    /// A decision about the command in a mail that holds more than a command: people read it too.
    func alsoForwarding(
        _ decision: Decision, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant,
        about: PostID? = nil
    ) -> Decision {
        let forwarded = forward(state, sender, request, at: now, about: about)
        let letters = forwarded.letters.filter { $0.kind != .help }
        return Decision(
            decision.verdict, entries: decision.entries + forwarded.entries, letters: decision.letters + letters)
    }

    /// Too many mails from one sender: the rest stays in the mailbox, and the coordinators hear of it, a few times a
    /// day whoever it is.
    func flooded(_ state: State, _ address: Address, at now: Instant) -> Decision? {
        let count = state.contacts.forwardCount(from: address, at: now)
        if count < policy.forwardsPerDay { return nil }
        if count > policy.forwardsPerDay { return Decision(.flooded) }
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .floodNotice, to: $0, at: now) < policy.lettersPerDay }
            .map {
                Letter(
                    .floodNotice, to: $0, language: language(of: $0, state),
                    facts: ["sender": address.text, "count": String(count)])
            }
        return Decision(.flooded, entries: [.flooded(address)], letters: notices)
    }

    /// A mail that cannot be handled is kept, and the coordinators hear of it, once a day each.
    func quarantine(_ state: State, _ request: Request, _ reason: String, at now: Instant) -> Decision {
        let id = QuarantineID(digest: request.identity.digest)
        let facts = ["reason": reason, "file": "quarantine/\(id.text).eml", "subject": request.subject]
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .quarantineNotice, to: $0, at: now) == 0 }
            .map { Letter(.quarantineNotice, to: $0, language: language(of: $0, state), facts: facts) }
        return Decision(.quarantined(reason), entries: [.quarantined(id, reason: reason)], letters: notices)
    }
}
