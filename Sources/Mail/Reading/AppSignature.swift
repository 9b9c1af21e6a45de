import Base

/// The lines that phones, mail programs and virus scanners add below every mail: `Sent from my iPhone`, `Hanki Outlook for
/// Android`, `Virusfritt. www.avast.com`. Only looked for at the end, where they stand.
enum AppSignature {
    private static let longest = 160
    private static let mostWords = 12

    /// `lines` without such lines at their end.
    static func removed(from lines: [Substring]) -> ArraySlice<Substring> {
        var rest = lines[...]
        while let last = rest.last {
            guard TrimmedLine(last).isEmptyOrRule || isSignature(last) else { break }
            rest.removeLast()
        }
        return rest
    }

    static func isSignature(_ line: Substring) -> Bool {
        guard line.utf8.count <= longestScanNotice else { return false }
        let lower = line.lowercased()
        if isScanNotice(lower) { return true }
        guard (4...longest).contains(lower.utf8.count) else { return false }
        var text = String(lower.drop { decorations.contains($0) || $0.isSpace })
        if !text.utf8.allSatisfy({ $0 < 0x80 }) { text = String(text.unicodeScalars.filter { !isUnseen($0) }) }
        guard text.split(whereSeparator: \.isSpace).count <= mostWords else { return false }
        // The advertised programs are among them.
        if things.areIn(text) {
            if sentStarts.begin(text) { return true }
            let end = text[...].trimmingEnd()
            if sentEnds.contains(where: { end.hasSuffix($0) }) || isAdvertisement(text) { return true }
        }
        return viruses.areIn(text) && (scanners.areIn(text) || text.hasPrefix("virus-free"))
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return false }
        return scalar == "\u{307}" || scalar.properties.generalCategory == .format
            || scalar.properties.generalCategory == .nonspacingMark
    }

    /// What gateways write below a mail that they looked through: longer than what phones write, and certain.
    ///
    /// - Parameter text: in lower case.
    private static func isScanNotice(_ text: String) -> Bool {
        guard text.utf8.count >= 8 else { return false }
        return scans.areIn(text)
            || text.utf8.count <= longestTitle
                && scanTitles.contains(text.drop { !$0.isLetter }.trimmingEnd().description)
    }

    /// Bytes.
    private static let longestScanNotice = 400
    private static let longestTitle = 60

    private static let scans: Phrases = [
        "message was secured by zix", "archived online by zix", "scanned by the barracuda", "barracudanetworks.com",
        "scanned by sophos", "scanned for viruses and malware", "archived by mimecast", "mimecast.com",
        "information from eset", "checked by eset", "eset endpoint antivirus", "eset nod32", "eset mail security",
        "viesti on tarkistettu", "viestin on tarkistanut", "viesti on virustarkastettu", "har kontrollerats för virus",
        "meddelandet har genomsökts", "has been checked for viruses", "scanned by mailscanner",
        "message has been scanned by", "e-mail has been scanned by", "email has been scanned by",
    ]
    /// Above what `Disclaimer` has cut off.
    private static let scanTitles: Set<String> = [
        "disclaimer", "legal disclaimer", "confidentiality notice", "trend micro email notice", "vastuuvapauslauseke",
        "ansvarsfriskrivning",
    ]

    /// `Hae Outlook for Androidille<https://aka.ms/…>`
    private static func isAdvertisement(_ text: String) -> Bool {
        if text.hasPrefix("yahoo mail:") || text.hasPrefix("yahoo mail –") || text.hasPrefix("yahoo mail -") {
            return true
        }
        guard programs.areIn(text), systems.areIn(text) || text.contains("aka.ms/") else { return false }
        let words = text.split { !$0.isLetter && $0 != "-" }.map(String.init)
        return text.contains("aka.ms/") || words.contains { getting.contains($0) }
    }

    private static let decorations: CharacterTable = "<(*_ –—-"

    private static let sentStarts: Phrases = [
        "sent from", "sent via", "sent with", "sent using", "sent by", "sent on my", "sent in", "from my ",
        "composed on",
        "written on my", "posted from", "lähetetty", "lähetin", "lähettänyt", "kirjoitettu", "skickat", "skickad",
        "skickades", "sänt ", "sänd ",
        "sendt ", "sendes ", "skrevet på", "saadetud", "saatsin", "sent úr", "sent frá", "sent með", "gesendet",
        "von meinem", "von mein", "versendet",
        "verzonden", "verstuurd", "verstuurt", "envoyé", "envoye", "enviado", "enviada", "enviat", "inviato", "inviata",
        "wysłan", "wyslan",
        "odeslán", "odesláno", "odoslan", "elküldve", "küldve", "trimis", "στάλθηκε", "σταλθηκε", "εστάλη", "απεστάλη",
        "αποστολή",
        "отправлен", "послано", "надіслан", "відправлен", "изпратен", "nosūtīt", "sūtīt", "išsiųst", "siųst",
        "siunčiama", "poslano", "poslato",
        "послато", "أرسل", "أُرسل", "ارسل", "مرسل", "تم الإرسال", "تم الارسال", "ارسال", "نُشر", "נשלח", "发自", "發自",
        "从我的", "從我的", "來自我的", "来自我的",
        "发送自", "傳送自", "나의 ", "내 ", "đã gửi", "gửi từ", "được gửi", "ส่งจาก", "dikirim", "terkirim", "dihantar",
        "anfonwyd", "nire ", "bidalia",
        "iphonesta lähetetty", "iphonellani", "diese nachricht wurde von", "this message was sent from",
        "this email was sent from",
    ]
    private static let sentEnds = [
        "gönderildi", "gönderilmiştir", "gonderildi", "から送信", "から送信しました", "送信", "에서 보냄", "에서 보낸 메일", "gesendet",
        "gesendet.", "küldve", "verzonden",
        "verstuurd", "lähetetty", "lähetetty.", "skickat", "saadetud",
    ]

    /// Devices, their makers, and programs.
    private static let things: Phrases = [
        "iphone", "ipad", "ipod", "apple", "android", "puhelim", "puhelin", "kännyk", "luurist", "tablet",
        "taulutietoko", "laitteest", "laitteelt", "laitteell",
        "sovelluks", "sähköposti", "posti sov", "windows", "outlook", "hotmail", "gmail", "mobil", "telefon", "phone",
        "surfplatt", "läsplatt", "platta",
        "smartphone", "galaxy", "huawei", "honor", "samsung", "nokia", "pixel", "xiaomi", "redmi", "poco", "oneplus",
        "oppo", "realme", "motorola", "moto ", "sony",
        "xperia", "blackberry", "lumia", "fairphone", "jolla", "sailfish", "yahoo", "proton", "thunderbird", "tuta",
        "hey", "fastmail", "spark", "airmail", "mailbird",
        "bluemail", "blue mail", "k-9", "k9", "fairemail", "edison", "superhuman", "zoho", "canary", "mailspring",
        "newton", "mail.ru", "yandex", "яндекс", "rambler",
        "почт", "мобил", "телефон", "айфон", "смартфон", "gmx", "web.de", "seznam", "t-online", "freenet", "laposte",
        "orange mail", "libero", "wp.pl", "onet", "interia",
        "inbox.lv", "mail.ee", "kolumbus", "elisa", "saunalahti", "luukku", "telia", "e-post för", "e-post for",
        "e-postprogram", "mail for", "mail app", "mailapp",
        "mobiil", "nutitelefon", "seadme", "gerät", "handy", "mobiel", "téléphone", "móvil", "movil", "celular",
        "telemóvel", "cellulare", "dispositiv", "telefonu",
        "komór", "mobilu", "iphon", "هاتف", "جوال", "آيفون", "ايفون", "手机", "手機", "电话", "휴대", "携帯", "スマート", "โทรศัพท์",
        "điện thoại", "ponsel",
        "surface", "chromebook", "macbook", "my mac", "kindle", "webmail", "roundcube", "horde", "squirrelmail",
        "protonmail", "icloud", "mimestream", "postbox",
        "evolution", "kmail", "aol", "mutt", "emclient", "em client", "boxer", "nine ", "aqua mail", "aquamail",
        "typeapp", "mymail",
    ]
    private static let programs: Phrases = [
        "outlook", "yahoo mail", "gmail", "proton", "bluemail", "spark", "thunderbird", "hotmail",
    ]
    private static let systems: Phrases = ["ios", "android", "mac", "windows", "iphone", "ipad"]
    private static let getting: Set<String> = [
        "get", "download", "install", "try", "hae", "hanki", "lataa", "nouda", "hämta", "skaffa", "ladda", "få", "hent",
        "last", "skaff", "hankige", "laadige", "laadi", "hangi",
        "holen", "laden", "beziehen", "herunterladen", "downloaden", "ontvang", "haal", "télécharger", "téléchargez",
        "obtenir", "obtenez", "obtener", "obtén", "obten", "descargar",
        "descarga", "obter", "obtenha", "baixar", "scarica", "ottieni", "pobierz", "získat", "získejte", "získajte",
        "stáhnout", "stiahnuť", "töltse", "letöltés", "letöltése",
        "beszerzése", "obțineți", "obține", "descărcați", "edinin", "alın", "indir", "indirin", "edin", "λήψη",
        "αποκτήστε", "κατεβάστε", "скачать", "скачайте", "получить", "загрузить",
        "завантажити", "отримати", "изтеглете", "вземете", "iegūt", "iegūstiet", "lejupielādēt", "gauti", "gaukite",
        "atsisiųsti", "atsisiųskite", "preuzmite", "prenesi", "dobite", "sækja", "náðu",
        "dapatkan", "unduh", "tải", "nhận", "获取", "取得", "下载", "下載", "入手", "ダウンロード", "다운로드", "받기", "הורד", "קבל",
        "تنزيل", "الحصول", "احصل", "รับ", "ดาวน์โหลด",
    ]
    private static let viruses: Phrases = [
        "virus", "viruks", "viren", "viirus", "вирус", "вірус", "wirus", "vírus", "vīrus", "ιό", "ιων", "病毒", "ウイルス",
        "바이러스", "فيروس", "malware", "haittaohjelm",
    ]
    private static let scanners: Phrases = [
        "avast", "avg.com", "avg ", "avira", "eset", "mcafee", "norton", "f-secure", "withsecure", "kaspersky",
        "bitdefender", "sophos", "trend micro", "clamav", "malwarebytes",
    ]
}

extension Substring {
    /// Without the punctuation at its end.
    fileprivate func trimmingEnd() -> Substring {
        var text = self
        while let last = text.last, last.isWhitespace || ".!。>)*_".contains(last) { text.removeLast() }
        return text
    }
}
