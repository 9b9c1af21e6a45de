import Base

/// From a coordinator's event to the members' calendars.
extension MailContext {
    /// What a coordinator's mail says about an event is held like any post, and its preview sent.
    func announce(_ event: EventRequest) -> Decision {
        if let flood = flooded() { return flood }
        switch event {
        case .plan(let plan): return hold(plan)
        case .cancellation(let uid, let sequence):
            guard let event = state.events[uid: uid], !event.isCancelled else { return refuse(.unknown) }
            return hold(
                Post(
                    id: PostID(at: now, digest: request.identity.digest),
                    kind: .cancellation(of: event.id, sequence: sequence), author: sender, subject: event.plan.name,
                    audience: event.audience, held: now))
        case .refused(let problem): return refuse(problem)
        case .answer, .unclearAnswer: preconditionFailure("an answer to an invitation is a kind of its own")
        }
    }

    private func hold(_ plan: EventPlan) -> Decision {
        let id = PostID(at: now, digest: request.identity.digest)
        var plan = plan
        let named = AddressedSubject(plan.name, policy)
        // An answer's subject has `Re:` before it.
        let prefix = SubjectPrefix(named.subject)
        plan.name = prefix.isReply ? prefix.rest : named.subject
        if plan.uid.isEmpty { plan.uid = "\(id.text)@\(policy.address.domain)" }
        let known = state.events[uid: plan.uid]
        if let known, plan.isOutdated(beside: known.plan) { return refuse(.outdated) }
        if plan.end(in: policy.zone) < now { return refuse(.past) }
        return hold(
            Post(
                id: id, kind: .invitation(plan), author: sender, subject: plan.name,
                audience: known?.audience ?? named.audience, held: now, attachments: request.attachments))
    }

    /// A letter that says what is wrong; nothing is held.
    private func refuse(_ problem: EventProblem) -> Decision {
        let content = EventLetter.refused(EventRefusal(problem), subject: request.subject)
        return rateLimited(letter(.event(content), language: list.language(of: address)), verdict: .eventRefused)
    }
}

extension Verdict {
    package static let eventRefused = Verdict("eventRefused")
}
