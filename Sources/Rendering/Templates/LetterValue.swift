import Base

/// What a letter is told. Values carry no language: the letter formats them in its own.
package enum LetterValue: Hashable, Sendable {
    /// One line in anybody's words. Newlines and controls in it become spaces; it is never markup and never a link.
    case text(String)
    /// The same, in a language that the letter may not share.
    case words(String, Language)
    /// Several lines in anybody's words, shown as a quotation.
    case lines(String)
    /// Several lines in anybody's words, shown as they are, and their language where it is known.
    case passage(String, Language?)
    /// Where a word of ours leads: an `https://` or `mailto:` address from the configuration.
    case link(String)
    /// A mail address of ours, which people may press to write to.
    case address(String)
    /// Members, mails or bytes: the letter's table says which.
    case number(Int)
    case time(CivilTime)
    case flag(Bool)
    case languages([Language])
    /// Several short texts in anybody's words.
    case texts([String])
    /// Several things of the same shape, each with its own values.
    case items([[String: LetterValue]])
}

/// How a value is given and what the letter makes of it.
package indirect enum LetterShape: Sendable {
    /// `.text`, printed as it is.
    case text
    /// `.lines`, printed as a quotation. With `links`, its https addresses can be pressed: only where the reader has to
    /// judge or check the words, and always shown in full, so that nothing leads elsewhere than it says.
    case lines(links: Bool)
    /// `.passage`, printed as its paragraphs, between empty lines. `links` as with `.lines`.
    case passage(links: Bool)
    /// `.link`
    case link
    /// `.address`
    case address
    /// `.number`, printed as “1 243 jäsentä”.
    case members
    /// `.number`, printed as “1 243”.
    case count
    /// `.number`, printed as “12 viestiä”.
    case mails
    /// `.number` of bytes, printed as “1,2 Mt”.
    case size
    /// `.time`
    case time
    /// `.flag`, for sections only.
    case flag
    /// `.languages`, printed as “suomi ja ruotsi”; as a section, each with `name`, `tag` and a flag called like its tag, so
    /// that a line can be written in the language that it offers.
    case languages
    /// `.texts`, printed as “a, b ja c”; as a section, each is `{{.}}`.
    case texts
    /// `.items`, for sections only.
    case items([LetterField])
    /// `.text` that a letter never prints: it ends the subject as `[kutsu:…]`, whatever the template says.
    case token

    /// The fields inside a section over this value, or none if it does not repeat.
    var fields: [LetterField] {
        switch self {
        case .languages:
            [LetterField("name", .text), LetterField("tag", .text)]
                + Language.allCases.map { LetterField($0.rawValue, .flag) }
        case .texts: [LetterField(".", .text)]
        case .items(let fields): fields
        default: []
        }
    }

    /// Whether `{{name}}` prints something.
    var isPrintable: Bool {
        switch self {
        case .flag, .items, .token: false
        default: true
        }
    }

    func accepts(_ value: LetterValue) -> Bool {
        switch (self, value) {
        case (.text, .text), (.text, .words), (.token, .text), (.lines, .lines), (.passage, .passage), (.link, .link),
            (.address, .address),
            (.members, .number), (.count, .number), (.mails, .number), (.size, .number), (.time, .time), (.flag, .flag),
            (.languages, .languages), (.texts, .texts), (.items, .items):
            true
        default: false
        }
    }
}

/// One named value of a letter.
package struct LetterField: Sendable {
    package var name: String
    package var shape: LetterShape
    /// A required value must be given. An optional one that is missing, empty, false or zero hides its section.
    package var isRequired: Bool

    init(_ name: String, _ shape: LetterShape, required: Bool = false) {
        self.name = name
        self.shape = shape
        isRequired = required
    }
}
