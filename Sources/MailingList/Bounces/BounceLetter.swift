import Base

/// What letters say about mail that comes back.
package enum BounceLetter: LetterSlice {
    /// To a suspended member: asks nothing but to arrive.
    case probe
    /// To coordinators: whose mail comes back, and what was done about it.
    case report(failing: [Address], suspended: [Address], removed: [Address])

    /// To coordinators: no mail went out for a while.
    case deliveryTrouble(RelayTrouble, until: Instant)

    package var kind: LetterKind {
        switch self {
        case .probe: .probe
        case .report: .bounceReport
        case .deliveryTrouble: .deliveryTrouble
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .probe: break
        case .report(let failing, let suspended, let removed):
            values.add("failing", failing)
            values.add("suspended", suspended)
            values.add("removed", removed)
        case .deliveryTrouble(let trouble, let until):
            values.add("since", trouble.since.text)
            values.add("until", until.text)
            values.add("about", trouble.subject.rawValue)
            values.add("words", trouble.words)
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .probe: self = .probe
        case .bounceReport:
            self = .report(
                failing: values.addresses("failing"), suspended: values.addresses("suspended"),
                removed: values.addresses("removed"))
        case .deliveryTrouble:
            guard let since = values["since"].flatMap({ Instant($0) }),
                let until = values["until"].flatMap({ Instant($0) }),
                let subject = values["about"].flatMap(RefusalSubject.init(rawValue:))
            else { return nil }
            self = .deliveryTrouble(
                RelayTrouble(since: since, subject: subject, words: values["words"] ?? ""), until: until)
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .probe: .probe
        case .report, .deliveryTrouble: .note
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
