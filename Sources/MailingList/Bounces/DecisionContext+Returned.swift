import Base

/// When mail comes back. Only word that nobody is there counts against a member, once a post; and where a post comes
/// back from many, something was wrong with the post.
extension DecisionContext {
    /// A report about copies of ours. Nil where none of it concerns a member.
    func takeReturned(_ copies: [ReturnedCopy]) -> Decision? {
        var entries: [Entry] = []
        var letters: [Letter] = []
        var returned: [PostID: [Address]] = [:]
        for copy in copies where state.members.contains(copy.address) {
            // Of an earlier membership: it tells nothing of this one, but that somebody may want to leave.
            let isStale = isBeforeJoining(copy)
            switch (copy.kind, copy.origin) {
            case (.addressInvalid, .post) where isStale: continue
            case (.complaint, _) where !isStale:
                // Who calls our mail junk does not want one more.
                entries.append(.membership(.left(copy.address, .complaint)))
                letters.append(
                    Letter(.membership(.goodbye), to: copy.address, language: language(of: copy.address)))
            case (.complaint, _), (.unprovenComplaint, _):
                let question = Letter(
                    .membership(.confirmLeave), to: copy.address, language: language(of: copy.address))
                letters += rateLimited(question, verdict: .askedToLeave).letters
            case (.addressInvalid, .probe):
                if state.bounces.isSuspended(copy.address) { entries.append(.bounce(.probeReturned(copy.address))) }
            case (.addressInvalid, .post(let post)): returned[post, default: []].append(copy.address)
            }
        }
        // One report may tell of many.
        let notes = returned.sorted { $0.key < $1.key }.map { takeReturned($0.value, of: $0.key) }
        let decision = Decision(
            .bounced, entries: entries + notes.flatMap(\.entries), letters: letters + notes.flatMap(\.letters))
        return decision.entries.isEmpty && decision.letters.isEmpty ? nil : decision
    }

    private func isBeforeJoining(_ copy: ReturnedCopy) -> Bool {
        guard case .post(let id) = copy.origin, let member = state.members[copy.address], let post = state.posts[id]
        else { return false }
        return post.approved ?? post.held < member.joined
    }

    /// Copies of a post that nobody is there to read.
    func takeReturned(_ addresses: [Address], of id: PostID) -> Decision {
        let bounces = state.bounces
        let new = addresses.filter { state.members.contains($0) && bounces.members[$0]?.posts[id] == nil }
        guard !new.isEmpty, !bounces.excludedPosts.contains(id) else { return Decision(.bounced) }
        var entries = new.map { Entry.bounce(.returned($0, id)) }
        let count = bounces.count(of: id) + new.count
        if let post = state.posts[id], isAtFault(post, returned: count) {
            entries += wronglySuspended(by: id).map { .bounce(.suspensionLifted($0)) }
            entries.append(.bounce(.excluded(id)))
            let letter = letter(.returned(id, count: count), to: post.author.address)
            return Decision(.bounced, entries: entries, letters: [letter])
        }
        for address in new where !bounces.isSuspended(address) {
            let count = bounces.members[address]?.count(since: now - policy.bounces.forgetAfter) ?? 0
            if count + 1 >= policy.bounces.suspendAfter { entries.append(.bounce(.suspended(address))) }
        }
        return Decision(.bounced, entries: entries)
    }

    /// Whether so many copies came back that the members are not to blame.
    private func isAtFault(_ post: Post, returned: Int) -> Bool {
        returned >= policy.bounces.massLeast && returned * 100 >= post.recipients * policy.bounces.massPercent
    }

    /// Who would not be suspended but for this post.
    private func wronglySuspended(by id: PostID) -> [Address] {
        state.bounces.members.filter { _, record in
            record.status == .suspended && record.posts[id] != nil
                && record.count(since: now - policy.bounces.forgetAfter) - 1 < policy.bounces.suspendAfter
        }
        .map(\.key).sorted()
    }
}

extension MailContext {
    /// Any answer to a probe shows that mail arrives; one with nothing in it is all there is to it.
    func answerProbe(_ reply: Reply) -> Decision? {
        guard reply.isProven else { return nil }
        let saysNothing = request.command == nil && request.answer.word == .nothing
        return saysNothing || request.saysYes(to: .join) ? Decision(.reinstated) : nil
    }
}

extension Verdict {
    package static let bounced = Verdict("bounced")
    package static let reinstated = Verdict("reinstated")
}
