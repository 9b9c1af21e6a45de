import Base

/// One line of a mail's text, without the space and the emphasis (`*From:*`) around it, and what it looks like.
struct TrimmedLine {
    let text: Substring
    private let raw: Substring

    init(_ line: Substring) {
        raw = line
        text = line.stripped
    }

    /// `>` at the start, as RFC 3676 section 4.5 has it, or after the space some programs put before it.
    var isQuoted: Bool {
        text.first == ">"
    }

    /// A quoting style of old programs: only trusted below a line that introduces a quotation.
    var isBarred: Bool {
        text.first == "|"
    }

    /// `-- ` (RFC 3676 section 4.3), also where the space after it was lost.
    var isSignatureDelimiter: Bool {
        text == "--" && raw.first == "-"
    }

    var isEmptyOrRule: Bool {
        text.allSatisfy { Self.ruleCharacters.contains($0) }
    }

    private static let ruleCharacters: CharacterTable = "-_=~*#+—"

    /// The rule that Outlook draws above the mail that it quotes.
    var isQuotationRule: Bool { text.utf8.count >= 25 && text.allSatisfy { $0 == "_" } }

    /// A line below which the answered or forwarded mail stands.
    var isQuotationBanner: Bool {
        isForwardBanner || isTitle(amongst: Self.banners) || isDashedIntroduction
    }

    /// `---- On Mon, 02 Mar 2026 … wrote ----` (Zoho), `-----Anna wrote: -----` and `Anna ---02.03.2026 09:15:00---Aihe` (Notes).
    private var isDashedIntroduction: Bool {
        guard hasDashes else { return false }
        let words = text.drop { $0 == "-" || $0 == " " }
        if text.hasPrefix("---"), text.hasSuffix("---") {
            let end = words.lowercased().prefix(200).reversed().drop { "-: ".contains($0) }.prefix(10)
            let isMail = words.contains("<") || words.contains("@") || words.contains(where: \.isNumber)
            return isMail && Self.sayings.contains { end.starts(with: $0.reversed()) }
        }
        guard let start = words.firstRange(of: "---"), let end = words[start.upperBound...].firstRange(of: "---") else {
            return false
        }
        let moment = words[start.upperBound..<end.lowerBound]
        return (8...30).contains(moment.utf8.count) && moment.contains(":")
            && moment.allSatisfy { $0.isNumber || "./-: AMPamp".contains($0) }
    }

