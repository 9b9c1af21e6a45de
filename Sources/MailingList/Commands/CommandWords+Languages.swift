import Base

/// The names of languages, and the words of commands in one of them.
extension CommandWords {
    /// How people name a language after `kieli`, `språk` or `language`, besides its tag.
    static let languageNames: [Language: [String]] = [
        .fi: ["suomi", "suomeksi", "finska", "på finska", "finnish", "in finnish"],
        .sv: ["ruotsi", "ruotsiksi", "svenska", "på svenska", "swedish", "in swedish"],
        .en: ["englanti", "englanniksi", "engelska", "på engelska", "english", "in english"],
    ]

    static let languagesByName: [String: Language] = {
        var languages: [String: Language] = [:]
        for language in Language.allCases {
            languages[language.rawValue] = language
            for name in languageNames[language] ?? [] { languages[Folding.fold(name)] = language }
        }
        return languages
    }()
}

extension Command {
    /// The first word of the table, for a draft that we prepare for somebody: `eroa`, `lämna`, `leave`.
    package static func leaveWord(in language: Language) -> String { CommandWords.first(.leave, language) }
    package static func helpWord(in language: Language) -> String { CommandWords.first(.help, language) }
}

extension CommandWords {
    fileprivate static func first(_ meaning: Meaning, _ language: Language) -> String {
        guard let word = table.first(where: { $0.meaning == meaning })?.words[language]?.first else {
            preconditionFailure("a command without a word")
        }
        return word
    }
}
