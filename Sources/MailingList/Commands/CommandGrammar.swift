import Base

/// What may stand around the words of a command: people write sentences. `haluaisin` **`erota`** `postituslistalta, kiitos`.
enum CommandGrammar {
    /// Before a command, each optional and at most two of them.
    static let leads: [Language: [String]] = [
        .fi: [
            "haluan", "haluaisin", "halusin", "haluamme", "haluan nyt", "minä haluan", "mä haluun", "haluaisin nyt",
            "toivon", "toivoisin", "pyydän", "pyytäisin", "pyydän että",
            "voitko", "voitteko", "voisitko", "voisitteko", "voisiko", "voisi", "saanko", "saisinko", "saako",
            "saisiko", "olisiko mahdollista", "onko mahdollista", "on aika",
            "aion", "nyt", "ystävällisesti", "olkaa hyvä ja", "ole hyvä ja", "olkaa ystävällinen ja", "minä",
            "mielelläni", "kyllä",
        ],
        .sv: [
            "jag vill", "jag vill gärna", "jag skulle vilja", "jag skulle gärna vilja", "skulle vilja", "vill",
            "vill gärna", "vi vill", "jag önskar", "jag ber er", "jag ber att få", "jag ber att",
            "kan du", "kan ni", "kunde ni", "kunde du", "skulle ni kunna", "skulle du kunna", "kan jag", "kan jag få",
            "får jag", "får jag be er", "var snäll och", "var vänlig och", "var god och", "snälla",
            "vänligen", "gärna", "jag", "jag tänker",
        ],
        .en: [
            "i want to", "i want", "i would like to", "i would like you to", "i d like to", "id like to",
            "i d like you to", "i wish to", "i wish", "we would like to", "we want to", "would like to", "want to",
            "can you", "can you please", "could you", "could you please", "would you", "would you please", "will you",
            "can i", "could i", "may i", "please", "kindly", "let me", "i am going to", "i m going to", "i",
        ],
    ]

    /// Behind a command, in any order.
    static let tails: [Language: [String]] = [
        .fi: finnishTails,
        .sv: swedishTails,
        .en: englishTails,
    ]

    private static let finnishTails: [String] =
        [
            "mukaan", "minut", "minua", "minulle", "nyt", "heti", "kiitos", "jäseneksi", "jäsenyydestä", "jakelusta",
            "jakeluun", "enää", "tilaus", "tilauksen", "tilaukseni", "viestejä", "viestit", "viestien", "sähköpostia",
            "sähköposteja", "lähettäminen", "mukana", "jäsen", "jäsenenä", "näitä", "uutiskirje", "uutiskirjeen",
        ]
        + combined(
            ["", "tältä", "tälle", "tähän", "tästä", "teidän", "sinun", "verkoston"],
            [
                "listalla", "postituslistalla", "sähköpostilistalla", "jakelulistalla", "verkostossa", "ryhmässä",
                "listalle", "listalta", "listaan", "listasta", "listaltanne", "listallenne", "postituslistalle",
                "postituslistalta", "postituslistaan", "postituslistasta", "postituslistaltanne", "postituslistallenne",
                "sähköpostilistalle", "sähköpostilistalta", "sähköpostilistaltanne", "jakelulistalle", "jakelulistalta",
                "jakelulistaltanne", "verkostoon", "verkostosta", "verkostoonne", "verkostostanne", "ryhmään",
                "ryhmästä", "postilistalta", "postilistalle",
                "listan jäsenyydestä", "jakelustanne",
            ])
    private static let swedishTails: [String] =
        [
            "mig", "tack", "nu", "gärna", "genast", "längre", "fler mejl", "mejl", "mer post", "er", "prenumerationen",
            "min prenumeration", "nyhetsbrevet", "de här mejlen", "dessa mejl",
        ]
        + combined(
            ["", "i", "ur", "från", "till", "på", "av", "med i", "med på"],
            [
                "listan", "den här listan", "denna lista", "er lista", "sändlistan", "den här sändlistan",
                "e postlistan", "epostlistan", "mejllistan", "mejlinglistan", "maillistan", "mailinglistan",
                "utskickslistan", "distributionslistan",
                "nätverket", "det här nätverket", "ert nätverk", "gruppen", "prenumerationen",
            ])
    private static let englishTails: [String] =
        [
            "me", "please", "thanks", "now", "thank you", "anymore", "any more", "any longer", "my subscription",
            "immediately",
        ]
        + combined(
            ["", "from", "to", "of", "on", "off", "in"],
            combined(
                ["the", "this", "your", "that", "these", "all"],
                [
                    "list", "mailing list", "email list", "e mail list", "distribution list", "network", "newsletter",
                    "group", "mailings", "emails", "e mails", "mailing", "network s mailing list", "network s list",
                ]))

    private static func combined(_ heads: [String], _ ends: [String]) -> [String] {
        heads.flatMap { head in ends.map { head.isEmpty ? $0 : head + " " + $0 } }
    }

    static let foldedLeads = PhraseSet(leads.values.joined())
    static let foldedTails = PhraseSet(tails.values.joined())

    /// The range of `words` without leads at its beginning.
    static func withoutLeads(_ words: [String]) -> Range<Int> {
        var range = words.indices
        for _ in 0..<2 {
            let length = foldedLeads.longest(at: range.lowerBound, of: words)
            guard length > 0, length < range.count else { break }
            range = range.dropFirst(length)
        }
        return range
    }

    /// Tails that only joining has: `lähde mukaan` (come along) is nobody's farewell.
    static let joiningTails = Set(
        ["mukaan", "mukana", "jäseneksi", "jäsen", "jäsenenä"].map { Folding.fold($0) })

    /// Whether all of `words` is made of tails, or of a place that a list is: `ihmisoikeusverkostoon`.
    static func isTail(_ words: ArraySlice<String>) -> Bool {
        let all = Array(words)
        var index = 0
        while index < all.count {
            let length = foldedTails.longest(at: index, of: all)
            if length > 0 {
                index += length
            } else if isPlace(all[index]) {
                index += 1
            } else {
                return false
            }
        }
        return true
    }

    /// Whether a word ends as one that says where a list's people are, and is more than that.
    static func isPlace(_ word: String) -> Bool {
        places.contains { word.hasSuffix($0) && word.count > $0.count }
    }

    /// Ends of words that name where a list's people are.
    static let places = [
        "verkostoon", "verkostosta", "verkostossa", "listalle", "listalta", "listalla", "listaan", "listasta",
        "natverket", "listan",
    ]
}

/// Phrases to be found where they stand, by their first word.
struct PhraseSet: Sendable {
    private let byFirst: [String: [[String]]]

    init(_ phrases: some Sequence<String>) {
        var table: [String: [[String]]] = [:]
        for words in Set(phrases.map { Folding.words($0) }) {
            if let first = words.first { table[first, default: []].append(words) }
        }
        byFirst = table.mapValues { $0.sorted { $0.count > $1.count } }
    }

    /// How many words of `words` from `index` on are the longest phrase that fits; 0 where none does.
    func longest(at index: Int, of words: [String]) -> Int {
        guard index < words.count, let phrases = byFirst[words[index]] else { return 0 }
        return phrases.first { words[index...].starts(with: $0) }?.count ?? 0
    }
}
