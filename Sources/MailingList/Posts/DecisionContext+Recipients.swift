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
    /// the event's invitation went; a reminder leaves out who declined; a digest goes to its collection's readers; and each
    /// member gets what they chose.
    package func forEachRecipient<E>(
        of post: Post, _ body: (Address, Language) throws(E) -> Void
    ) throws(E) {
        switch post.kind {
        case .digest(let name, _) where policy.collection(name)?.readers == .coordinators:
            for address in policy.coordinators { try body(address, language(of: address)) }
            return
        case .roundup(let frequency, let posts): return try forEachReader(of: posts, frequency, body)
        case .announcement, .invitation, .cancellation, .reminder, .digest: break
        }
        let event = state.event(of: post)
        try state.members.forEach { (member) throws(E) in
            guard !policy.mirrors.contains(member.address), !state.bounces.isSuspended(member.address) else { return }
            let choices = member.choices
            guard
                isOwed(post, to: member.address, event)
                    || !choices.pause.holds(at: now) && choices.portion.mode.includes(post.kind)
                        && !isGathered(post, by: member)
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
        if policy.mirrors.contains(address) { return true }
        let post = state.posts[id]
        if state.members.contains(address) {
            let isWanted =
                state.members.pauses[address]?.holds(at: now) != true
                && (post.flatMap { state.members.portions[address]?.mode.includes($0.kind) } ?? true)
            if isWanted || post.map({ isOwed($0, to: address, state.event(of: $0)) }) ?? false { return true }
        }
        guard case .digest(let name, _)? = post?.kind else { return false }
        return policy.collection(name)?.readers == .coordinators && policy.isCoordinator(address)
    }

    /// Neither suspended nor on a break, and no mirror.
    func isReached(_ member: Member) -> Bool {
        !policy.mirrors.contains(member.address) && !state.bounces.isSuspended(member.address)
            && !member.choices.pause.holds(at: now)
    }

    /// A change or an end of what somebody said they would come to reaches them, whatever else they chose.
    private func isOwed(_ post: Post, to address: Address, _ event: Event?) -> Bool {
        switch post.kind {
        case .invitation, .cancellation: break
        case .announcement, .reminder, .digest, .roundup: return false
        }
        switch event?.answers[address]?.participation {
        case .accepted, .tentative: return true
        case .declined, .needsAction, .delegated, nil: return false
        }
    }

    /// Whether a roundup brings it.
    private func isGathered(_ post: Post, by member: Member) -> Bool {
        switch post.kind {
        case .announcement, .digest: member.choices.portion.frequency(at: now, joined: member.joined) != nil
        case .invitation, .cancellation, .reminder, .roundup: false
        }
    }

    private static func isExcluded(_ address: Address, _ post: Post, _ event: Event?) -> Bool {
        guard case .reminder = post.kind else { return false }
        return event?.answers[address]?.participation == .declined
    }
}

extension Portion.Mode {
    /// Whether such posts are wanted at all.
    fileprivate func includes(_ kind: Post.Kind) -> Bool {
        switch (self, kind) {
        case (.announcements, .digest): false
        case (.digests, .digest), (.digests, .roundup): true
        case (.digests, .announcement), (.digests, .invitation), (.digests, .cancellation), (.digests, .reminder): false
        case (.everything, _), (.announcements, _), (.daily, _), (.weekly, _): true
        }
    }
}
