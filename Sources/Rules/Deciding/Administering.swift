import Mail

/// The command line makes the same changes as mail does, through the same journal.
extension Rulebook {
    func decide(_ state: State, _ request: AdminRequest, at now: Instant) -> Decision {
        switch request {
        case .add(let people, let means, let welcome): return add(state, people, means, welcome: welcome, at: now)
        case .remove(let addresses):
            var named: Set<Address> = []
            let members = addresses.filter { state.members.contains($0) && named.insert($0).inserted }
            return Decision(.removed(members.count), entries: members.map { .left($0, .admin) })
        case .approve(let id):
            guard let post = state.posts[id], post.status.isOpen else { return Decision(.notOpen) }
            return publish(state, post)
        case .cancel(let id):
            guard let post = state.posts[id], post.status.canBeCancelled else { return Decision(.notOpen) }
            return cancel(state, post)
        case .keepTip(let id):
            guard let tip = state.tips[id], tip.status == .waiting else { return Decision(.notOpen) }
            return keep(tip)
        case .dropTip(let id):
            guard let tip = state.tips[id], tip.status != .published else { return Decision(.notOpen) }
            return drop(tip)
        case .sendDigest: return sendDigest(state, at: now) ?? Decision(.nothing)
        }
    }

    private func add(
        _ state: State, _ people: [(address: Address, language: Language)], _ means: Consent.Means, welcome: Bool,
        at now: Instant
    ) -> Decision {
        var named: Set<Address> = []
        let newcomers = people.filter {
            $0.address != policy.address && !state.members.contains($0.address) && named.insert($0.address).inserted
        }
        let entries = newcomers.map { person in
            Entry.joined(
                Member(
                    address: person.address, language: policy.spoken(person.language), joined: now,
                    consent: Consent(means: means)))
        }
        let letters = newcomers.map { Letter(.welcome, to: $0.address, language: policy.spoken($0.language)) }
        return Decision(.added(newcomers.count), entries: entries, letters: welcome ? letters : [])
    }
}
