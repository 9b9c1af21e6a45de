import Base

/// The few header lines that Outlook and its kin put above the mail they quote.
enum HeaderBlock {
    /// How many lines from the first label on belong together.
    private static let reach = 6

    private enum Label {
        case sender, sent, recipient, subject
    }

    /// True where `line` carries a label of a quoted header and another of the same language follows within five lines.
    ///
    /// An event written as `From: 10:00` and `To: 12:00` is no header: a recipient counts as the second label only
    /// when an address or a sent date or subject stands beside it.
    ///
    /// - Parameter isCertain: Whether it takes all that a program writes: who sent it, when, and the subject. Of a mail that
    ///   answers none a person may have written two of them, as of a bus: `From: Helsinki`, `Date: 12 Dec`.
    static func begins(at index: Int, of lines: [Substring], isCertain: Bool = false) -> Bool {
        guard let first = labelled(lines[index]) else { return false }
        for language in first.languages {
            var found: Set<Label> = []
            var hasAddress = false
            for line in lines[index..<min(index + reach, lines.count)] {
                guard let next = labelled(line), let label = labels[next.word]?[language] else { continue }
                found.insert(label)
                hasAddress = hasAddress || next.value.contains("@")
            }
            if isCertain {
                if found.isSuperset(of: [.sender, .sent, .subject]) { return true }
                continue
            }
            let hasSource = found.contains(.sender) || found.contains(.sent)
            if found.count >= 2, hasSource, hasAddress || found.contains(.sent) || found.contains(.subject) {
                return true
            }
        }
        return false
    }

