import Mail

/// What a person can ask about, or of, their own membership.
extension Rulebook {
    func help(
        _ state: State, _ address: Address, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        let letter = Letter(
            .help, to: address, language: self.language(of: address, state, or: language),
            answers: request.messageID)
        return limited(letter, state, at: now, verdict: .helped)
    }

    /// `kieli sv`: at once where it answers a mail of ours, else asks back.
    func askLanguage(
        _ state: State, _ address: Address, _ wanted: Language, _ request: Request, at now: Instant
    ) -> Decision {
        guard state.members.contains(address), policy.languages.contains(wanted) else {
            return help(state, address, wanted, request, at: now)
        }
        if request.provesSender { return changeLanguage(state, address, wanted, request, at: now) }
        let letter = Letter(
            .confirmLanguage, to: address, language: wanted, answers: request.messageID)
        return limited(letter, state, at: now, verdict: .askedLanguage)
    }

    private func changeLanguage(
        _ state: State, _ address: Address, _ wanted: Language, _ request: Request, at now: Instant
    ) -> Decision {
        let letter = Letter(.languageChanged, to: address, language: wanted, answers: request.messageID)
        if state.members[address]?.language == wanted {
            return limited(letter, state, at: now, verdict: .languageChanged)
        }
        return Decision(.languageChanged, entries: [.languageChanged(address, wanted)], letters: [letter])
    }

    /// `omat tiedot`: needs no proof, since the answer goes to the address it is about.
    func tellData(
        _ state: State, _ address: Address, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        guard let member = state.members[address] else {
            let letter = Letter(.notMember, to: address, language: language, answers: request.messageID)
            return limited(letter, state, at: now, verdict: .notMember)
        }
        let letter = Letter(.myData, to: address, language: policy.spoken(member.language), answers: request.messageID)
        return limited(letter, state, at: now, verdict: .sentData)
    }

    /// `tilanne`: needs no proof, since only a coordinator's address gets the answer. Nil for everybody else.
    func tellSituation(_ state: State, _ address: Address, _ request: Request, at now: Instant) -> Decision? {
        guard policy.isCoordinator(address) else { return nil }
        let letter = Letter(
            .situation, to: address, language: language(of: address, state, or: request.command?.language),
            answers: request.messageID)
        return limited(letter, state, at: now, verdict: .toldSituation)
    }
}
