import Rules

extension Configuration {
    /// The part that decisions depend on.
    /// - Parameter zone: the rules of `list.timezone`.
    package func policy(zone: TimeZoneRules) -> Policy {
        Policy(
            name: list.name, address: list.address, titles: list.titles, languages: list.languages,
            coordinators: list.coordinators, principles: list.principles, mirrors: list.mirrors,
            joining: joining.open ? .open : .domains(joining.domains), trust: trust, lettersPerDay: list.lettersPerDay,
            forwardsPerDay: list.forwardsPerDay, approveWithin: posts.approveWithin,
            maxMessageSize: mailbox.maxMessageSize,
            tips: Policy.Tips(moderate: tips.moderate, names: tips.names, digest: tips.digest), bounces: bounces,
            remind: events.remind,
            zone: zone, zoneName: list.timezone)
    }

    private var trust: Policy.Trust {
        switch joining.trust {
        case .reply: .reply
        case .authenticationResults(let authservID): .authenticationResults(authservID: authservID)
        }
    }
}
