import Base
import Mail

/// How a member chooses: at once where the mail answers one of ours, else a letter asks back.
extension MailContext {
    func choose(_ choice: Choice, by member: Member, telling letter: ChoiceLetter) -> Decision {
        let language = policy.spoken(member.language)
        guard request.provesSender else { return askChoice(choice, language) }
        return Decision(
            .chose, entries: [.choice(.chose(address, choice))],
            letters: [self.letter(.choice(letter), language: language)])
    }

    private func askChoice(_ choice: Choice, _ language: Language) -> Decision {
        rateLimited(letter(.choice(.confirm(choice)), language: language), verdict: .askedChoice)
    }

    /// The answer to the letter that asks whether this is wished; nil where the mail says something else.
    func answerChoice(_ reply: Reply, _ choice: Choice) -> Decision? {
        guard let member = state.members[address] else { return nil }
        let language = policy.spoken(member.language)
        if request.saysYes() {
            return reply.isProven
                ? choose(choice, by: member, telling: told(of: choice)) : askChoice(choice, language)
        }
        if request.saysNo() { return decline() }
        return isSilent ? askOnceMore(.confirmChoice) { askChoice(choice, language) } : nil
    }

    /// The letter that says what holds from now on.
    private func told(of choice: Choice) -> ChoiceLetter {
        switch choice {
        case .topics: .topics(unknown: [])
        case .pause(let pause): .paused(pause)
        case .portion: .portion
        }
    }
}

/// `aiheet`, `aiheet +kainuu -oulu`.
extension MailContext {
    /// - Parameter wishes: names of topics as written, each behind its sign; none asks what there is.
    func changeTopics(_ wishes: [String], _ language: Language) -> Decision {
        guard let member = state.members[address] else { return tellNotMember(language) }
        guard !policy.topics.isEmpty else { return help(language) }
        let known = wishes.compactMap { wish in policy.topics[wish.dropFirst()].map { (wish.first, $0) } }
        let unknown = wishes.filter { policy.topics[$0.dropFirst()] == nil }
            .map { String(CleanText.line(String($0.dropFirst())).prefix(Self.longestShown)) }
        // What is no topic any more is followed no longer.
        var topics = member.choices.topics.filter(policy.topics.contains)
        for (sign, name) in known { if sign == "-" { topics.remove(name) } else { topics.insert(name) } }
        let letter = ChoiceLetter.topics(unknown: Array(unknown.prefix(Self.mostShown)))
        // Where nothing changes, or not all of it is clear to who cannot be asked at once, the letter says what there is.
        guard topics != member.choices.topics, unknown.isEmpty || request.provesSender else {
            return rateLimited(
                self.letter(.choice(letter), language: policy.spoken(member.language)), verdict: .toldTopics)
        }
        return choose(.topics(topics), by: member, telling: letter)
    }

    /// Words that are told back, and their characters.
    private static let mostShown = 10
    private static let longestShown = 40
}

/// `tauko 2 viikkoa`, `jatka`.
extension MailContext {
    func pause(_ length: PauseLength, _ language: Language) -> Decision {
        guard let member = state.members[address] else { return tellNotMember(language) }
        guard let pause = list.pause(length) else {
            let letter = letter(.choice(.pauseUnclear), language: policy.spoken(member.language))
            return rateLimited(letter, verdict: .pauseUnclear)
        }
        return choose(pause, by: member)
    }

    /// Nil for who is on no break: then the word means something else.
    var endOfPause: Member? { state.members[address].flatMap { $0.choices.pause == .over ? nil : $0 } }

    func resume(_ member: Member) -> Decision { choose(.over, by: member) }

    private func choose(_ pause: Pause, by member: Member) -> Decision {
        if member.choices.pause == pause {
            let letter = letter(.choice(.paused(pause)), language: policy.spoken(member.language))
            return rateLimited(letter, verdict: .chose)
        }
        return choose(.pause(pause), by: member, telling: .paused(pause))
    }
}

extension Verdict {
    package static let pauseUnclear = Verdict("pauseUnclear")
    package static let chose = Verdict("chose")
    package static let askedChoice = Verdict("askedChoice")
    package static let toldTopics = Verdict("toldTopics")
}
