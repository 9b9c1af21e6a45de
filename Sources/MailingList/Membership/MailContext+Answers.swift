import Base

/// Answers to the letters that ask whether to join, to leave, or to change the language.
extension MailContext {
    /// Any human answer joins, but for one that says no or asks for something else.
    func answerJoin(_ reply: Reply, _ language: Language) -> Decision? {
        // Said twice; or something else, which is for people.
        if isMember { return request.isAssent ? Decision(.alreadyMember) : nil }
        let shown = policy.spoken(language)
        var language = shown
        switch request.command?.command {
        case nil, .join, .publish: break
        case .language(let wanted): language = policy.spoken(wanted)
        case .leave, .cancel: return Decision(.declined)
        default: return nil
        }
        if reply.isProven { return confirmJoin(language, shown: shown) }
        let asked = join(language)
        return request.isAssent ? asked : alsoForwarding(asked)
    }

    /// Any human answer leaves, but for one that says no or asks for something else.
    func answerLeave(_ reply: Reply) -> Decision? {
        let command = request.command?.command
        if reply.isProven, !isMember {
            return request.isAssent || command == .leave ? Decision(.notMember) : nil
        }
        switch command {
        case nil, .publish, .leave: break
        case .join, .cancel: return Decision(.declined)
        default: return nil
        }
        if reply.isProven { return leave(address, .confirmed) }
        let asked = askToLeave(policy.spoken(request.command?.language))
        return request.isAssent || command == .leave ? asked : alsoForwarding(asked)
    }

    func answerLanguage(_ reply: Reply, _ language: Language) -> Decision? {
        guard isMember else { return nil }
        switch request.command?.command {
        case nil, .publish: break
        case .cancel: return Decision(.declined)
        default: return nil
        }
        let asked = askLanguage(language)
        return reply.isProven || request.isAssent ? asked : alsoForwarding(asked)
    }
}
