import Base

/// What letters say about mail that comes back.
package enum BounceLetter: LetterSlice {
    /// To a suspended member: asks nothing but to arrive.
    case probe
    /// To coordinators: whose mail comes back, and what was done about it.
    case report(failing: [Address], suspended: [Address], removed: [Address])

    package var kind: LetterKind {
        switch self {
        case .probe: .probe
        case .report: .bounceReport
        }
    }

    package func write(to values: inout LetterFacts) {
        guard case .report(let failing, let suspended, let removed) = self else { return }
        values.add("failing", failing)
        values.add("suspended", suspended)
        values.add("removed", removed)
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .probe: self = .probe
        case .bounceReport:
            self = .report(
                failing: values.addresses("failing"), suspended: values.addresses("suspended"),
                removed: values.addresses("removed"))
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .probe: .probe
        case .report: .note
        }
    }
}

extension LetterFacts {
    fileprivate mutating func add(_ name: String, _ addresses: [Address]) {
        add(name, addresses.map(\.text).joined(separator: "\n"))
    }

    fileprivate func addresses(_ name: String) -> [Address] {
        (self[name] ?? "").split(separator: "\n").compactMap { Address($0) }
    }
}
