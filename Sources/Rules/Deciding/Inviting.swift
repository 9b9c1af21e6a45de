import Mail

/// From a coordinator's event to the members' calendars.
extension Rulebook {
    /// What a coordinator's mail says about an event is held like any post, and its preview sent.
    func invite(
        _ event: EventRequest, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision? {
        if let flood = flooded(state, sender.address, at: now) { return flood }
        switch event {
        case .plan(let plan): return hold(plan, state, sender, request, at: now)
        case .cancellation(let uid, let sequence):
            guard let event = state.event(uid: uid), !event.isCancelled else {
                return refuse(.unknown, state, sender, request, at: now)
            }
            let post = Post(
                id: PostID(at: now, digest: request.identity.digest),
                kind: .cancellation(of: event.id, sequence: sequence), author: sender, subject: event.plan.name,
                audience: event.audience, held: now)
            return hold(post, state, request, at: now)
        case .refused(let problem): return refuse(problem, state, sender, request, at: now)
        case .answer, .unclearAnswer: return nil
        }
    }

    private func hold(
        _ plan: EventPlan, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision {
        let id = PostID(at: now, digest: request.identity.digest)
        var plan = plan
        let (wanted, name) = audience(ofEvent: plan.name)
        plan.name = name
        if plan.uid.isEmpty { plan.uid = "\(id.text)@\(policy.address.domain)" }
        let known = state.event(uid: plan.uid)
        if let known, plan.isOutdated(beside: known.plan) { return refuse(.outdated, state, sender, request, at: now) }
        if plan.end(in: policy.zone) < now { return refuse(.past, state, sender, request, at: now) }
        let post = Post(
            id: id, kind: .invitation(plan), author: sender, subject: plan.name,
            audience: known == nil ? wanted : known?.audience, held: now, attachments: request.attachments)
        return hold(post, state, request, at: now)
    }

    /// As with announcements, `[sv]` limits the audience; an answer's subject has `Re:` before it.
    private func audience(ofEvent name: String) -> (Language?, String) {
        let prefix = SubjectPrefix(name)
        guard prefix.isReply else { return audience(in: name) }
        let marks = name.dropLast(prefix.rest.count).lowercased()
        return (policy.languages.first { marks.contains("[\($0.rawValue)]") }, prefix.rest)
    }

    /// A letter that says what is wrong; nothing is held.
    private func refuse(
        _ problem: EventProblem, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision {
        let letter = Letter(
            .eventRefused, to: sender.address, language: language(of: sender.address, state),
            answers: request.messageID,
            facts: ["subject": request.subject].merging(problem.facts) { $1 })
        return limited(letter, state, at: now, verdict: .eventRefused)
    }

    /// Who comes. The answer counts for the attendee it names, if that is somebody who was invited, else for the sender;
    /// it is never answered. Nil where it is about no event of ours.
    func take(
        _ reply: CalendarAnswer, _ state: State, _ sender: NamedAddress, _ request: Request, at now: Instant
    ) -> Decision? {
        guard let event = state.event(uid: reply.uid) else { return nil }
        let candidates = [reply.attendee, sender.address].compactMap { $0 }
        guard let address = candidates.first(where: { isInvited($0, to: event, state) }) else { return nil }
        let answer = EventAnswer(
            address: address, participation: reply.participation, sequence: reply.sequence, stamp: reply.stamp)
        let isNews = reply.participation != .needsAction && event.takes(answer)
        let decision = Decision(isNews ? .answered : .notOpen, entries: isNews ? [.answered(event.id, answer)] : [])
        return reply.isForPeople
            ? alsoForwarding(decision, state, sender, request, at: now, about: event.post) : decision
    }

    private func isInvited(_ address: Address, to event: Event, _ state: State) -> Bool {
        if event.answers[address] != nil || policy.mirrors.contains(address) { return true }
        return state.members[address].map { isInvited($0, to: event) } ?? false
    }

    /// Whether a member was one when the invitation went out. A language changed since then changes nothing for those
    /// who answered.
    func isInvited(_ member: Member, to event: Event) -> Bool {
        guard member.joined <= event.invited else { return false }
        return event.audience == nil || event.audience == policy.spoken(member.language)
            || event.answers[member.address] != nil
    }

    /// How many were invited and have not answered.
    package func silentCount(_ state: State, _ event: Event) -> Int {
        var count = 0
        state.members.forEach { member in
            if isInvited(member, to: event), event.answers[member.address] == nil { count += 1 }
        }
        return count
    }
}
