import Base

/// What stands around a command without changing it.
extension CommandWords {
    /// Words that a polite person puts before or after a command. They are ignored there, and nowhere else.
    static let courtesies: [Language: [String]] = [
        .fi: greetings[.fi, default: []] + [
            "kiitos", "kiitos paljon", "kiitos etukäteen", "kiitoksia", "kiitän", "ystävällisesti",
            "ystävällisin terveisin", "terveisin", "terv",
            "t", "yt",
        ],
        .sv: greetings[.sv, default: []] + [
            "tack", "tack så mycket", "tack på förhand", "snälla", "vänligen", "vänliga hälsningar", "hälsningar",
            "med vänliga hälsningar",
            "med vänlig hälsning", "mvh",
        ],
        .en: greetings[.en, default: []] + [
            "please", "thanks", "thank you", "many thanks", "thanks a lot", "thank you very much", "thanks in advance",
            "kind regards", "best regards",
            "regards", "best",
        ],
    ]

    /// Those that a line with names may be made of: `Hei Anna!`
    static let greetings: [Language: [String]] = [
        .fi: [
            "hei", "hei taas", "heippa", "hei vaan", "moi", "moikka", "terve", "tervehdys", "hyvää päivää", "päivää",
            "huomenta", "hyvää huomenta", "hyvää iltaa", "iltaa",
            "hyvää iltapäivää",
        ],
        .sv: [
            "hej", "hej hej", "hejsan", "hej igen", "god dag", "god morgon", "god kväll", "god eftermiddag", "tjena",
            "hallå", "hej alla",
            "morgon",
        ],
        .en: [
            "hi", "hello", "hey", "hi there", "hello there", "good morning", "good afternoon", "good evening",
            "good day", "dear all", "greetings",
        ],
    ]

    /// What only greets together with a name.
    private static let salutations = ["hyvä", "hyvät", "arvoisa", "arvoisat", "bästa", "kära", "dear"]

    /// Answers that stand alone or not at all: “ok, thanks” is how people acknowledge a mail, and no mail may go out to
    /// everybody because somebody was polite.
    static let withoutCourtesy: Set<String> = ["ok"]

    /// Folded courtesies as words, of all languages: people mix them.
    static let foldedCourtesies: Set<[String]> = Set(courtesies.values.joined().map { Folding.words($0) })
    /// The words that they begin with, and end with.
    static let courtesyStarts = Set(foldedCourtesies.compactMap(\.first))
    static let courtesyEnds = Set(foldedCourtesies.compactMap(\.last))
    static let foldedGreetings: Set<[String]> = Set((greetings.values.joined() + salutations).map { Folding.words($0) })
    static let greetingStarts = Set(foldedGreetings.compactMap(\.first))
}
