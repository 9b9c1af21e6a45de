import Mail

/// The rules of one list. They look and answer; they change nothing.
public struct Rulebook: Sendable {
    public let policy: Policy

    public init(policy: Policy) { self.policy = policy }

    public func decide(_ state: State, _ input: Input, at now: Instant) -> Decision {
        switch input {
        case .mail(let request): decide(state, request, at: now)
        case .admin(let request): decide(state, request, at: now)
        case .jobFinished(let id, let report): finish(state, id, report)
        case .jobAsleep(let id): putToSleep(state, id, at: now)
        case .due: due(state, at: now)
        }
    }

    /// A mail, in the order of DESIGN 2.1: the first that fits wins.
    private func decide(_ state: State, _ request: Request, at now: Instant) -> Decision {
        if state.seen.contains(request.identity.digest) { return Decision(.seen) }
        if let obstacle = request.obstacle { return meet(obstacle, request, state, at: now) }
        guard let sender = request.sender else { preconditionFailure("a mail without obstacle has a sender") }

        if let address = request.unsubscribes { return leave(state, address, .token, answering: request) }
        if let answer = request.answer, answer.isProven {
            // `eroa` leaves as an answer to anything, be it an old confirm letter.
            if request.command?.command == .leave, state.members.contains(sender.address) {
                return leave(state, sender.address, .token, answering: request)
            }
            switch answer.purpose {
            case .join(let language): return confirmJoin(state, sender.address, language, request, at: now)
            case .leave: return confirmLeave(state, sender.address, request)
            case .language(let language): return changeLanguage(state, sender.address, language, request)
            case .post: return moderate(state, answer.post, request)
            case .copy, .note, .unsubscribe: break
            }
        }
        if let command = request.command, let decision = obey(command, state, sender.address, request, at: now) {
            return decision
        }
        if policy.isCoordinator(sender.address), !answersSomebodyElse(request, state) {
            return hold(state, sender, request, at: now)
        }
        return forward(state, sender, request, at: now)
    }

    /// Nil where the word asks for something this sender cannot have: then the mail goes to people.
    private func obey(
        _ command: CommandReader.Result, _ state: State, _ address: Address, _ request: Request, at now: Instant
    ) -> Decision? {
        let language = policy.spoken(command.language)
        switch command.command {
        case .join: return join(state, address, language, request, at: now)
        case .leave: return askToLeave(state, address, language, request, at: now)
        case .help: return help(state, address, language, request, at: now)
        case .language(let wanted): return askLanguage(state, address, wanted, request, at: now)
        case .myData: return tellData(state, address, language, request, at: now)
        default: return nil
        }
    }

    /// What is never answered, or only with a word about its size.
    private func meet(
        _ obstacle: Request.Obstacle, _ request: Request, _ state: State, at now: Instant
    ) -> Decision {
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

    /// A letter nobody proved to want: sent unless the address had its share today.
    func limited(_ letter: Letter, _ state: State, at now: Instant, verdict: Verdict) -> Decision {
        guard state.correspondence.letterCount(to: letter.to, at: now) < policy.lettersPerDay else {
            return Decision(.silent)
        }
        return Decision(verdict, letters: [letter])
    }
}
