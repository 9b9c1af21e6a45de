import Base

/// The words of all commands in all languages: one row a meaning, one column a language. What begins an item of a
/// collection is configured: `CollectionWords`.
///
/// The words are written as a dictionary would write them; `Folding` makes case and diacritics irrelevant on both
/// sides. A fourth language is one more column here, in `Language` and in the letters.
enum CommandWords {
    /// What a word means, before its arguments are read.
    enum Meaning: CaseIterable, Sendable {
        case join, leave, help, language, ownData, erase, pause, topics, publish, cancel, situation
    }

    /// One phrase of the table as found: its meaning, and its language unless several languages share the phrase.
    struct Entry: Equatable, Sendable {
        var meaning: Meaning
        var language: Language?
    }

    static let table: [(meaning: Meaning, words: [Language: [String]])] = [
        row(
            .join,
            fi: ["liity", "liityn", "tilaa"],
            sv: ["anslut", "gå med", "prenumerera"],
            en: ["join", "subscribe"]),
        row(
            .leave,
            fi: ["eroa", "poistu", "peruuta tilaus", "poista minut", "lähde"],
            sv: ["lämna", "gå ur", "avsluta", "avprenumerera"],
            en: ["leave", "unsubscribe", "stop", "remove me"]),
        row(.help, fi: ["ohje", "apua"], sv: ["hjälp"], en: ["help"]),
        row(.language, fi: ["kieli"], sv: ["språk"], en: ["language"]),
        row(.ownData, fi: ["omat tiedot"], sv: ["mina uppgifter"], en: ["my data"]),
        row(.erase, fi: ["unohda minut"], sv: ["glöm mig"], en: ["forget me"]),
        row(.pause, fi: ["tauko"], sv: ["paus"], en: ["pause"]),
        row(.topics, fi: ["aiheet"], sv: ["ämnen"], en: ["topics"]),
        row(.publish, fi: ["julkaise", "ok"], sv: ["publicera", "ok"], en: ["publish", "ok"]),
        row(.cancel, fi: ["peru"], sv: ["avbryt"], en: ["cancel"]),
        row(.situation, fi: ["tilanne"], sv: ["läge"], en: ["status"]),
    ]

    /// Words that a polite person puts before or after a command. They are ignored there, and nowhere else.
    static let courtesies: [Language: [String]] = [
        .fi: [
            "hei", "moi", "terve", "hyvää päivää", "huomenta", "kiitos", "kiitos paljon", "kiitoksia", "ystävällisesti",
        ],
        .sv: ["hej", "hejsan", "god dag", "tack", "tack så mycket", "snälla", "vänligen"],
        .en: ["hi", "hello", "good morning", "please", "thanks", "thank you", "many thanks"],
    ]

    /// Answers that stand alone or not at all: “ok, thanks” is how people acknowledge a mail, and no mail may go out to
    /// everybody because somebody was polite.
    static let withoutCourtesy: Set<String> = ["ok"]

    /// What may follow the number of a pause.
    static let days: [Language: [String]] = [
        .fi: ["päivä", "päivää", "pv"],
        .sv: ["dag", "dagar", "d"],
        .en: ["day", "days", "d"],
    ]

    /// How people name a language after `kieli`, `språk` or `language`, besides its tag.
    static let languageNames: [Language: [String]] = [
        .fi: ["suomi", "suomeksi", "finska", "på finska", "finnish"],
        .sv: ["ruotsi", "ruotsiksi", "svenska", "på svenska", "swedish"],
        .en: ["englanti", "englanniksi", "engelska", "på engelska", "english"],
    ]

    /// Folded phrase → what it is. Built once.
    static let entries: [String: Entry] = {
        var entries: [String: Entry] = [:]
        for (meaning, columns) in table {
            for (language, phrases) in columns {
                for phrase in phrases.map(Folding.fold) {
                    entries[phrase, default: Entry(meaning: meaning, language: language)].add(language)
                }
            }
        }
        return entries
    }()

    /// Folded courtesies as words, of all languages: people mix them.
    static let foldedCourtesies: Set<[String]> = Set(courtesies.values.joined().map { Folding.words($0) })

    static let foldedDays: Set<String> = Set(days.values.joined().map(Folding.fold))

    static let languagesByName: [String: Language] = {
        var languages: [String: Language] = [:]
        for language in Language.allCases {
            languages[language.rawValue] = language
            for name in languageNames[language] ?? [] { languages[Folding.fold(name)] = language }
        }
        return languages
    }()

    /// The labels are the columns, so that the compiler asks for a new language's words in every row.
    private static func row(
        _ meaning: Meaning, fi: [String], sv: [String], en: [String]
    ) -> (meaning: Meaning, words: [Language: [String]]) {
        (meaning, [.fi: fi, .sv: sv, .en: en])
    }
}

extension CommandWords {
    /// Whether the last one or two words mean *leave*; what a gateway put before them does not count.
    static func endsLeaving(_ words: ArraySlice<Substring>) -> Bool {
        [1, 2].contains { length in
            words.count >= length
                && entries[words.suffix(length).map { Folding.fold($0) }.joined(separator: " ")]?.meaning == .leave
        }
    }
}

extension CommandWords.Entry {
    /// A second language with the same phrase makes the phrase say nothing about the writer's language.
    fileprivate mutating func add(_ other: Language) {
        if language != other { language = nil }
    }
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
