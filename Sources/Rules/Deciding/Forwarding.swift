import Mail

/// What is for people goes to people: nothing is lost, and nobody is flooded.
extension Rulebook {
    /// Anything else from a person: an answer to a post goes to its coordinator, the rest to all coordinators.
    func forward(_ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant) -> Decision {
        if let flood = flooded(state, sender.address, at: now) { return flood }
        let post = request.answer?.post.flatMap { state.posts[$0] }
        let forward = Forward(
            id: ForwardID(digest: request.identity.digest), to: post.map { [$0.author.address] } ?? policy.coordinators,
            from: sender, received: now, post: post?.id)
        var decision = Decision(.forwarded, entries: [.forwarded(forward)])
        if post == nil, !state.members.contains(sender.address),
            !state.correspondence.knows(.help, to: sender.address, at: now)
        {
            let letter = Letter(
                .help, to: sender.address, language: policy.defaultLanguage, answers: request.messageID)
            decision.letters = limited(letter, state, at: now, verdict: .helped).letters
        }
        return decision
    }

    /// Whether the mail answers a post of another coordinator: then it is meant for them, not for all.
    func answersSomebodyElse(_ request: Request, _ state: State) -> Bool {
        guard let post = request.answer?.post.flatMap({ state.posts[$0] }) else { return false }
        return post.author.address != request.sender?.address
    }

    /// Too many mails from one sender: the rest stays in the mailbox, and the coordinators hear of it once a day.
    func flooded(_ state: State, _ address: Address, at now: Instant) -> Decision? {
        let count = state.correspondence.forwardCount(from: address, at: now)
        if count < policy.forwardsPerDay { return nil }
        if count > policy.forwardsPerDay { return Decision(.flooded) }
        let notices = policy.coordinators.map {
            Letter(
                .floodNotice, to: $0, language: language(of: $0, state),
                facts: ["sender": address.text, "count": String(count)])
        }
        return Decision(.flooded, entries: [.flooded(address)], letters: notices)
    }

    /// A mail that cannot be handled is kept, and the coordinators hear of it, once a day each.
    func quarantine(_ state: State, _ request: Request, _ reason: String, at now: Instant) -> Decision {
        let entry = Entry.quarantined(QuarantineID(digest: request.identity.digest), reason: reason)
        let notices = policy.coordinators
            .filter { state.correspondence.letterCount(of: .quarantineNotice, to: $0, at: now) == 0 }
            .map { Letter(.quarantineNotice, to: $0, language: language(of: $0, state), facts: ["reason": reason]) }
        return Decision(.quarantined(reason), entries: [entry], letters: notices)
    }
}
