/// The few header lines that Outlook and its kin put above the mail they quote.
enum HeaderBlock {
    /// How many lines from the first label on belong together.
    private static let reach = 5

    private enum Label {
        case sender, sent, recipient, subject
    }

    /// True where `line` carries a label of a quoted header and another of the same language follows within five lines.
    ///
    /// An event written as `From: 10:00` and `To: 12:00` is no header: a recipient counts as the second label only
    /// when an address or a sent date or subject stands beside it.
    static func begins(at index: Int, of lines: [Substring]) -> Bool {
        guard let first = labelled(lines[index]) else { return false }
        for language in first.languages {
            var found: Set<Label> = []
            var hasAddress = false
            for line in lines[index..<min(index + reach, lines.count)] {
                guard let next = labelled(line), let label = labels[next.word]?[language] else { continue }
                found.insert(label)
                hasAddress = hasAddress || next.value.contains("@")
            }
            let hasSource = found.contains(.sender) || found.contains(.sent)
            if found.count >= 2, hasSource, hasAddress || found.contains(.sent) || found.contains(.subject) {
                return true
            }
        }
        return false
    }

    private static func labelled(_ line: Substring) -> (word: String, value: Substring, languages: [String])? {
        let text = line.drop { $0.isWhitespace || $0 == "*" }
        let head = text.prefix(longestWord + 1)
        guard let colon = head.firstIndex(of: ":") else { return nil }
        let word = head[..<colon].stripped.lowercased().filter { $0 != "*" }
        guard let languages = labels[word]?.keys else { return nil }
        return (word, text[text.index(after: colon)...], Array(languages))
    }

    private static let longestWord = 20

    /// Label word → language → what it names. `From`, `To` and the like of the languages our members' programs speak.
    private static let labels: [String: [String: Label]] = {
        let words: [String: [Label: [String]]] = [
            "fi": [
                .sender: ["lähettäjä"], .sent: ["lähetetty", "päivämäärä", "päiväys"],
                .recipient: ["vastaanottaja", "kopio"], .subject: ["aihe"],
            ],
            "sv": [
                .sender: ["från"], .sent: ["skickat", "datum"], .recipient: ["till", "kopia"], .subject: ["ämne"],
            ],
            "en": [
                .sender: ["from"], .sent: ["sent", "date"], .recipient: ["to", "cc"], .subject: ["subject"],
            ],
            "nb": [.sender: ["fra"], .sent: ["sendt", "dato"], .recipient: ["til", "kopi"], .subject: ["emne"]],
            "et": [
                .sender: ["saatja"], .sent: ["saadetud", "kuupäev"], .recipient: ["adressaat", "saaja"],
                .subject: ["teema"],
            ],
            "de": [.sender: ["von"], .sent: ["gesendet", "datum"], .recipient: ["an"], .subject: ["betreff"]],
            "fr": [.sender: ["de"], .sent: ["envoyé", "date"], .recipient: ["à"], .subject: ["objet"]],
            "es": [.sender: ["de"], .sent: ["enviado", "fecha"], .recipient: ["para"], .subject: ["asunto"]],
            "it": [.sender: ["da"], .sent: ["inviato", "data"], .recipient: ["a"], .subject: ["oggetto"]],
            "nl": [.sender: ["van"], .sent: ["verzonden", "datum"], .recipient: ["aan"], .subject: ["onderwerp"]],
            "ru": [.sender: ["от"], .sent: ["отправлено", "дата"], .recipient: ["кому"], .subject: ["тема"]],
        ]
        var table: [String: [String: Label]] = [:]
        for (language, labels) in words {
            for (label, names) in labels {
                for name in names { table[name, default: [:]][language] = label }
            }
        }
        return table
    }()
}
