import Mail

/// From a member's tip to the next digest.
extension Rulebook {
    /// `vinkki: …`. Nil where there is no tip in it: then the mail goes to people.
    func take(
        tip text: String, _ language: Language, _ state: State, _ sender: NamedAddress, _ request: Request,
        at now: Instant
    ) -> Decision? {
        guard !text.isEmpty else { return nil }
        let address = sender.address
        guard state.members.contains(address) || policy.isCoordinator(address) else {
            return greetStranger(state, sender, language, request, at: now)
        }
        if let flood = flooded(state, address, at: now) { return flood }
        let isModerated = mustBeModerated(request)
        let tip = Tip(
            id: TipID(digest: request.identity.digest), author: sender, language: language,
            text: String(text.prefix(Tip.longestText)), received: now, status: isModerated ? .waiting : .kept,
            kept: isModerated ? nil : now)
        guard state.tips[tip.id] == nil else {
            return quarantine(state, request, "its tip has the name of another", at: now)
        }
        var decision = Decision(isModerated ? .tipHeld : .tipKept, entries: [.tipped(tip)])
        if isModerated {
            decision.letters = policy.coordinators.map {
                question(.tipPreview, about: tip, state, to: $0, answers: nil)
            }
        }
        if !state.contacts.knows(.tipThanks, to: address, at: now) {
            let thanks = Letter(
                .tipThanks, to: address, language: self.language(of: address, state, or: language),
                answers: request.messageID, facts: isModerated ? ["moderated": "yes"] : [:])
            decision.letters += limited(thanks, state, at: now, verdict: .tipHeld).letters
        }
        // What a digest cannot carry is for people.
        let isWhole = request.attachments.isEmpty && text.count <= Tip.longestText
        return isWhole ? decision : alsoForwarding(decision, state, sender, request, at: now)
    }

    /// Without moderation the sender's word is taken. But an admin who has a server that tells genuine senders wants it
    /// to be asked.
    private func mustBeModerated(_ request: Request) -> Bool {
        if policy.tips.moderate { return true }
        if case .authenticationResults = policy.trust { return !request.isAuthenticated && !request.provesSender }
        return false
    }

    private func greetStranger(
        _ state: State, _ sender: NamedAddress, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        let letter = Letter(
            .tipFromStranger, to: sender.address, language: language, answers: request.messageID,
            facts: ["forwarded": "yes"])
        return alsoForwarding(
            limited(letter, state, at: now, verdict: .notMember), state, sender, request, at: now)
    }

    /// The answer to the question about a tip. Nil where the mail is for people.
    func moderate(
        tip answer: Request.Answer, _ state: State, _ sender: Address, _ request: Request, at now: Instant
    ) -> Decision? {
        guard policy.isCoordinator(sender), let id = answer.tip else { return nil }
        let command = request.command?.command
        guard let tip = state.tips[id], tip.status == .waiting else {
            // Another coordinator was quicker, or the same one said it twice.
            return command == .publish || command == .cancel ? Decision(.notOpen) : nil
        }
        switch command {
        case .publish, .cancel, nil:
            guard answer.isProven, let command else {
                var letter = question(.tipPreview, about: tip, state, to: sender, answers: request.messageID)
                letter.facts["answer"] = request.excerpt
                return limited(letter, state, at: now, verdict: .reminded)
            }
            return command == .publish ? keep(tip) : drop(tip)
        default: return nil
        }
    }

    func keep(_ tip: Tip) -> Decision { Decision(.tipKept, entries: [.tipKept(tip.id)]) }
    func drop(_ tip: Tip) -> Decision { Decision(.tipDropped, entries: [.tipDropped(tip.id)]) }

    private func question(
        _ kind: LetterKind, about tip: Tip, _ state: State, to address: Address, answers: String?
    ) -> Letter {
        Letter(
            kind, to: address, language: language(of: address, state), answers: answers, facts: ["tip": tip.id.text])
    }
}
