import Base

/// Who is invited, and which posts about an event say what is no longer so.
extension DecisionContext {
    func isInvited(_ address: Address, to event: Event) -> Bool {
        if event.answers[address] != nil || policy.mirrors.contains(address) { return true }
        return state.members[address].map { isInvited($0, to: event) } ?? false
    }

    /// Whether a member was one when the invitation went out. A language or topics changed since then change nothing for those
    /// who answered.
    func isInvited(_ member: Member, to event: Event) -> Bool {
        guard member.joined <= event.invited else { return false }
        return event.audience.includes(member, speaking: policy.spoken(member.language))
            || event.answers[member.address] != nil
    }

    /// How many were invited and have not answered.
    package func silentCount(_ event: Event) -> Int {
        var count = 0
        state.members.forEach { member in
            if isInvited(member, to: event), event.answers[member.address] == nil { count += 1 }
        }
        return count
    }

    /// Whether members know a later version of the event already, or it is called off twice.
    func isSuperseded(_ post: Post) -> Bool {
        guard let event = state.event(of: post) else { return false }
        if case .invitation(let plan) = post.kind { return plan.isOutdated(beside: event.plan) }
        return event.isCancelled
    }

    /// What publishing a post means for the answers to its event.
    func askingAnew(_ post: Post) -> [Entry] {
        guard case .invitation(let plan) = post.kind, let event = state.events[uid: plan.uid],
            event.asksAnew(plan), !event.answers.isEmpty
        else { return [] }
        return [.event(.askedAnew(event.id))]
    }

    /// Copies still on their way, or stalled, that say what is no longer so: an earlier version of the event, or a
    /// reminder of it.
    func superseded(by post: Post) -> [Post] {
        guard let event = state.event(of: post) else { return [] }
        return state.posts.unfinished
            .filter { [.sending, .stalled].contains($0.status) && $0.id != post.id }
            .filter { state.event(of: $0)?.id == event.id }
    }
}
