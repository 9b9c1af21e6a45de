/// What a yes agrees to, by the words beside it: “yes, add me” says nothing to whoever asks whether to leave.
package enum Agreement: Hashable, Sendable, CaseIterable {
    case join
    case leave
    /// Any other question about oneself.
    case other
}

/// The words that may stand beside a yes: folded, of all languages. One word that is not here, and the answer is for people:
/// a program's thanks, a question without its mark and a no that begins politely all begin with a yes, too.
enum AgreementWords {
    /// What the answer agrees to; empty where a word says something else.
    ///
    /// - Parameter names: the words of the sender's name and address.
    static func agreements(of words: [String], names: Set<String>) -> Set<Agreement> {
        var agreements = Set(Agreement.allCases)
        for word in words where !common.contains(word) && !names.contains(word) && !CommandGrammar.isPlace(word) {
            agreements.remove(.other)
            if !joining.contains(word) { agreements.remove(.join) }
            if !leaving.contains(word) { agreements.remove(.leave) }
        }
        return agreements
    }

    /// Whether the lines below a signature say more than signatures do: `PS. Korjaa otsikko ensin`.
    static func instruct(_ lines: [Substring]) -> Bool {
        lines.contains { line in
            let words = Folding.words(line)
            guard let first = words.first else { return false }
            let isSentence = line.last.map { ".!".contains($0) } ?? false
            return openings.contains(first) || words.starts(with: ["p", "s"]) || instructions.contains(first)
                || machines.contains { words.contains($0) }
                || isSentence && words.count > 1 && words.contains(where: instructions.contains)
        }
    }

    private static func folded(_ phrases: some Sequence<String>) -> Set<String> {
        Set(phrases.flatMap { Folding.words($0) })
    }

    /// In an answer to any question: courtesies, the yes again, where the list is, and that all is right.
    private static let common: Set<String> = {
        let courtesies: [String] = Array(CommandWords.courtesies.values.joined())
        let leads: [String] = Array(CommandGrammar.leads.values.joined())
        let words: [[String]] = [
            courtesies, leads, AnswerWords.affirmations, CommandGrammar.places, finnish, swedish, english,
        ]
        return folded(words.joined())
    }()

    private static let finnish: [String] = [
        "tämä", "se", "on", "olen", "olin", "oli", "mä", "minun", "oikein", "oikea", "osoite", "osoitteeni",
        "sähköpostini", "pitää paikkansa", "vahvistan", "vahvistettu", "hyvä", "juuri näin", "sopii", "ihan", "vain",
        "vaan", "verkosto", "verkoston", "tälle", "tältä", "tähän", "teidän", "suostun", "hyväksyn", "hyväksytty",
        "tästä", "tämän", "asia", "kunnossa",
    ]
    private static let swedish: [String] = [
        "det", "detta", "den", "stämmer", "är", "var", "rätt", "adress", "adressen", "min", "mitt", "bra", "bekräftar",
        "listan", "sändlistan", "nätverket", "gruppen", "från", "på", "denna", "här", "er", "ert", "bekräftat",
        "härmed", "godkänner", "samtycker", "visst", "så",
    ]
    private static let english: [String] = [
        "that", "this", "is", "was", "it", "me", "my", "correct", "right", "address", "email", "do", "am", "im", "m",
        "s", "confirm", "confirmed", "confirming", "indeed", "definitely", "absolutely", "accept", "agree", "consent",
        "hereby", "very much", "so", "from", "to", "of", "on", "the", "your", "these", "all", "list", "mailing",
        "network",
        "group",
    ]

    private static let joining = folded([
        "liittyä", "liityn", "liittyisin", "liittyminen", "liittymisen", "liittymiseni", "liity", "lisätä", "lisätkää",
        "lisää", "ottaa", "ottakaa", "ota", "minut", "mukaan", "mukana", "olla", "ollaan", "jäsen", "jäseneksi",
        "jäsenenä", "jäsenyyden", "jäsenyyteni", "saada", "saan", "viestit", "viestejä", "viestien", "sähköpostia",
        "vastaanottaa", "tilaan", "tilata", "tilauksen", "kiinnostunut", "kiinnostaa", "osallistua", "osallistun",
        "edelleen", "yhä", "tulen", "tulla", "gå", "går", "med", "i", "ansluta", "ansluter", "anslut", "mig", "vara",
        "en del av", "bli", "medlem", "medlemskap", "medlemskapet", "få", "ta emot", "utskick", "utskicken", "mejl",
        "lägg", "lägga", "till", "prenumerera", "prenumererar", "prenumerationen", "intresserad", "delta",
        "fortfarande", "join", "joining", "add", "adding", "be", "part of", "a member", "become", "receive", "get",
        "getting", "subscribe", "subscribing", "subscription", "sign up", "in", "count", "include", "still",
        "interested", "participate", "messages", "mails", "emails", "newsletter", "membership",
    ])

    private static let leaving = folded([
        "erota", "eroan", "eroaminen", "eroamisen", "eroamiseni", "pois", "poistua", "poistaa", "poistakaa", "poista",
        "lähteä", "lähden", "lopettaa", "minut", "tietoni", "jäsenyyden", "jäsenyyteni", "tilauksen", "enää", "unohda",
        "unohtakaa", "unohtaa", "lämna", "lämnar", "gå", "går", "ur", "ut", "mig", "bort", "ta", "tas", "avsluta",
        "avslutar", "avregistrera", "medlemskapet", "prenumerationen", "längre", "glöm", "glömma", "mina uppgifter",
        "radera", "leave", "leaving", "remove", "removed", "off", "out", "unsubscribe", "unsubscribed", "be", "taken",
        "take", "anymore", "any longer", "more", "forget", "delete", "erase", "data", "subscription", "membership",
    ])

    /// What a line begins with that adds to what is said above.
    private static let openings = folded(["ps", "obs", "huom", "nb", "but", "mutta", "men", "please"])
    private static let instructions = folded([
        "korjaa", "korjatkaa", "korjaisitko", "muuta", "muuttakaa", "vaihda", "vaihtakaa", "odota", "odottakaa",
        "siirrä", "tarkista", "tarkistakaa", "ensin", "vasta", "älä", "älkää", "ändra", "rätta", "korrigera", "vänta",
        "först", "inte", "byt", "flytta", "kolla", "fix", "correct", "wait", "first", "don", "dont", "hold",
    ])
    private static let machines = folded([
        "automated", "automatic", "automatically", "automaattinen", "automaattisesti", "automatiskt", "autosvar",
    ])
}
