import Base

/// Somebody whom an admin takes in.
package struct Newcomer: Hashable, Sendable {
    package var address: Address
    package var language: Language
    package var choices: Choices
    /// When somebody joined elsewhere, and what they agreed to; nil: now, and what the admin says.
    package var joined: Instant?
    package var consent: Consent?
    /// By which who asked to be forgotten is not brought back.
    package var fingerprint: AddressFingerprint?

    package init(
        _ address: Address, _ language: Language, choices: Choices = Choices(), fingerprint: AddressFingerprint? = nil
    ) {
        self.address = address
        self.language = language
        self.choices = choices
        self.fingerprint = fingerprint
    }
}

/// What an admin does to members.
extension DecisionContext {
    func add(_ people: [Newcomer], _ means: Consent.Means, welcome: Bool) -> Decision {
        var named: Set<Address> = []
        let newcomers = people.filter {
            $0.address != policy.address && !$0.address.isRerouted && !state.members.contains($0.address)
                && state.erasures[$0.fingerprint] == nil && named.insert($0.address).inserted
        }
        let entries = newcomers.map { person in
            Entry.membership(
                .joined(
                    Member(
                        address: person.address, language: policy.spoken(person.language),
                        joined: min(person.joined ?? now, now), consent: person.consent ?? Consent(means: means),
                        choices: person.choices)))
        }
        let letters = newcomers.map {
            Letter(.membership(.welcome), to: $0.address, language: policy.spoken($0.language))
        }
        return Decision(.added(newcomers.count), entries: entries, letters: welcome ? letters : [])
    }

    /// The question that a mail of theirs would have brought, which also says what they had chosen elsewhere; nothing is
    /// stored of who is asked.
    func invite(_ people: [Newcomer]) -> Decision {
        var named: Set<Address> = []
        let strangers = people.filter {
            policy.admission(of: $0.address) != .refused && !state.members.contains($0.address)
                && named.insert($0.address).inserted
        }
        return Decision(
            .invited(strangers.count),
            letters: strangers.map {
                Letter(
                    .membership(.question(keeping: $0.choices)), to: $0.address, language: policy.spoken($0.language))
            })
    }

    func remove(_ addresses: [Address]) -> Decision {
        var named: Set<Address> = []
        let members = addresses.filter { state.members.contains($0) && named.insert($0).inserted }
        return Decision(.removed(members.count), entries: members.map { .membership(.left($0, .admin)) })
    }
}

/// What an admin does in a member's name.
extension DecisionContext {
    /// - Parameter told: whether they get a letter that says so.
    func choose(_ choice: Choice, _ addresses: [Address], told: Bool) -> Decision {
        var named: Set<Address> = []
        let members = addresses.compactMap { state.members[$0] }.filter { named.insert($0.address).inserted }
        var letters: [Letter] = []
        let content: ChoiceLetter? =
            switch choice {
            case .pause(let pause): .paused(pause)
            case .portion: .portion
            case .topics: nil
            }
        if told, let content {
            letters = members.map { Letter(.choice(content), to: $0.address, language: policy.spoken($0.language)) }
        }
        return Decision(
            .chosen(members.count), entries: members.map { .choice(.chose($0.address, choice)) }, letters: letters)
    }
}

extension Verdict {
    package static func chosen(_ count: Int) -> Verdict { Verdict("chosen", count: count) }
    package static func added(_ count: Int) -> Verdict { Verdict("added", count: count) }
    package static func invited(_ count: Int) -> Verdict { Verdict("invited", count: count) }
    package static func removed(_ count: Int) -> Verdict { Verdict("removed", count: count) }
}