    private static func labelled(_ line: Substring) -> (word: String, value: Substring, languages: [String])? {
        // The first byte of either colon: most lines have none.
        guard line.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == 0xEF }) else { return nil }
        let text = line.drop { $0.isSpace || $0 == "*" }
        let head = text.prefix(longestWord + 1)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        // Arabic and Hebrew programs write marks of direction around a label.
        let scalars = head[..<colon].lowercased().unicodeScalars.filter {
            $0 != "*" && $0.properties.generalCategory != .format
        }
        let word = String(String(scalars)[...].stripped)
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
            "fr": [.sender: ["de"], .sent: ["envoyé", "envoyé le", "date"], .recipient: ["à"], .subject: ["objet"]],
            "es": [
                .sender: ["de"], .sent: ["enviado", "enviado el", "fecha"], .recipient: ["para"], .subject: ["asunto"],
            ],
            "it": [.sender: ["da"], .sent: ["inviato", "data"], .recipient: ["a"], .subject: ["oggetto"]],
            "nl": [.sender: ["van"], .sent: ["verzonden", "datum"], .recipient: ["aan"], .subject: ["onderwerp"]],
            "ru": [
                .sender: ["от", "от кого"], .sent: ["отправлено", "дата"], .recipient: ["кому"], .subject: ["тема"],
            ],
            "da": [.sender: ["fra"], .sent: ["sendt", "dato"], .recipient: ["til", "cc"], .subject: ["emne"]],
            "is": [.sender: ["frá"], .sent: ["sent", "dagsetning"], .recipient: ["til"], .subject: ["efni"]],
            "pt": [
                .sender: ["de"], .sent: ["enviado", "enviada", "enviada em", "data"], .recipient: ["para"],
                .subject: ["assunto"],
            ],
            "ca": [
                .sender: ["de"], .sent: ["enviat", "data"], .recipient: ["per a", "a"], .subject: ["assumpte", "tema"],
            ],
            "pl": [.sender: ["od"], .sent: ["wysłano", "wysłane", "data"], .recipient: ["do"], .subject: ["temat"]],
            "cs": [.sender: ["od"], .sent: ["odesláno", "datum"], .recipient: ["komu"], .subject: ["předmět"]],
            "sk": [.sender: ["od"], .sent: ["odoslané", "dátum"], .recipient: ["komu"], .subject: ["predmet"]],
            "sl": [.sender: ["od"], .sent: ["poslano", "datum"], .recipient: ["za"], .subject: ["zadeva"]],
            "hr": [
                .sender: ["od", "šalje", "pošiljatelj"], .sent: ["poslano", "poslato", "datum"],
                .recipient: ["za", "prima"],
                .subject: ["predmet", "tema", "naslov"],
            ],
            "hu": [.sender: ["feladó"], .sent: ["elküldve", "dátum"], .recipient: ["címzett"], .subject: ["tárgy"]],
            "ro": [
                .sender: ["de la", "de"], .sent: ["trimis", "data"], .recipient: ["către"], .subject: ["subiect"],
            ],
            "tr": [
                .sender: ["kimden", "gönderen"], .sent: ["gönderildi", "tarih", "gönderme tarihi"],
                .recipient: ["kime", "alıcı"],
                .subject: ["konu"],
            ],
            "lv": [
                .sender: ["no"], .sent: ["nosūtīts", "datums"], .recipient: ["kam"], .subject: ["temats", "tēma"],
            ],
            "lt": [.sender: ["nuo"], .sent: ["išsiųsta", "data"], .recipient: ["kam", "iki"], .subject: ["tema"]],
            "uk": [.sender: ["від"], .sent: ["надіслано", "дата"], .recipient: ["кому"], .subject: ["тема"]],
            "bg": [.sender: ["от"], .sent: ["изпратено", "дата"], .recipient: ["до"], .subject: ["относно", "тема"]],
            "sr": [
                .sender: ["од"], .sent: ["послато", "датум"], .recipient: ["за", "коме"],
                .subject: ["тема", "предмет"],
            ],
            "el": [
                .sender: ["από"], .sent: ["στάλθηκε", "εστάλη", "ημερομηνία"], .recipient: ["προς"], .subject: ["θέμα"],
            ],
            "ar": [
                .sender: ["من"], .sent: ["تم الإرسال", "تاريخ الإرسال", "التاريخ", "تم ارساله"],
                .recipient: ["إلى", "الى"],
                .subject: ["الموضوع"],
            ],
            "fa": [.sender: ["از"], .sent: ["ارسال شده", "تاریخ"], .recipient: ["به"], .subject: ["موضوع"]],
            "he": [.sender: ["מאת"], .sent: ["נשלח", "תאריך"], .recipient: ["אל"], .subject: ["נושא", "הנדון"]],
            "zh": [
                .sender: ["发件人", "寄件者", "寄件人"], .sent: ["发送时间", "日期", "寄件日期", "傳送時間", "已傳送", "时间"],
                .recipient: ["收件人", "收件者"], .subject: ["主题", "主旨", "主題"],
            ],
            "ja": [
                .sender: ["差出人", "送信元", "送信者", "from"], .sent: ["送信日時", "日付", "送信", "日時"], .recipient: ["宛先", "to"],
                .subject: ["件名"],
            ],
            "ko": [
                .sender: ["보낸 사람", "보낸사람"], .sent: ["보낸 날짜", "날짜", "보냄"], .recipient: ["받는 사람", "받는사람"],
                .subject: ["제목"],
            ],
            "th": [
                .sender: ["จาก"], .sent: ["ส่ง", "วันที่", "ส่งเมื่อ"], .recipient: ["ถึง"], .subject: ["เรื่อง", "หัวเรื่อง"],
            ],
            "vi": [
                .sender: ["từ", "người gửi"], .sent: ["đã gửi", "ngày", "gửi"],
                .recipient: ["tới", "đến", "người nhận"],
                .subject: ["chủ đề", "tiêu đề"],
            ],
            "id": [
                .sender: ["dari"], .sent: ["dikirim", "tanggal", "terkirim"], .recipient: ["kepada", "ke", "untuk"],
                .subject: ["perihal", "subjek"],
            ],
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
