import Base
import Mail
import MailingList

/// What a letter's values are taken from: the list at the moment of sending, and the post's mail where the letter is about
/// one.
package struct LetterContext: Sendable {
    package let policy: Policy
    package let state: State
    package let letter: Letter
    /// When it was decided.
    package let written: Instant
    /// Until when an answer is taken.
    package let expiry: Instant
    /// The mail that the letter is about, as it came.
    package let mail: Message?
    package let outlook: SendingOutlook

    var language: Language { letter.language }
    /// The rules, as they are at the moment of sending.
    var list: DecisionContext { DecisionContext(policy, state, at: written) }

    /// What the list's people read on their clock.
    func local(_ instant: Instant) -> CivilTime { policy.zone.local(of: instant).civil }

    func time(_ instant: Instant) -> LetterValue { .time(local(instant)) }
}

/// A subject's letters in words: what each of its templates is told.
protocol TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue]
}

extension Letter.Content {
    /// The list of subjects.
    var typed: any TypedLetter {
        switch self {
        case .membership(let letter): letter
        case .choice(let letter): letter
        case .erasure(let letter): letter
        case .admission(let letter): letter
        case .post(let letter): letter
        case .item(let letter): letter
        case .event(let letter): letter
        case .bounce(let letter): letter
        case .forwarding(let letter): letter
        }
    }
}

extension Policy {
    /// Where the principles for a safer space can be read, as a letter's value; empty where the list has none.
    func principles(in language: Language) -> [String: LetterValue] {
        guard let link = principles[language] ?? principles[defaultLanguage] else { return [:] }
        return ["principles": .link(link)]
    }

    /// Who keeps the list, whom to ask, and what is said of personal data, as a letter's values.
    func keeper(in language: Language) -> [String: LetterValue] {
        var values: [String: LetterValue] = [:]
        if let name = organisation[language] ?? organisation[defaultLanguage] { values["organisation"] = .text(name) }
        if let contact { values["contact"] = .address(contact.text) }
        if let link = privacy[language] ?? privacy[defaultLanguage] { values["privacy"] = .link(link) }
        return values
    }

    /// The languages that a member may choose instead.
    func languages(but language: Language) -> [String: LetterValue] {
        ["languages": .languages(languages.filter { $0 != language })]
    }
}
