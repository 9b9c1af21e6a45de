import Base

extension MailContext {
    /// `liity`: asks back, because From proves nothing.
    /// - Parameter choices: what somebody who was invited had chosen elsewhere.
    func join(_ language: Language, keeping choices: Choices = Choices()) -> Decision {
        if let member = endOfPause { return resume(member) }
        if let member = state.members[address] {
            return rateLimited(
                letter(.membership(.alreadyMember), language: policy.spoken(member.language)), verdict: .alreadyMember)
        }
        // A letter to such an address may reach somebody whom the sender chose: people see to it.
        if address.isRerouted { return alsoForwarding(Decision(.refusedAddress)) }
        switch policy.admission(of: address) {
        case .refused: return refuseDomain(language)
        case .approved where state.joinRequests[address] != nil: return tellWaiting(language)
        case .approved, .free: break
        }
        if request.isAuthenticated {
            return takeIn(language, choices, Consent(means: .authenticationResults, message: request.messageID ?? ""))
        }
        return rateLimited(
            letter(.membership(.question(keeping: choices)), language: language), verdict: .askedToJoin)
    }

    /// The confirm letter was answered; `shown` is the language that it was in.
    func confirmJoin(_ language: Language, shown: Language, keeping choices: Choices) -> Decision {
        // The configuration may have changed since the letter was sent.
        guard policy.admission(of: address) != .refused else { return refuseDomain(language) }
        let wording = ConsentWording(title: policy.title(in: shown), language: shown)
        var decision = takeIn(
            language, choices, Consent(means: .reply, message: request.messageID ?? "", wording: wording.name))
        if state.wordings[wording.name] == nil, !decision.entries.isEmpty {
            decision.entries.insert(.membership(.worded(wording)), at: 0)
        }
        return decision
    }

    /// By now the address is confirmed.
    private func takeIn(_ language: Language, _ choices: Choices, _ consent: Consent) -> Decision {
        policy.admission(of: address) == .approved
            ? askCoordinators(language, choices, consent) : welcome(language, choices, consent)
    }

    private func welcome(_ language: Language, _ choices: Choices, _ consent: Consent) -> Decision {
        let member = Member(
            address: address, language: language, joined: now, consent: consent, choices: choices.begun(at: now))
        // Who was forgotten and comes back is known again.
        let lifted: [Entry] =
            request.fingerprint.flatMap { fingerprint in
                state.erasures[fingerprint].map { _ in [.erasure(.lifted(fingerprint))] }
            } ?? []
        return Decision(
            .joined, entries: lifted + [.membership(.joined(member))],
            letters: [letter(.membership(.welcome), language: language)])
    }

    /// One kind letter that says who may join; the first time only.
    private func refuseDomain(_ language: Language) -> Decision {
        guard !state.contacts.knows(.refusedDomain, to: address, at: now) else { return Decision(.refusedDomain) }
        return rateLimited(letter(.membership(.refusedDomain), language: language), verdict: .refusedDomain)
    }
}

extension Verdict {
    package static let askedToJoin = Verdict("askedToJoin")
    package static let joined = Verdict("joined")
    package static let alreadyMember = Verdict("alreadyMember")
    package static let refusedDomain = Verdict("refusedDomain")
    /// Servers may route it elsewhere than its domain says.
    package static let refusedAddress = Verdict("refusedAddress")
    /// Somebody answered a question with no.
    package static let declined = Verdict("declined")
}
