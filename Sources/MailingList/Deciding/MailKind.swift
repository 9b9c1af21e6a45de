import Base
import Mail

/// What a mail is, with what its rule needs. `kutsu inspect` prints it.
package enum MailKind: Hashable, Sendable {
    /// Nobody acts on it, and it is not answered, but with a word about its size.
    case obstacle(Request.Obstacle)
    case person(PersonMail)
}

/// What a person's mail is: the order of the conversation, which `DecisionContext.kind(of:)` follows.
package enum PersonMail: Hashable, Sendable {
    /// A genuine token of List-Unsubscribe came back.
    case unsubscribe(Address)
    /// An answer to one of our letters, or to a copy, that says something to what it answers. Whether it does is known only
    /// by its rule, which therefore has decided.
    case reply(Reply, Decision)
    /// An answer to an invitation.
    case calendarAnswer(CalendarAnswer)
    /// Meant as one, and not clear, or about no event of ours: people read it, and it is never answered.
    case unclearCalendarAnswer
    case command(Command)
    /// For a collection: `vinkki: …`.
    case item(CollectionName)
    /// From a coordinator.
    case event(EventRequest)
    /// From a coordinator, for the members.
    case announcement
    /// Anything else goes to people.
    case forPeople
}

extension DecisionContext {
    package func kind(of request: Request) -> MailKind {
        let request = withoutReplays(request)
        if let obstacle = request.obstacle { return .obstacle(obstacle) }
        guard let sender = request.sender else { preconditionFailure("a mail without obstacle has a sender") }
        return .person(MailContext(list: self, request: request, sender: sender).kind)
    }

    /// A mail, its kind consumed once: no rule sends a mail back to be tried as something else.
    func decide(_ request: Request) -> Decision {
        if state.seen.contains(request.identity.digest) { return Decision(.seen) }
        let request = withoutReplays(request)
        switch kind(of: request) {
        case .obstacle(let obstacle): return handleObstacle(obstacle, request)
        case .person(let kind):
            guard let sender = request.sender else { preconditionFailure("a person's mail has a sender") }
            var decision = MailContext(list: self, request: request, sender: sender).decide(kind)
            // Who answers our mail gets it.
            if request.provesSender, state.bounces.isSuspended(sender.address) {
                decision.entries.append(.bounce(.reinstated(sender.address)))
            }
            return decision
        }
    }
}

extension DecisionContext {
    private func handleObstacle(_ obstacle: Request.Obstacle, _ request: Request) -> Decision {
        // What a report says of our copies counts, whatever the mail is otherwise.
        if let decision = takeReturned(request.returned) { return decision }
        switch obstacle {
        case .bounce(let reason): return Decision(.ignored("bounce: \(reason)"))
        case .automatic(let reason): return Decision(.ignored("automatic: \(reason)"))
        case .own: return Decision(.ignored("our own mail"))
        case .suspect(let reason): return quarantine(request, reason, sender: knownSender(of: request))
        case .tooLarge(let bytes): return refuseSize(request, bytes: bytes)
        }
    }
}

extension MailContext {
    /// The first that fits wins. A subject has one line here, and one in `decide`.
    var kind: PersonMail {
        if let address = request.unsubscribes?.address { return .unsubscribe(address) }
        if let reply = request.reply, let decision = answer(to: reply) { return .reply(reply, decision) }
        if let kind = calendarKind { return kind }
        if let collection = itemCollection { return .item(collection) }
        if let command = command { return .command(command) }
        if let event = request.event, isForMembers { return .event(event) }
        return isForMembers ? .announcement : .forPeople
    }

    func decide(_ kind: PersonMail) -> Decision {
        switch kind {
        case .unsubscribe(let address): leave(address, .token)
        case .reply(_, let decision): decision
        case .calendarAnswer(let answer): take(answer)
        case .unclearCalendarAnswer: alsoForwarding(Decision(.forwarded))
        case .command(let command): handle(command)
        case .item(let collection): submit(to: collection)
        case .event(let event): announce(event)
        case .announcement: announce()
        case .forPeople: forward()
        }
    }
}
