/// The words of yes and no in an answer, beside the commands: folded, of all languages, because people mix them.
enum AnswerWords {
    /// The longest that fits counts.
    private static let yes = phrases(
        fi: [
            "kyllä", "joo", "juu", "jep", "kyllä vain", "ilman muuta", "totta kai", "toki", "mielelläni", "vahvistan",
        ],
        sv: ["ja", "jo", "japp", "jadå", "jovisst", "javisst", "absolut", "gärna", "jag bekräftar"],
        en: ["yes", "yep", "yeah", "yes please", "sure", "of course", "certainly", "i confirm", "i agree"],
        all: ["ok", "okei", "okej", "okay"])

    /// Those that say by themselves to which question.
    private static let joinings = phrases(
        fi: ["liityn", "liityn mukaan", "tulen mukaan", "olen mukana"],
        sv: ["jag går med", "jag ansluter mig", "jag är med"],
        en: ["i join", "im in", "i m in", "i am in", "count me in"], all: [])

    /// All of them, as they are compared.
    static let affirmations = yes.map { $0.joined(separator: " ") }

    private static let no = phrases(
        fi: ["ei", "en", "älä", "älkää", "eipä", "en halua", "ei kiitos"],
        sv: ["nej", "nä", "inte", "nej tack", "jag vill inte"],
        en: ["no", "nope", "not", "do not", "dont", "don t", "never", "i do not", "i don t", "i did not", "i didn t"],
        all: [])

    /// These only acknowledge where thanks stand beside them.
    static let acknowledgements: Set<String> = ["ok", "okei", "okej", "okay"]

    /// Words of one language that mean something else in another (`ja` is *and* in Finnish): yes only where a mark
    /// or one of `followers` stands behind it.
    private static let ambiguous: Set<String> = ["ja", "jo"]
    private static let followers: Set<String> = [
        "tack", "jag", "det", "absolut", "visst", "garna", "snalla", "please", "kiitos", "kylla", "yes", "ok", "vi",
    ]

    /// What takes a yes back when it stands in the same paragraph.
    private static let negations: Set<String> = [
        "ei", "eika", "alkaa", "ala", "emme", "eivat", "inte", "ej", "nej", "aldrig", "not", "never", "don", "dont",
        "didn", "doesn", "won", "isn", "no", "but", "mutta", "men",
    ]
    /// Negations in Finnish that are other words in Swedish (`en`: a, `et`).
    private static let finnishNegations: Set<String> = ["en", "et"]
    /// What machines say of a mail that they took in.
    private static let machineWords: Set<String> = [
        "received", "ticket", "case", "request", "automatic", "automatically", "automated", "autoreply", "office",
        "vastaanotettu", "vastaanotimme", "saapunut", "tiketti", "palvelupyynto", "automaattinen", "automaattisesti",
        "lomalla", "poissa", "mottagit", "mottaget", "arende", "automatiskt", "semester", "vacation", "reacted",
    ]

    static let greetings: Set<String> = [
        "hei", "moi", "moikka", "terve", "tervehdys", "hyva", "hej", "hejsan", "basta", "kara", "hi", "hello", "dear",
        "good", "god",
    ]
    /// Whom a greeting may name without a capital letter.
    static let addressed: Set<String> = [
        "kaikki", "verkosto", "lista", "ystava", "ystavat", "alla", "all", "everyone", "everybody", "there", "paivaa",
        "huomenta", "iltaa", "dag", "morgon", "kvall", "morning", "day", "afternoon", "evening",
    ]

    static let closings: [[String]] = [
        "terveisin", "terv", "t", "yst terv", "ystävällisin terveisin", "parhain terveisin", "lämpimin terveisin",
        "ystävällisesti", "kiittäen", "mvh", "hälsningar", "med vänlig hälsning", "med vänliga hälsningar",
        "vänliga hälsningar", "vänligen", "hälsar", "br", "kr", "best", "best regards", "best wishes", "kind regards",
        "regards", "sincerely", "yours", "cheers", "rgds",
    ].map { Folding.words($0) }
    /// What may stand behind a closing formula.
    static let closingWords: Set<String> = ["sincerely", "faithfully", "truly", "wishes", "regards"]

    private static let courtesies = CommandWords.foldedCourtesies.union(
        ["paljon kiitoksia", "moikka", "tervehdys", "good day", "good afternoon", "god morgon", "hyvää huomenta"]
            .map { Folding.words($0) })

    private static let polite: [String: Answer.Word] = {
        var said: [String: Answer.Word] = [:]
        for phrase in yes + joinings { said[phrase.joined(separator: " ")] = .yes }
        for phrase in no { said[phrase.joined(separator: " ")] = .no }
        return said
    }()

    private static func phrases(fi: [String], sv: [String], en: [String], all: [String]) -> [[String]] {
        (fi + sv + en + all).map { Folding.words($0) }
    }
}

extension AnswerWords {
    /// The word of yes or no that `words` begin with, and how many words it has.
    ///
    /// - Parameter endsAfterFirst: whether a mark stands behind the first word.
    static func match(_ words: [String], endsAfterFirst: Bool) -> (word: Answer.Word, length: Int)? {
        for length in [3, 2, 1] where words.count >= length {
            guard let word = polite[words.prefix(length).joined(separator: " ")] else { continue }
            if length == 1, ambiguous.contains(words[0]), !endsAfterFirst, words.count > 1,
                !followers.contains(words[1])
            {
                return nil
            }
            return (word, length)
        }
        return nil
    }

    /// Whether the yes that `words` begin with says by itself that somebody joins.
    static func joins(_ words: ArraySlice<String>) -> Bool { joinings.contains(Array(words)) }

    /// Whether a word begins an answer, so that it is nobody's name.
    static func isSaid(_ word: String) -> Bool {
        polite[word] != nil || CommandWords.entries[word] != nil
    }

    /// Whether what stands behind a yes takes it back, or shows that a machine wrote it.
    static func takesBack(_ rest: ArraySlice<String>, after yes: String) -> Bool {
        rest.contains { word in
            negations.contains(word) || machineWords.contains(word)
                || finnishNegations.contains(word) && !ambiguous.contains(yes)
        }
    }

    /// Whether nothing but courtesies and the same word again is left.
    static func isIdle(_ rest: ArraySlice<String>, _ below: [String], with word: Answer.Word) -> Bool {
        var left = Array(rest) + below
        while !left.isEmpty {
            let length = [3, 2, 1].first { length in
                left.count >= length
                    && (courtesies.contains(Array(left.prefix(length)))
                        || polite[left.prefix(length).joined(separator: " ")] == word
                        || word == .yes && approvals.contains(left[0]) && length == 1)
            }
            guard let length else { return false }
            left.removeFirst(length)
        }
        return true
    }

    /// “Yes, publish”.
    private static let approvals: Set<String> = ["julkaise", "julkaiskaa", "publicera", "publish"]

    static func isCourtesy(_ words: [String]) -> Bool { !words.isEmpty && withoutCourtesies(words).words.isEmpty }

    /// Without the courtesies at the start.
    static func withoutCourtesies(_ words: [String]) -> (words: [String], hadCourtesy: Bool) {
        var left = words[...]
        while let length = [3, 2, 1].first(where: { left.count >= $0 && courtesies.contains(Array(left.prefix($0))) }) {
            left = left.dropFirst(length)
        }
        return (Array(left), left.count < words.count)
    }
}
