import Base

extension Policy {
    /// Who needs a coordinator's yes to join. The raw values stand in configurations.
    package enum Approval: String, Hashable, Sendable, CaseIterable {
        /// Whoever may join joins.
        case none = "none"
        /// Whose domain is none of the list's waits for a coordinator; the others join.
        case others = "others"
        /// Nobody joins without a coordinator.
        case everybody = "everybody"
    }

    /// How an address becomes a member.
    package enum Admission: Hashable, Sendable {
        /// By confirming it.
        case free
        /// By that, and by a coordinator's yes.
        case approved
        case refused
    }

    package func admission(of address: Address) -> Admission {
        if address == self.address || address.isRerouted { return .refused }
        if isCoordinator(address), approval != .none { return .free }
        switch approval {
        case .none: return mayJoin(address) ? .free : .refused
        case .others: return mayJoin(address) ? .free : .approved
        case .everybody: return mayJoin(address) ? .approved : .refused
        }
    }
}
