import Mail

/// The rules of one list. They look and answer; they change nothing.
package struct Rulebook: Sendable {
    package let policy: Policy

    package init(policy: Policy) { self.policy = policy }

    package func decide(_ state: State, _ input: Input, at now: Instant) -> Decision {
        switch input {
        case .mail(let request): decide(state, request, at: now)
        case .admin(let request): decide(state, request, at: now)
        case .jobFinished(let id, let report, let dead): finish(state, id, report, dead: dead, at: now)
        case .jobAsleep(let id, let accepted, let remaining, let since):
            putToSleep(state, id, accepted: accepted, remaining: remaining, since: since)
        case .due: due(state, at: now)
        }
    }

    /// A mail, in the order of DESIGN 2.1: the first that fits wins.
    private func decide(_ state: State, _ request: Request, at now: Instant) -> Decision {
        var decision = decideOne(state, request, at: now)
        // Who answers our mail gets it.
        if request.obstacle == nil, request.provesSender, let address = request.sender?.address,
            state.bounces.isSuspended(address)
        {
            decision.entries.append(.reinstated(address))
        }
        return decision
    }

    private func decideOne(_ state: State, _ request: Request, at now: Instant) -> Decision {
        if state.seen.contains(request.identity.digest) { return Decision(.seen) }
        if let obstacle = request.obstacle { return meet(obstacle, request, state, at: now) }
        guard let sender = request.sender else { preconditionFailure("a mail without obstacle has a sender") }

        if let address = request.unsubscribes { return leave(state, address, .token, answering: request) }
        if let answer = request.answer, let decision = take(answer, state, sender, request, at: now) { return decision }
        switch request.event {
        case .answer(let reply)?:
            if let decision = take(reply, state, sender, request, at: now) { return decision }
            fallthrough
        case .unclearAnswer?:
            // About no event of ours, or by nobody who was invited: people read it, and it is never answered.
            return alsoForwarding(Decision(.forwarded), state, sender, request, at: now)
        case .plan?, .cancellation?, .refused?, nil: break
        }
        if let command = request.command, let decision = obey(command, state, sender, request, at: now) {
            return decision
        }
        guard isAnnouncement(request, by: sender.address, state) else {
            return forward(state, sender, request, at: now)
        }
        if let event = request.event, let decision = invite(event, state, sender, request, at: now) { return decision }
        return hold(state, sender, request, at: now)
    }

    /// Nil where the word asks for something this sender cannot have: then the mail goes to people.
    private func obey(
        _ command: CommandReader.Result, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision? {
        let address = sender.address
        if case .tip = command.command {
            let language = policy.spoken(command.language ?? state.members[address]?.language)
            return take(tip: request.tip, language, state, sender, request, at: now)
        }
        // An announcement may well begin with such a word, or be titled `Liity`; an event as well.
        if policy.isCoordinator(address), !request.isBrief || request.event != nil { return nil }
        let language = policy.spoken(command.language)
        switch command.command {
        case .join: return join(state, address, language, request, at: now)
        case .leave: return askToLeave(state, address, language, request, at: now)
        case .help:
            let helped = help(state, address, language, request, at: now)
            // A mail titled `Apua` may hold more than a question about commands.
            return request.isBrief ? helped : alsoForwarding(helped, state, sender, request, at: now)
        case .language(let wanted): return askLanguage(state, address, wanted, request, at: now)
        case .myData: return tellData(state, address, language, request, at: now)
        case .publish, .cancel: return showPreviewAgain(state, address, request, at: now)
        case .situation: return tellSituation(state, address, request, at: now)
        case .erase, .pause, .topics, .tip: return nil
        }
    }

    /// What is never answered, or only with a word about its size.
    private func meet(
        _ obstacle: Request.Obstacle, _ request: Request, _ state: State, at now: Instant
    ) -> Decision {
        if let decision = take(request.returned, state, at: now) { return decision }
        switch obstacle {
        case .bounce(let reason): return Decision(.ignored("bounce: \(reason)"))
        case .automatic(let reason): return Decision(.ignored("automatic: \(reason)"))
        case .own: return Decision(.ignored("our own mail"))
        case .suspect(let reason): return quarantine(state, request, reason, at: now)
        case .tooLarge(let bytes):
            guard let sender = request.sender else { return quarantine(state, request, "larger than allowed", at: now) }
            let letter = Letter(
                .tooLarge, to: sender.address, language: language(of: sender.address, state),
                answers: request.messageID,
                facts: ["bytes": String(bytes), "subject": request.subject])
            return limited(letter, state, at: now, verdict: .tooLarge)
        }
    }
}

extension Rulebook {
    /// The language of letters to `address`: the member's own, else `fallback`, else the list's.
    func language(of address: Address, _ state: State, or fallback: Language? = nil) -> Language {
        policy.spoken(state.members[address]?.language ?? fallback)
    }

    /// A letter nobody proved to want: sent unless the address had its share of such letters today. A coordinator works
    /// with the list, and may ask as often as mails are taken from one person.
    func limited(_ letter: Letter, _ state: State, at now: Instant, verdict: Verdict) -> Decision {
        let count = LetterKind.provoked.union([letter.kind])
            .reduce(0) { $0 + state.contacts.letterCount(of: $1, to: letter.to, at: now) }
        let limit =
            policy.isCoordinator(letter.to) ? max(policy.lettersPerDay, policy.forwardsPerDay) : policy.lettersPerDay
        return count < limit ? Decision(verdict, letters: [letter]) : Decision(.silent)
    }
}

extension LetterKind {
    /// What anybody can set off by writing in another's name.
    static let provoked: Set<LetterKind> = [
        .confirmJoin, .alreadyMember, .refusedDomain, .confirmLeave, .notMember, .help, .confirmLanguage, .myData,
        .tooLarge, .previewReminder, .tipThanks, .tipFromStranger, .eventRefused, .situation,
    ]
}
