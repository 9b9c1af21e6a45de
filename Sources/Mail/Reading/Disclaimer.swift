/// What organisations add to their people's mail: who may read it, what to do if it went astray, think before you
/// print. Nobody wrote it, and nobody means it.
enum Disclaimer {
    /// Lines and bytes of a paragraph that are looked at.
    private static let mostLines = 12
    private static let mostBytes = 4000

    /// The line after the disclaimer that begins at `index`, if one does there: a paragraph that opens like one and
    /// says what they say. A person's “this message is about a confidential matter” does only the first.
    ///
    /// In a mail that answers none it must say more: what to do where it came in error. A course may be “for all employees;
    /// register”, and its announcement goes on below.
    static func end(from index: Int, of lines: [Substring], isAnswer: Bool = true) -> Int? {
        guard index == 0 || TrimmedLine(lines[index - 1]).isEmptyOrRule, !lines[index].isEmpty else { return nil }
        let start = folded(lines[index].prefix(longestOpening))
        let isNotice = openings.begin(start)
        guard isNotice || standing.begin(start) else { return nil }
        let end = lines[index...].firstIndex { TrimmedLine($0).isEmptyOrRule } ?? lines.endIndex
        guard isNotice else {
            let said = folded(lines[index..<min(end, index + mostLines)].joined(separator: " ").prefix(mostBytes))
            return isAnswer || habits.areIn(said) ? end : nil
        }
        let paragraph = folded(lines[index..<min(end, index + mostLines)].joined(separator: " ").prefix(mostBytes))
        guard isAnswer else {
            let isMisdirected =
                errors.areIn(paragraph) && actions.areIn(paragraph)
            let isExclusive =
                exclusives.areIn(paragraph) && secrets.areIn(paragraph)
            return isMisdirected || isExclusive ? end : nil
        }
        let isAboutReaders = readers.areIn(paragraph)
        return isAboutReaders && secrets.areIn(paragraph) ? end : nil
    }

    /// Characters.
    private static let longestOpening = 80

    /// In lower case, without the signs that decorate such lines; with plain spaces, since word processors put hard ones
    /// into them.
    private static func folded(_ text: some StringProtocol) -> String {
        let words = text.drop { !$0.isLetter }.lowercased()
        return words.utf8.contains(0xC2) ? String(words.map { $0 == "\u{A0}" ? " " : $0 }) : words
    }

    private static let openings: Phrases = [
        "tämä viesti", "tämä sähköposti", "tämän viestin", "tämän sähköposti", "viesti ja sen", "sähköposti ja sen",
        "tämä e-mail", "luottamuksell", "huomautus", "jos olet saanut", "jos et ole", "ellet ole",
        "detta meddelande", "detta e-post", "detta mejl", "denna e-post", "denna e-mail", "detta mail", "innehållet i",
        "informationen i detta", "konfidentiell", "sekretess", "om du har fått", "om du fått", "om du inte är",
        "om du av misstag",
        "this e-mail", "this email", "this message", "this communication", "this transmission", "this electronic",
        "the information", "the contents of", "the content of", "information in this", "confidential", "disclaimer",
        "notice:", "legal notice", "privileged", "if you are not", "if you have received", "if this e", "if this m",
        "e-mail disclaimer", "email disclaimer", "important notice", "käesolev e-kiri", "käesolev kiri", "see e-kiri",
        "e-kiri ja selle",
    ]
    /// Who reads it, who should, and what went wrong.
    private static let readers: Phrases = [
        "vastaanottaj", "tarkoitettu", "vahingossa", "erehdyksessä", "virheellisesti", "mottagare", "adressat",
        "avsett",
        "avsedd", "misstag", "felaktigt", "recipient", "addressee", "intended", "in error", "by mistake",
        "whom it is addressed", "named above",
    ]
    private static let secrets: Phrases = [
        "luottamuksel", "salassa", "poista", "tuhoa", "hävit", "ilmoit", "konfidentiel", "sekretess", "sekretes",
        "radera", "förstör", "kontakta", "meddela", "confidential", "privileged", "delete", "destroy", "notify",
        "prohibited", "unauthori", "konfidentsiaal",
    ]
    /// That it may have come to somebody for whom it was not meant.
    private static let errors: Phrases = [
        "vahingossa", "erehdyksessä", "virheellisesti", "et ole oikea vastaanottaja", "ette ole oikea vastaanottaja",
        "et ole tarkoitettu",
        "ette ole tarkoitettu", "et ole viestin", "ette ole viestin", "ei ole tarkoitettu sinulle",
        "ei ole tarkoitettu teille",
        "av misstag", "felaktigt", "inte är rätt mottagare", "inte är avsedd mottagare", "inte är den avsedda",
        "inte är den rätta",
        "in error", "by mistake", "not the intended", "not the named", "not the addressee", "not the person",
        "other than the intended",
        "wrongly", "not an intended",
    ]
    /// That it is for whom it is addressed to, and nobody else.
    private static let exclusives: Phrases = [
        "vain siinä mainit", "vain vastaanottaj", "vain sen vastaanottaj", "vain viestin vastaanottaj",
        "ainoastaan vastaanottaj",
        "ainoastaan sen vastaanottaj", "vain sille", "endast för mottagaren", "endast avsett för mottag",
        "endast avsedd för mottag",
        "endast avsett för den", "endast avsedd för den", "only for the named", "only for the addressee",
        "only for the recipient",
        "only for the intended", "only for the person", "only for the use of", "solely for the", "for the sole use of",
        "named recipient only",
        "intended recipient only", "addressee only", "solely for use by", "ainult adressaadi", "üksnes adressaadi",
    ]
    private static let actions: Phrases = [
        "poista", "tuhoa", "hävit", "ilmoit", "lähettäj", "kielletty", "radera", "förstör", "kontakta", "meddela",
        "avsändar", "förbjud",
        "delete", "destroy", "notify", "prohibited", "unauthori", "contact", "sender", "inform us", "return", "disclos",
    ]
    /// What those are about that need no second sign.
    private static let habits: Phrases = ["tulost", "skriver ut", "skriva ut", "print", "virus"]
    /// What needs no second sign.
    private static let standing: Phrases = [
        "ajattele ympäristöä", "säästä luontoa", "harkitse ennen kuin tulostat", "tänk på miljön",
        "please consider the environment",
        "please think of the environment", "think before you print", "consider the environment before",
        "virus-free. ", "virusfri. ",
    ]
}
