import Base
import Mail

/// What letters to members say about their choices.
package enum ChoiceLetter: LetterSlice {
    /// Which topics the member follows, and which there are; with what was written and is none.
    case topics(unknown: [String])
    /// Until when no copies come, or that they come again.
    case paused(Pause)
    /// What was written says no day, or none that can be.
    case pauseUnclear
    /// Which mails the member gets, and how to change that.
    case portion
    /// Asks whether this is wished.
    case confirm(Choice)

    package var kind: LetterKind {
        switch self {
        case .topics: .topics
        case .paused: .paused
        case .pauseUnclear: .pauseUnclear
        case .portion: .portion
        case .confirm: .confirmChoice
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .topics(let unknown):
            if !unknown.isEmpty { values.add("unknown", unknown.joined(separator: "\n")) }
        case .paused(let pause): values.add("pause", pause.text)
        case .pauseUnclear, .portion: break
        case .confirm(let choice): values.add("choice", choice.text)
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .topics: self = .topics(unknown: (values["unknown"] ?? "").split(separator: "\n").map(String.init))
        case .paused:
            guard let pause = values["pause"].flatMap({ Pause($0) }) else { return nil }
            self = .paused(pause)
        case .pauseUnclear: self = .pauseUnclear
        case .portion: self = .portion
        case .confirmChoice:
            guard let choice = values["choice"].flatMap({ Choice($0) }) else { return nil }
            self = .confirm(choice)
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .topics, .paused, .pauseUnclear, .portion: .note
        case .confirm(let choice): .choice(choice)
        }
    }
}
