import Base

/// What letters say about somebody who waits to be let in.
package enum AdmissionLetter: LetterSlice {
    /// Asks a coordinator; `answer` are the first words of an answer that was not understood, nil for the first question.
    case request(Address, answer: String?)
    /// To the person: a coordinator decides.
    case waiting
    case declined
    case expired
    /// To a coordinator who answers what another has answered, or what nobody did in time.
    case decided(Address)

    package var kind: LetterKind {
        switch self {
        case .request: .joinRequest
        case .waiting: .joinWaiting
        case .declined: .joinDeclined
        case .expired: .joinExpired
        case .decided: .joinDecided
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .request(let address, let answer):
            values.add("address", address.text)
            if let answer { values.add("answer", answer) }
        case .decided(let address): values.add("address", address.text)
        case .waiting, .declined, .expired: break
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .joinRequest, .joinDecided:
            guard let address = values["address"].flatMap({ Address($0) }) else { return nil }
            self = kind == .joinDecided ? .decided(address) : .request(address, answer: values["answer"])
        case .joinWaiting: self = .waiting
        case .joinDeclined: self = .declined
        case .joinExpired: self = .expired
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .request(let address, _): .admission(of: address)
        case .waiting, .declined, .expired, .decided: .note
        }
    }
}
