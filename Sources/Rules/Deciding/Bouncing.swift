import Mail

/// When mail comes back. Only word that nobody is there counts against a member, once a post; and where a post comes
/// back from many, something was wrong with the post.
extension Rulebook {
    /// A report about copies of ours. Nil where none of it concerns a member.
    func take(_ copies: [ReturnedCopy], _ state: State, at now: Instant) -> Decision? {
        var entries: [Entry] = []
        var returned: [PostID: [Address]] = [:]
        for copy in copies where state.members.contains(copy.address) {
            switch (copy.kind, copy.origin) {
            case (.complaint, _):
                // Who calls our mail junk does not want one more.
                entries.append(.left(copy.address, .complaint))
            case (.dead, .probe):
                if state.bounces.isSuspended(copy.address) { entries.append(.probeReturned(copy.address)) }
            case (.dead, .post(let post)): returned[post, default: []].append(copy.address)
            }
        }
        // One report may tell of many.
        let notes = returned.sorted { $0.key < $1.key }.map { note($0.value, $0.key, state, at: now) }
        let decision = Decision(
            .bounced, entries: entries + notes.flatMap(\.entries), letters: notes.flatMap(\.letters))
        return decision.entries.isEmpty ? nil : decision
    }

    /// Copies of a post that nobody is there to read.
    func note(_ addresses: [Address], _ id: PostID, _ state: State, at now: Instant) -> Decision {
        let bounces = state.bounces
        let new = addresses.filter { state.members.contains($0) && bounces.members[$0]?.posts[id] == nil }
        guard !new.isEmpty, !bounces.excludedPosts.contains(id) else { return Decision(.bounced) }
        var entries = new.map { Entry.bounced($0, id) }
        if let post = state.posts[id], isFaulty(post, returned: bounces.count(of: id) + new.count) {
            entries += wronglySuspended(by: id, bounces, at: now).map { .suspensionLifted($0) }
            entries.append(.faultyPost(id))
            var letter = letter(.postReturned, about: post, state, to: post.author.address, answers: nil)
            letter.facts["count"] = String(bounces.count(of: id) + new.count)
            return Decision(.bounced, entries: entries, letters: [letter])
        }
        for address in new where !bounces.isSuspended(address) {
            let count = bounces.members[address]?.count(since: now - policy.bounces.forgetAfter) ?? 0
            if count + 1 >= policy.bounces.suspendAfter { entries.append(.suspended(address)) }
        }
        return Decision(.bounced, entries: entries)
    }

    /// Whether so many copies came back that the members are not to blame.
    private func isFaulty(_ post: Post, returned: Int) -> Bool {
        returned >= policy.bounces.massLeast && returned * 100 >= post.recipients * policy.bounces.massPercent
    }

    /// Who would not be suspended but for this post.
    private func wronglySuspended(by id: PostID, _ bounces: BounceRecords, at now: Instant) -> [Address] {
        bounces.members.filter { _, record in
            record.suspended != nil && record.posts[id] != nil && record.probed == nil
                && record.count(since: now - policy.bounces.forgetAfter) - 1 < policy.bounces.suspendAfter
        }
        .map(\.key).sorted()
    }

    /// What time brings of it: probes, their ends, and word to the coordinators.
    func dueBounces(_ state: State, at now: Instant) -> Decision? {
        for (address, record) in state.bounces.members.sorted(by: { $0.key < $1.key }) {
            guard let suspended = record.suspended else { continue }
            if record.returnedProbes >= policy.bounces.probes {
                return Decision(.removed(1), entries: [.left(address, .bounces)])
            }
            guard (record.probed ?? suspended) + policy.bounces.probeEvery <= now else { continue }
            // The last probe has not come back: somebody is there.
            if record.probed != nil, record.returnedProbes < record.sentProbes {
                return Decision(.reinstated, entries: [.reinstated(address)])
            }
            let letter = Letter(.probe, to: address, language: language(of: address, state))
            return Decision(.probed, entries: [.probed(address)], letters: [letter])
        }
        return dueBounceReport(state, at: now)
    }

    /// All that the coordinators do not know yet, at most once a day.
    private func dueBounceReport(_ state: State, at now: Instant) -> Decision? {
        let bounces = state.bounces
        let failing = bounces.members.filter {
            $0.value.suspended == nil && $0.value.told < .failing
                && $0.value.count(since: now - policy.bounces.forgetAfter) >= policy.bounces.warnAfter
        }.map(\.key).sorted()
        let suspended = bounces.members.filter { $0.value.suspended != nil && $0.value.told < .suspended }
            .map(\.key).sorted()
        guard !failing.isEmpty || !suspended.isEmpty || !bounces.removed.isEmpty,
            policy.coordinators.allSatisfy({ state.contacts.letterCount(of: .bounceReport, to: $0, at: now) == 0 }
            )
        else { return nil }
        func lines(_ addresses: [Address]) -> String { addresses.map(\.text).joined(separator: "\n") }
        let facts = [
            "failing": lines(failing), "suspended": lines(suspended), "removed": lines(bounces.removed),
        ]
        return Decision(
            .toldOfBounces,
            entries: [.toldOfBounces(failing: failing, suspended: suspended)],
            letters: policy.coordinators.map {
                Letter(.bounceReport, to: $0, language: language(of: $0, state), facts: facts)
            })
    }
}