    /// Three in a row, in a line that is no paragraph. Cheap: every line is asked.
    private var hasDashes: Bool {
        guard text.utf8.count <= 200 else { return false }
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "-") ? run + 1 : 0
            if run == 3 { return true }
        }
        return false
    }

    private static let sayings = ["wrote", "writes", "kirjoitti", "skrev", "schrieb", "kirjutas"]

    /// A line below which a mail stands that is passed on, not answered.
    var isForwardBanner: Bool {
        guard text.utf8.count <= 120 else { return false }
        return text.utf8.last == UInt8(ascii: ":") && Self.forwardings.contains(text.lowercased())
            || isTitle(amongst: Self.forwardBanners)
    }

    /// Gmail draws ten dashes around it, Outlook five; some programs make the whole line bold.
    private func isTitle(amongst titles: [String]) -> Bool {
        let words = text.drop { $0 == "*" || $0 == "_" }
        guard text.utf8.count <= 120, words.hasPrefix("--") else { return false }
        let title = words.drop { $0 == "-" || $0 == " " }.lowercased()
        return titles.contains { title.hasPrefix($0) } && (title.hasSuffix("-") || title.hasSuffix("*"))
    }

    /// Apple Mail's; all end in a colon.
    private static let forwardings: Set<String> = [
        "begin forwarded message:", "välitetty viesti alkaa:", "vidarebefordrat brev:", "vidarebefordrat mejl:",
        "vidarebefordrat meddelande:",
    ]

    private static let forwardBanners = [
        "välitetty viesti", "edelleenlähetetty viesti", "vidarebefordrat meddelande", "vidarebefordrat brev",
        "forwarded message", "weitergeleitete nachricht", "message transféré", "doorgestuurd bericht",
        "videresendt melding", "mensaje reenviado", "messaggio inoltrato", "edastatud kiri", "пересылаемое сообщение",
    ]

    private static let banners = [
        "alkuperäinen viesti", "ursprungligt meddelande", "originalmeddelande", "original message",
        "original appointment", "reply message",
        "ursprüngliche nachricht", "message d'origine", "opprinnelig melding", "oprindelig meddelelse",
        "oorspronkelijk bericht", "mensaje original", "mensagem original", "messaggio originale",
        "algne kiri", "algne sõnum", "исходное сообщение", "sākotnējais ziņojums", "oriģinālais ziņojums",
        "pradinis laiškas", "originalus laiškas", "wiadomość oryginalna", "oryginalna wiadomość", "původní zpráva",
        "pôvodná správa", "eredeti üzenet", "оригінальне повідомлення", "upprunaleg skilaboð",
    ]

    /// What phones and apps add below every mail.
    var isDeviceSignature: Bool {
        guard (4...120).contains(text.utf8.count) else { return false }
        let start = text.drop { Self.openings.contains($0) }
        // Cheap: most lines begin with another letter than any of them. Outside ASCII a capital may begin with another byte.
        guard let first = start.utf8.first, first >= 0x80 || Self.deviceFirsts.contains(first.lowercased) else {
            return false
        }
        let words = start.lowercased()
        if Self.deviceStarts.begin(words) { return true }
        if Self.devicePhrases.contains(where: { words.hasPrefix($0.start) && words.contains($0.end) }) { return true }
        return Self.sent.begin(words) && Self.devices.areIn(words)
    }

    private static let openings: CharacterTable = "<(*_ "

    /// “Sent from” with the name of a thing or an app: there is always a newer one.
    private static let sent: Phrases = [
        "lähetetty ", "skickat från", "skickat via", "skickades från", "sänt från", "sent from", "sent via",
        "sent using",
    ]
    private static let devices: Phrases = [
        "iphone", "ipad", "android", "puhelim", "kännykä", "laitteest", "laitteelt", "sovelluksest", "windows",
        "outlook",
        "gmail", "mobil", "telefon", "smartphone", "galaxy", "huawei", "samsung", "nokia", "pixel", "yahoo", "proton",
        "thunderbird",
    ]

    private static let deviceFirsts = deviceStarts.firstBytes.union(sent.firstBytes)
        .union(devicePhrases.compactMap(\.start.utf8.first))

    private static let deviceStarts: Phrases = [
        "lähetetty iphone", "lähetetty ipad", "lähetetty android", "lähetetty minun", "lähetetty puhelimest",
        "hae outlook", "lähetetty yahoo", "lähetetty samsung", "lähetetty laitteest", "hanki outlook",
        "skickat från min", "skickat från outlook", "skickat från yahoo", "skickat från e-post", "hämta outlook",
        "skaffa outlook",
        "sent from my", "sent from outlook", "sent from mail", "sent from [mail", "sent from yahoo", "sent from a ",
        "sent from windows", "sent from samsung", "sent from proton", "sent from mobile", "sent from iphone",
        "sent from ipad", "sent from android", "sent from the all new", "sent via mobile", "sent via my",
        "sent with airmail", "sent with proton", "sent by galaxy", "from my iphone", "get outlook for",
        "get [outlook", "someone from mobile", "sendt fra min", "saadetud minu", "gesendet von mein",
        "envoyé de mon", "envoyé depuis mon", "enviado desde mi", "enviado do meu", "inviato da", "verzonden met",
        "verzonden vanaf mijn", "отправлено с", "wysłano z", "從我的",
    ]

    private static let devicePhrases: [(start: String, end: String)] = [
        ("von meinem", "gesendet"), ("diese nachricht wurde von", "gesendet"), ("lähetetty", "puhelime"),
        ("lähetetty", "-laitteest"), ("sent from", " for windows"), ("sent from", " for ios"),
        ("sent from", " for android"),
    ]
}
