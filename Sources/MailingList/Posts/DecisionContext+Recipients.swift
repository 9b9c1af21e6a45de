import Base
import Mail

/// Who gets a copy of a post.
extension DecisionContext {
    /// How many get a copy if the post is published now: members of the audience, and the mirrors.
    package func recipientCount(of post: Post) -> Int {
        var count = 0
        forEachRecipient(of: post) { _, _ in count += 1 }
        return count
    }

    /// Everybody who gets a copy, each address once, with the language of the copy. What is about an event goes to whom
    /// the event's invitation went; a reminder leaves out who declined; who takes a break gets nothing; a digest goes to its collection's readers.
    package func forEachRecipient<E>(
        of post: Post, _ body: (Address, Language) throws(E) -> Void
    ) throws(E) {
        if case .digest(let name, _) = post.kind, policy.collection(name)?.readers == .coordinators {
            for address in policy.coordinators { try body(address, language(of: address)) }
            return
        }
        let event = state.event(of: post)
        try state.members.forEach { (member) throws(E) in
            guard !policy.mirrors.contains(member.address), !state.bounces.isSuspended(member.address),
                !member.choices.pause.holds(at: now)
            else { return }
            let isAudience = post.audience.includes(member, speaking: policy.spoken(member.language))
            guard event.map({ isInvited(member, to: $0) }) ?? isAudience else { return }
            if !Self.isExcluded(member.address, post, event) {
                try body(member.address, policy.spoken(member.language))
            }
        }
        for mirror in policy.mirrors where !Self.isExcluded(mirror, post, event) {
            try body(mirror, post.audience.language ?? policy.defaultLanguage)
        }
    }

    /// Whether somebody whose copy waits still gets it: who left while a post is going out gets no further copy.
    package func isStillRecipient(_ address: Address, of id: PostID) -> Bool {
        if state.members.pauses[address]?.holds(at: now) == true, !policy.mirrors.contains(address) { return false }
        if state.members.contains(address) || policy.mirrors.contains(address) { return true }
        guard case .digest(let name, _)? = state.posts[id]?.kind else { return false }
        return policy.collection(name)?.readers == .coordinators && policy.isCoordinator(address)
    }

    private static func isExcluded(_ address: Address, _ post: Post, _ event: Event?) -> Bool {
        guard case .reminder = post.kind else { return false }
        return event?.answers[address]?.participation == .declined
    }
}
