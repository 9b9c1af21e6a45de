import Base

/// What every rule looks at: the admin's policy, what the list knows, and the time. The rules look and answer; they change
/// nothing.
///
/// Made for the length of one decision: one that is alive while the state changes makes the state be copied.
package struct DecisionContext: Sendable {
    package let policy: Policy
    package let state: State
    package let now: Instant

    package init(_ policy: Policy, _ state: State, at now: Instant) {
        self.policy = policy
        self.state = state
        self.now = now
    }

    package func decide(_ input: Input) -> Decision {
        switch input {
        case .mail(let request): decide(request)
        case .admin(let request): decide(request)
        case .firstIntake(let mail): beginIntake(mail)
        case .jobFinished(let id, let report, let addressInvalid):
            finish(id, report, addressInvalid: addressInvalid)
        case .jobTried(let id, let report): self.report(id, report)
        case .jobStalled(let id, let accepted, let remaining, let since):
            stall(id, accepted: accepted, remaining: remaining, since: since)
        case .relayRecovered(let trouble): tellOf(trouble)
        case .doneMailRemoved(let count): noteRemovedDone(count)
        case .due: due()
        }
    }
}

/// The same and a person's mail, for the rules of mail.
package struct MailContext: Sendable {
    let list: DecisionContext
    let request: Request
    /// The one address in From, which proves nothing by itself.
    let sender: NamedAddress

    var policy: Policy { list.policy }
    var state: State { list.state }
    var now: Instant { list.now }
    var address: Address { sender.address }
    var isCoordinator: Bool { policy.isCoordinator(address) }
    var isMember: Bool { state.members.contains(address) }

    /// A letter to the sender, as an answer to the mail.
    func letter(_ content: Letter.Content, language: Language) -> Letter {
        Letter(content, to: address, language: language, answers: request.messageID)
    }

    func rateLimited(_ letter: Letter, verdict: Verdict) -> Decision {
        list.rateLimited(letter, verdict: verdict, isProven: request.isFromSender && letter.to == address)
    }
}
