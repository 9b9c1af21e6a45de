import Base

/// The words of all commands in all languages: one row a meaning, one column a language. What begins an item of a
/// collection is configured: `CollectionWords`.
///
/// The words are written as a dictionary would write them; `Folding` makes case and diacritics irrelevant on both
/// sides. A fourth language is one more column here, in `Language` and in the letters.
enum CommandWords {
    /// What a word means, before its arguments are read.
    enum Meaning: CaseIterable, Sendable {
        case join, leave, help, language, ownData, erase, changeAddress, pause, resume, topics, roundup, daily, weekly,
            announcements, digests, everything, publish, cancel,
            situation
    }

    /// One phrase of the table as found: its meaning, and its language unless several languages share the phrase.
    struct Entry: Equatable, Sendable {
        var meaning: Meaning
        var language: Language?
    }

    static let table: [(meaning: Meaning, words: [Language: [String]])] = [
        row(
            .join,
            fi: [
                "liity", "liityn", "liittyä", "liittyisin", "liittyisin mielelläni", "haluan mukaan",
                "haluaisin mukaan", "mukaan",
                "lisää minut", "lisätkää minut", "lisätä minut", "lisäisit minut", "lisäisitte minut", "ottakaa minut",
                "ota minut",
                "ilmoittaudun", "ilmoittautua", "tilaa", "tilaan", "tilata", "tilaisin", "jäseneksi",
            ],
            sv: [
                "anslut", "gå med", "går med", "prenumerera", "ansluta", "ansluta mig", "anslut mig", "ansluter mig",
                "anmäl mig",
                "anmäla mig", "anmäler mig", "vill gå med", "vill vara med", "vara med", "lägg till mig",
                "lägga till mig", "bli medlem",
                "skriv in mig", "prenumerera på",
            ],
            en: [
                "join", "subscribe", "add me", "sign me up", "sign up", "subscribe me", "become a member", "be added",
                "be a member",
                "include me",
            ]),
        row(
            .leave,
            fi: [
                "eroa", "eroan", "erota", "eroaisin", "poistu", "poistun", "poistua", "peruuta tilaus",
                "peruutan tilauksen",
                "peruuttaa tilauksen", "peruuttaa tilaukseni", "peruuttakaa tilaus", "peru tilaus", "perun tilauksen",
                "perua tilauksen", "poista minut", "poistakaa minut", "poistaa minut", "poistatko minut",
                "poistaisitko minut", "poistaisitteko minut", "poistettavan", "minut poistetaan", "poista", "poistakaa",
                "haluan pois", "haluaisin pois",
                "pois", "lähde", "lähden", "lopeta", "lopettakaa", "lopettaa", "lopeta tilaus", "lopettaa tilaukseni",
                "en halua enää", "en halua enää viestejä", "en halua viestejä",
                "en halua enää olla", "en halua olla enää", "en halua olla", "älkää lähettäkö enää",
                "älkää lähettäkö minulle", "poista osoitteeni", "poistakaa osoitteeni", "poistaa osoitteeni",
                "poista sähköpostini", "poistakaa sähköpostini",
                "poista nimeni", "poistakaa nimeni", "poistaa nimeni", "en halua saada",
            ],
            sv: [
                "lämna", "lämnar", "gå ur", "går ur", "avsluta", "avslutar", "avprenumerera", "avprenumererar",
                "ta bort mig", "tag bort mig", "tas bort", "bli borttagen",
                "avregistrera", "avregistrera mig", "avanmäl", "avanmäl mig", "avanmäla mig", "stryk mig", "stryka mig",
                "lämna listan", "avsluta prenumerationen", "avsluta min prenumeration",
                "vill inte vara med", "vill inte vara med längre", "inte vara med", "inte vara med längre",
                "inte längre vara med", "säg upp", "säga upp", "säga upp prenumerationen", "sluta", "sluta skicka",
                "vill inte ha fler mejl", "inte ha fler mejl", "inga fler mejl", "ta bort min adress",
                "ta bort min e postadress", "ta bort min mejladress", "stryk min adress",
                "vill inte längre få", "vill inte få", "ta bort mitt namn",
            ],
            en: [
                "leave", "unsubscribe", "stop", "remove me", "unsubscribe me", "take me off", "opt out", "opt me out",
                "no more emails", "no more mail",
                "be removed", "be unsubscribed", "cancel my subscription", "delete me", "stop emailing me",
                "stop sending me emails", "quit", "remove my address", "remove my email", "remove my email address",
                "delete my address", "take my address off", "no longer wish to receive", "no longer want to receive",
                "do not want to receive", "don t want to receive", "do not wish to receive", "don t wish to receive",
            ]),
        row(
            .help, fi: ["ohje", "ohjeet", "apua", "apu", "auta", "ohjeita"],
            sv: ["hjälp", "hjälp mig", "instruktioner", "anvisningar"], en: ["help", "help me", "info", "instructions"]),
        row(
            .language,
            fi: ["kieli", "vaihda kieli", "vaihda kieleksi", "vaihtaa kieli", "vaihtaa kieleksi", "kieleksi"],
            sv: ["språk", "byt språk", "byt språk till", "byta språk till", "byt till", "byta till"],
            en: ["language", "change language", "change language to", "change the language to", "switch to"]),
        row(
            .ownData,
            fi: [
                "omat tiedot", "omat tietoni", "minun tietoni", "tietoni", "tietopyyntö", "nähdä omat tietoni",
                "nähdä tietoni",
                "saada omat tietoni", "tarkastuspyyntö", "mitä tietoja minusta on",
            ],
            sv: [
                "mina uppgifter", "mina personuppgifter", "mina data", "se mina uppgifter", "få mina uppgifter",
                "se mina personuppgifter",
                "registerutdrag", "vilka uppgifter har ni om mig",
            ],
            en: [
                "my data", "my personal data", "see my data", "see my personal data", "what is stored about me",
                "data request", "what data do you have about me",
            ]),
        row(
            .erase,
            fi: [
                "unohda minut", "poista tietoni", "poistakaa tietoni", "poistaa tietoni", "unohtakaa minut",
                "poista kaikki tietoni",
            ],
            sv: ["glöm mig", "radera mina uppgifter", "radera mina data", "ta bort mina uppgifter", "radera mig"],
            en: [
                "forget me", "delete my data", "delete all my data", "erase my data", "delete my personal data",
                "erase me", "remove my data",
            ]),
        row(
            .changeAddress,
            fi: [
                "vaihda osoite", "vaihda osoitteeksi", "vaihda osoitteeni", "uusi osoite", "uusi osoitteeni on",
                "uusi sähköpostiosoitteeni on", "osoitteeni on nyt", "sähköpostiosoitteeni on nyt",
                "osoitteeni vaihtui", "osoitteeni muuttui",
            ],
            sv: [
                "byt adress", "byt adress till", "byta adress till", "ny adress", "min nya adress är",
                "min adress är nu", "min nya mejladress är",
            ],
            en: [
                "change address", "change address to", "change my address to", "new address", "my new address is",
                "my address is now", "my email address is now", "my new email address is", "my new email is",
                "change my email to",
            ]),
        row(
            .pause,
            fi: [
                "tauko", "taukoa", "pidän taukoa", "pitää taukoa", "tauolle", "tauko alkaa", "tauon", "pidän tauon",
                "pitää tauon", "tauolla", "jään tauolle", "jäisin tauolle",
            ],
            sv: [
                "paus", "ta paus", "ta en paus", "pausa", "ha paus", "ha en paus", "pausa mig", "pausa listan",
                "pausa utskicken",
            ],
            en: [
                "pause", "take a break", "break", "a break", "have a break", "pause me", "pause my membership",
                "pause the list",
            ]),
        row(
            .resume, fi: ["jatka", "jatkan", "lopeta tauko", "lopetan tauon", "tauko loppuu"],
            sv: ["fortsätt", "avsluta paus", "avsluta pausen", "sluta paus"],
            en: ["resume", "end pause", "end the pause", "end my break", "unpause"]),
        row(
            .topics, fi: ["aiheet", "aihe", "omat aiheet", "valitse aiheet", "vaihda aiheet"],
            sv: ["ämnen", "ämne", "mina ämnen", "välj ämnen", "ändra ämnen"],
            en: ["topics", "topic", "my topics", "choose topics", "change topics"]),
        row(
            .roundup, fi: ["kooste", "koosteena", "koosteet", "yhtenä koosteena", "miten saan viestit"],
            sv: ["sammandrag", "som sammandrag", "ett sammandrag"], en: ["digest", "as a digest", "digest mode"]),
        row(
            .daily,
            fi: [
                "kooste päivittäin", "koosteena päivittäin", "kooste joka päivä", "kooste kerran päivässä",
                "päivittäin",
                "päivittäinen kooste", "päiväkooste", "päiväkoosteen", "koosteen päivittäin", "kooste päivä",
            ],
            sv: [
                "sammandrag dagligen", "sammandrag varje dag", "sammandrag en gång om dagen", "dagligt sammandrag",
                "sammandrag per dag", "dagligen", "dagssammandrag",
            ],
            en: [
                "digest daily", "daily digest", "a daily digest", "the daily digest", "digest every day",
                "digest once a day", "daily",
            ]),
        row(
            .weekly,
            fi: [
                "kooste viikoittain", "kooste viikottain", "koosteena viikoittain", "kooste joka viikko",
                "kooste kerran viikossa", "viikoittain", "viikoittainen kooste", "viikkokooste", "viikkokoosteen",
                "koosteen viikoittain", "kooste viikko",
            ],
            sv: [
                "sammandrag veckovis", "sammandrag varje vecka", "sammandrag en gång i veckan", "veckovis sammandrag",
                "sammandrag per vecka", "veckovis", "veckosammandrag", "ett veckosammandrag",
            ],
            en: [
                "digest weekly", "weekly digest", "a weekly digest", "the weekly digest", "digest every week",
                "digest once a week", "weekly",
            ]),
        row(
            .announcements,
            fi: ["vain tiedotteet", "vain ilmoitukset", "pelkät tiedotteet", "ei koosteita", "ei vinkkejä"],
            sv: ["bara utskick", "endast utskick", "bara meddelanden", "inga sammanställningar", "inga tips"],
            en: ["only announcements", "announcements only", "just announcements", "no digests", "no tips"]),
        row(
            .digests,
            fi: ["vain koosteet", "vain vinkkikoosteet", "pelkät koosteet", "ei tiedotteita"],
            sv: ["bara sammanställningar", "endast sammanställningar", "bara sammandrag", "inga utskick"],
            en: ["only digests", "digests only", "just digests", "no announcements"]),
        row(
            .everything,
            fi: [
                "kaikki viestit", "kaikki viestit heti", "kaikki viestit erikseen", "kooste pois", "ei koostetta",
                "lopeta kooste", "kooste loppuu",
            ],
            sv: [
                "alla meddelanden", "alla meddelanden genast", "alla utskick", "inget sammandrag", "sammandrag av",
                "avsluta sammandrag", "sluta med sammandrag",
            ],
            en: ["all messages", "every message", "all mail", "digest off", "no digest", "stop digest", "end digest"]),
        row(.publish, fi: ["julkaise", "ok"], sv: ["publicera", "ok"], en: ["publish", "ok"]),
        row(.cancel, fi: ["peru"], sv: ["avbryt"], en: ["cancel"]),
        row(.situation, fi: ["tilanne"], sv: ["läge", "läget"], en: ["status"]),
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

    /// The words of the longest phrase.
    static let longestPhrase = entries.keys.map { $0.count { $0 == " " } + 1 }.max() ?? 1

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
