import Base

/// What a letter about a person's own membership says.
package enum MembershipLetter: LetterSlice {
    /// Asks whether to join: the answer is the consent.
    case confirmJoin
    /// Asks somebody whom an admin invites; what they chose elsewhere comes with them.
    case invitation(Choices)
    case welcome
    case alreadyMember
    case refusedDomain
    case confirmLeave
    case goodbye
    case notMember
    /// How to write to the list; with word that the mail went on to people, where it did.
    case help(forwarded: Bool)
    case confirmLanguage
    case languageChanged
    /// Asks the old address whether the membership moves there.
    case confirmMove(to: Address)
    /// Asks the new address whether it takes the membership over.
    case confirmNewAddress(from: Address)
    case addressChanged
    case ownData

    /// The question whether to join, with what somebody chose elsewhere.
    static func question(keeping choices: Choices) -> MembershipLetter {
        choices == Choices() ? .confirmJoin : .invitation(choices)
    }

    package var kind: LetterKind {
        switch self {
        case .confirmJoin, .invitation: .confirmJoin
        case .welcome: .welcome
        case .alreadyMember: .alreadyMember
        case .refusedDomain: .refusedDomain
        case .confirmLeave: .confirmLeave
        case .goodbye: .goodbye
        case .notMember: .notMember
        case .help: .help
        case .confirmLanguage: .confirmLanguage
        case .languageChanged: .languageChanged
        case .confirmMove: .confirmMove
        case .confirmNewAddress: .confirmNewAddress
        case .addressChanged: .addressChanged
        case .ownData: .ownData
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .help(true): values.add("forwarded", "yes")
        case .invitation(let choices): values.add("choices", choices.text)
        case .confirmMove(let address), .confirmNewAddress(let address): values.add("address", address.text)
        default: break
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .confirmJoin:
            guard let text = values["choices"] else {
                self = .confirmJoin
                return
            }
            guard let choices = Choices(text) else { return nil }
            self = .invitation(choices)
        case .welcome: self = .welcome
        case .alreadyMember: self = .alreadyMember
        case .refusedDomain: self = .refusedDomain
        case .confirmLeave: self = .confirmLeave
        case .goodbye: self = .goodbye
        case .notMember: self = .notMember
        case .help: self = .help(forwarded: values["forwarded"] != nil)
        case .confirmLanguage: self = .confirmLanguage
        case .languageChanged: self = .languageChanged
        case .confirmMove, .confirmNewAddress:
            guard let address = values["address"].flatMap({ Address($0) }) else { return nil }
            self = kind == .confirmMove ? .confirmMove(to: address) : .confirmNewAddress(from: address)
        case .addressChanged: self = .addressChanged
        case .ownData: self = .ownData
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .confirmJoin: .join(language)
        case .invitation(let choices): .invitation(language, choices)
        case .confirmLeave: .leave
        case .confirmLanguage: .language(language)
        case .confirmMove(let new): .move(to: new)
        case .confirmNewAddress(let old): .newAddress(from: old)
        case .welcome, .alreadyMember, .refusedDomain, .goodbye, .notMember, .help, .languageChanged, .ownData,
            .addressChanged:
            .note
        }
    }
}
