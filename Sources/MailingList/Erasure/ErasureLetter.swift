import Base

/// What letters to somebody who asks to be forgotten say.
package enum ErasureLetter: LetterSlice {
    /// Asks whether that is wished.
    case confirm
    /// The last letter.
    case erased

    package var kind: LetterKind {
        switch self {
        case .confirm: .confirmErase
        case .erased: .erased
        }
    }

    package func write(to values: inout LetterFacts) {}

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .confirmErase: self = .confirm
        case .erased: self = .erased
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .confirm: .erase
        case .erased: .note
        }
    }
}
