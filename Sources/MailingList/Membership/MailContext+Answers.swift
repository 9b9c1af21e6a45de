import Base

/// Answers to the letters that ask whether to join, to leave, or to change the language. Yes is said: what is neither yes,
/// no nor empty changes nothing, and goes to people.
extension MailContext {
    func answerJoin(_ reply: Reply, _ language: Language, keeping choices: Choices = Choices()) -> Decision? {
        let shown = policy.spoken(language)
        // Said twice; or something else, which is for people.
        if isMember { return request.saysYes(to: .join) ? Decision(.alreadyMember) : nil }
        // Where a coordinator decides, words beside the yes are for them to read.
        let isForCoordinators = policy.admission(of: address) == .approved
        if request.saysYes(to: .join) || isForCoordinators && request.saysYesInOwnWords {
            return reply.isProven
                ? confirmJoin(shown, shown: shown, keeping: choices) : join(shown, keeping: choices)
        }
        if case .language(let wanted)? = request.command?.command {
            // Who chooses a language says yes with it.
            let wanted = policy.spoken(wanted)
            return reply.isProven
                ? confirmJoin(wanted, shown: shown, keeping: choices) : join(wanted, keeping: choices)
        }
        if request.saysNo(or: .leave) { return decline() }
        return isSilent ? askOnceMore(.confirmJoin) { join(shown, keeping: choices) } : nil
    }

    func answerLeave(_ reply: Reply) -> Decision? {
        let saysYes = request.saysYes(to: .leave)
        if reply.isProven, !isMember { return saysYes ? Decision(.notMember) : nil }
        let language = policy.spoken(request.command?.language)
        if saysYes { return reply.isProven ? leave(address, .confirmed) : askToLeave(language) }
        if request.saysNo(or: .join) { return decline() }
        return isSilent ? askOnceMore(.confirmLeave) { askToLeave(language) } : nil
    }

    func answerLanguage(_ reply: Reply, _ language: Language) -> Decision? {
        guard isMember else { return nil }
        if request.saysYes() { return askLanguage(language) }
        if request.saysNo() { return decline() }
        return isSilent ? askOnceMore(.confirmLanguage) { askLanguageAgain(language) } : nil
    }

    var isSilent: Bool { request.command == nil && request.answer.word == .nothing }

    /// A no is taken; words beside it are for people, who may hear that nobody asked for our letter.
    func decline() -> Decision {
        let isBare = request.command != nil || !request.answer.hasMore
        return isBare ? Decision(.declined) : alsoForwarding(Decision(.declined))
    }

    /// The question again after an empty answer, once: a program may be answering.
    func askOnceMore(_ kind: LetterKind, _ ask: () -> Decision) -> Decision {
        state.contacts.letterCount(of: kind, to: address, at: now) < 2 ? ask() : Decision(.silent)
    }
}
