import Base

/// What a person asks in so many words.
extension MailContext {
    /// The command of the mail, where its sender can have what it asks for. Nil: then the mail goes on down the order, in
    /// the end to people.
    var command: Command? {
        guard let command = request.command?.command else { return nil }
        // An announcement may well begin with such a word, or be titled `Liity`; an event as well.
        if isCoordinator, !request.isBrief || request.event != nil { return nil }
        switch command {
        case .join, .leave, .help, .language, .ownData, .topics, .pause, .portion: return command
        case .changeAddress: return isMember ? command : nil
        case .resume: return endOfPause == nil ? nil : command
        // The configuration holds a coordinator's address: people see to it.
        case .erase: return isCoordinator ? nil : command
        case .publish, .cancel: return postToRemindOf == nil && postThatIsGone == nil ? nil : command
        case .situation: return isCoordinator ? command : nil
        case .item: return nil
        }
    }

    /// Of several wishes in one mail the first is handled, and people see to the others.
    func handle(_ command: Command) -> Decision {
        let decision = handleAlone(command)
        return request.command?.isOneOfSeveral == true ? alsoForwarding(decision) : decision
    }

    private func handleAlone(_ command: Command) -> Decision {
        let language = policy.spoken(request.command?.language)
        switch command {
        case .join: return join(language)
        case .leave: return askToLeave(language)
        case .help:
            let helped = help(language)
            // A mail titled `Apua` may hold more than a question about commands.
            return request.isBrief ? helped : alsoForwarding(helped)
        case .language(let wanted): return askLanguage(wanted)
        case .ownData: return tellOwnData(language)
        case .erase: return askToErase(language)
        case .changeAddress(let new): return move(to: new, language)
        case .pause(let length): return pause(length, language)
        case .resume: return endOfPause.map(resume) ?? forward()
        case .topics(let wishes): return changeTopics(wishes, language)
        case .portion(let mode): return choosePortion(mode, language)
        case .publish, .cancel: return showPreviewAgain()
        case .situation: return tellSituation()
        case .item: return forward()
        }
    }

    func help(_ language: Language) -> Decision {
        rateLimited(
            letter(.membership(.help(forwarded: false)), language: list.language(of: address, or: language)),
            verdict: .helped)
    }

    /// `kieli sv`: at once where it answers a mail of ours, else asks back.
    func askLanguage(_ wanted: Language) -> Decision {
        guard isMember, policy.languages.contains(wanted) else { return help(wanted) }
        return request.provesSender ? changeLanguage(wanted) : askLanguageAgain(wanted)
    }

    func askLanguageAgain(_ wanted: Language) -> Decision {
        rateLimited(letter(.membership(.confirmLanguage), language: wanted), verdict: .askedLanguage)
    }

    /// `tilanne`: needs no proof, since only a coordinator's address gets the answer.
    private func tellSituation() -> Decision {
        let language = list.language(of: address, or: request.command?.language)
        return rateLimited(letter(.post(.situation), language: language), verdict: .toldSituation)
    }
}

extension Verdict {
    package static let helped = Verdict("helped")
    package static let toldSituation = Verdict("toldSituation")
}
