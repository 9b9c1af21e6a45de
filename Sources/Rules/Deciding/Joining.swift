import Mail

extension Rulebook {
    /// `liity`: asks back, because From proves nothing.
    func join(
        _ state: State, _ address: Address, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        if let member = state.members[address] {
            let letter = Letter(
                .alreadyMember, to: address, language: policy.spoken(member.language), answers: request.messageID)
            return limited(letter, state, at: now, verdict: .alreadyMember)
        }
        guard policy.mayJoin(address) else { return refuse(state, address, language, request, at: now) }
        if request.isAuthenticated {
            let consent = Consent(means: .authenticationResults, message: request.messageID ?? "")
            return welcome(address, language, consent, request, at: now)
        }
        let letter = Letter(.confirmJoin, to: address, language: language, answers: request.messageID)
        return limited(letter, state, at: now, verdict: .askedToJoin)
    }

    /// The confirm letter was answered; `shown` is the language that it was in.
    func confirmJoin(
        _ state: State, _ address: Address, _ language: Language, shown: Language, _ request: Request, at now: Instant
    ) -> Decision {
        // The configuration may have changed since the letter was sent.
        guard policy.mayJoin(address) else { return refuse(state, address, language, request, at: now) }
        let wording = "\(LetterKind.confirmJoin.rawValue).\(shown.rawValue)"
        let consent = Consent(means: .reply, message: request.messageID ?? "", wording: wording)
        return welcome(address, language, consent, request, at: now)
    }

    private func welcome(
        _ address: Address, _ language: Language, _ consent: Consent, _ request: Request, at now: Instant
    ) -> Decision {
        let member = Member(address: address, language: language, joined: now, consent: consent)
        return Decision(
            .joined, entries: [.joined(member)],
            letters: [Letter(.welcome, to: address, language: language, answers: request.messageID)])
    }

    /// One kind letter that says who may join; the first time only.
    private func refuse(
        _ state: State, _ address: Address, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        guard !state.contacts.knows(.refusedDomain, to: address, at: now) else { return Decision(.refusedDomain) }
        let letter = Letter(.refusedDomain, to: address, language: language, answers: request.messageID)
        return limited(letter, state, at: now, verdict: .refusedDomain)
    }
}
