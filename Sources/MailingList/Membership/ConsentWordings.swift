import Base

/// A sentence that people agreed to, with the name under which their consent keeps it.
package struct ConsentWording: Hashable, Sendable {
    package let name: String
    package let sentence: String

    /// What the confirm letter asks a person to say yes to. It stands here and not in a letter's template, because it is
    /// kept with the consent, whatever an admin writes around it.
    package init(title: String, language: Language) {
        sentence =
            switch language {
            case .fi: "\(title): liityn postituslistalle, ja listan viestit saa lähettää osoitteeseeni."
            case .sv: "\(title): jag går med i sändlistan, och listans meddelanden får skickas till min adress."
            case .en: "\(title): I join the mailing list, and its messages may be sent to my address."
            }
        // The same sentence has the same name, and is kept once however many agree to it.
        name = "\(Self.prefix)\(language.rawValue).\(MailDigest(of: sentence).text.prefix(8))"
    }

    /// How all names begin.
    static let prefix = LetterKind.confirmJoin.rawValue + "."

    init(name: String, sentence: String) {
        self.name = name
        self.sentence = sentence
    }
}

/// All sentences that members agreed to, by name.
package struct ConsentWordings: Equatable, Sendable {
    private var sentences: [String: String] = [:]

    package subscript(name: String) -> String? { sentences[name] }

    mutating func apply(_ entry: MembershipEntry) {
        if case .worded(let wording) = entry { sentences[wording.name] = wording.sentence }
    }

    var carried: [Entry] {
        sentences.sorted { $0.key < $1.key }.map {
            .membership(.worded(ConsentWording(name: $0.key, sentence: $0.value)))
        }
    }
}
