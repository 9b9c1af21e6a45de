import Mail

/// What an answer to one of our letters does. A token that is expired, or was made for another address, confirms
/// nothing; the question is then asked anew, of the address that wrote.
extension Rulebook {
    /// Nil where the mail asks nothing of the letter it answers: then it counts as any mail.
    func take(
        _ answer: Request.Answer, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision? {
        let address = sender.address
        switch answer.purpose {
        case .join(let language):
            if let decision = takeJoin(language, answer, state, sender, request, at: now) { return decision }
        case .leave:
            if let decision = takeLeave(answer, state, sender, request, at: now) { return decision }
        case .language(let language):
            if let decision = takeLanguage(language, answer, state, sender, request, at: now) { return decision }
        case .post: return moderate(answer, state, sender.address, request, at: now)
        case .tip: return moderate(tip: answer, state, sender.address, request, at: now)
        case .copy, .note, .unsubscribe: break
        // Any answer shows that mail arrives; one with nothing in it is all there is to it.
        case .probe: if answer.isProven, request.isAssent { return Decision(.reinstated) }
        }
        return leaveAtOnce(answer, state, address, request)
    }

    /// `eroa` leaves as an answer to anything that proves the sender, be it an old confirm letter.
    private func leaveAtOnce(
        _ answer: Request.Answer, _ state: State, _ address: Address, _ request: Request
    ) -> Decision? {
        guard answer.provesSender, request.command?.command == .leave, state.members.contains(address) else {
            return nil
        }
        return leave(state, address, .token, answering: request)
    }

    /// Any human answer joins, but for one that says no or asks for something else.
    private func takeJoin(
        _ language: Language, _ answer: Request.Answer, _ state: State, _ sender: NamedAddress, _ request: Request,
        at now: Instant
    ) -> Decision? {
        let address = sender.address
        // Said twice; or something else, which is for people.
        if state.members.contains(address) { return request.isAssent ? Decision(.alreadyMember) : nil }
        let shown = policy.spoken(language)
        var language = shown
        switch request.command?.command {
        case nil, .join, .publish: break
        case .language(let wanted): language = policy.spoken(wanted)
        case .leave, .cancel: return Decision(.declined)
        default: return nil
        }
        if answer.isProven { return confirmJoin(state, address, language, shown: shown, request, at: now) }
        let asked = join(state, address, language, request, at: now)
        return request.isAssent ? asked : alsoForwarding(asked, state, sender, request, at: now)
    }

    /// Any human answer leaves, but for one that says no or asks for something else.
    private func takeLeave(
        _ answer: Request.Answer, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision? {
        let address = sender.address
        let command = request.command?.command
        if answer.isProven, !state.members.contains(address) {
            return request.isAssent || command == .leave ? Decision(.notMember) : nil
        }
        switch command {
        case nil, .publish, .leave: break
        case .join, .cancel: return Decision(.declined)
        default: return nil
        }
        if answer.isProven { return leave(state, address, .confirmed, answering: request) }
        let language = policy.spoken(request.command?.language)
        let asked = askToLeave(state, address, language, request, at: now)
        return request.isAssent || command == .leave
            ? asked : alsoForwarding(asked, state, sender, request, at: now)
    }

    private func takeLanguage(
        _ language: Language, _ answer: Request.Answer, _ state: State, _ sender: NamedAddress, _ request: Request,
        at now: Instant
    ) -> Decision? {
        guard state.members.contains(sender.address) else { return nil }
        switch request.command?.command {
        case nil, .publish: break
        case .cancel: return Decision(.declined)
        default: return nil
        }
        let asked = askLanguage(state, sender.address, language, request, at: now)
        return answer.isProven || request.isAssent
            ? asked : alsoForwarding(asked, state, sender, request, at: now)
    }
}
