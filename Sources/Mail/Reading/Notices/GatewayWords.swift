/// The words by which gateways speak, in the languages whose warnings reach members here.
enum GatewayWords {
    /// Whether any notice may begin in this text: each has one of these words in its beginning. Most mails have none.
    static func mayBeNotice(_ normal: String) -> Bool { beginnings.areIn(normal) }

    private static let beginnings = origins.union(warnings).union(openings)
        .union(originCores.union(labels).map { " \($0) " })

    /// Whether all of it is a gateway's mark, of three bytes or more: `EXT`, `EXTERNAL`, `Spam?`, `Ulkoinen lähettäjä`, `SPAM 7.2`.
    static func isMark(_ text: some StringProtocol) -> Bool { text.utf8.count > 2 && isMark(normal: normal(text)) }

    private static func isMark(normal: String) -> Bool {
        guard normal.utf8.count <= longestMark else { return false }
        let words = normal.split(separator: " ").filter { !$0.allSatisfy(\.isNumber) }
        return (1...6).contains(words.count) && words.contains { markCores.contains(String($0)) }
            && words.allSatisfy { markCores.contains(String($0)) || markCompanions.contains(String($0)) }
    }

    /// Bytes: more than six of the longest words, with numbers between them.
    private static let longestMark = 300

    /// The same where no brackets or stars say that it is one: it must speak of the outside, in capitals or several words.
    static func isOriginMark(_ text: some StringProtocol) -> Bool { isOriginMark(text, normal: normal(text)) }

    static func isOriginMark(_ text: some StringProtocol, normal: String) -> Bool {
        guard isMark(normal: normal) else { return false }
        let words = normal.split(separator: " ").map(String.init)
        let isLoud = !text.contains(where: \.isLowercase)
        return words.contains { originCores.contains($0) } && (isLoud || words.count > 1)
    }

    private static let markCores = originCores.union(junkCores)

    private static let originCores: Set<String> = [
        "external", "ext", "externalmail", "externally", "outside", "untrusted", "ulkoinen", "ulkopuolinen",
        "ulkopuolelta", "ulkoiselta", "ulkoisesta", "extern", "externt", "externa", "externe", "externer", "externes",
        "utifrån", "ekstern", "eksternt", "udefra", "utenfra", "väline", "välis", "välisaatja", "väljastpoolt",
        "externo",
        "esterno", "esterna", "zewnętrzny", "zewnętrzna", "внешнее", "внешний", "ārējs", "ārēja", "ārējais", "išorinis",
        "išorinė", "zewn", "zewnętrzne", "externí", "extérieur",
    ]
    private static let junkCores: Set<String> = [
        "spam", "spamm", "junk", "roskaposti", "roskapostia",
        "skräppost", "søppelpost", "rämpspost", "phishing", "phish", "suspicious", "suspected", "suspect",
        "epäilyttävä",
        "misstänkt", "disarmed", "unchecked", "unverified", "bulk", "tietojenkalastelu",
    ]
    private static let markCompanions: Set<String> = [
        "mail", "email", "e", "message", "sender", "source", "origin", "address", "viesti", "sähköposti", "lähettäjä",
        "posti",
        "meddelande", "mejl", "post", "epost", "avsändare", "melding", "avsender", "besked", "afsender", "kiri",
        "saatja",
        "nachricht", "absender", "possible", "possibly", "probable", "probably", "likely", "maybe", "mahdollinen",
        "warning", "caution",
        "attention", "varoitus", "huom", "huomio", "varning", "obs", "advarsel", "hoiatus", "tähelepanu", "achtung",
        "vorsicht", "warnung", "from", "sent", "is", "org", "organization", "organisation", "the", "your", "score",
        "notice", "alert", "unknown", "newsletter", "marketing", "wiadomość", "ziņojums", "pasts", "vēstule", "laiškas",
        "pranešimas", "correo", "mensaje", "courriel", "mailinglist", "sophos", "barracuda", "mimecast", "fortimail",
    ]

    /// Whether all of it calls for attention: `CAUTION`, `HUOM`, `Var försiktig` is more.
    static func isLabel(_ normal: String) -> Bool {
        guard normal.utf8.count <= longestMark else { return false }
        let words = normal.split(separator: " ")
        return (1...5).contains(words.count) && words.allSatisfy { labels.contains(String($0)) }
    }

    private static let labels: Set<String> = [
        "caution", "warning", "attention", "notice", "important", "note", "alert", "security", "phishing", "varoitus",
        "huom", "huomio", "huomaa", "tärkeää", "turvallisuusvaroitus", "varning", "obs", "observera", "viktigt",
        "advarsel",
        "merk", "bemærk", "vigtigt", "viktig", "hoiatus", "tähelepanu", "ettevaatust", "achtung", "vorsicht", "warnung",
        "hinweis", "wichtig", "let", "op", "waarschuwing", "avertissement", "atención", "advertencia", "attenzione",
        "uwaga", "ostrzeżenie", "внимание", "precaución", "aviso", "cuidado", "alerta", "opgelet", "uzmanību",
        "brīdinājums", "dėmesio", "įspėjimas", "увага",
        // Whose gateway it is.
        "sophos", "mimecast", "barracuda", "proofpoint", "fortimail", "trend", "micro", "email", "cisco", "zix",
    ]

    /// Whether it says that this mail, or who sent it, comes from outside.
    static func tellsOrigin(_ normal: String) -> Bool {
        guard origins.areIn(normal), mails.areIn(normal), !readers.areIn(normal) else { return false }
        // It begins with what it speaks of: a person's sentence about something outside seldom does.
        let words = normal.split(separator: " ").drop { labels.contains(String($0)) }.prefix(3).map(String.init)
        return words.contains { word in
            determiners.contains(word) || mails.begin(" " + word)
                || markCores.contains(word)
        }
    }

    /// How people say for whom a mail is; a gateway says from whom.
    private static let readers: Phrases = [
        " is for ", " is also for ", " is meant for ", " is intended for ", " for people ", " for those ",
        " for everyone ", " for everybody ", " for anyone ", " open to ", " welcome ", " on tarkoitettu ",
        " tervetul", " är för ", " är också för ", " är även för ", " är avsett för ", " riktar sig ", " vänder sig ",
        " välkom", " er for ", " er også for ", " velkomm", " on mõeldud ", " teretulnud ", " ist für ",
        " ist auch für ", " richtet sich ", " willkommen ", " is voor ", " welkom ",
    ]

    private static let determiners: Set<String> = [
        "this", "the", "you", "tämä", "tämän", "olet", "sait", "detta", "det", "denna", "den", "du", "dette", "denne",
        "see",
        "selle", "te", "diese", "dieser", "die", "der", "sie", "dit", "deze", "ce", "cet", "cette", "este", "esta",
        "questo",
        "questa", "ta", "это", "данное", "šis", "šī", "šį", "käesolev", "antud", "цей", "kiri",
    ]

    private static let mails: Phrases = [
        " message", " email", " e mail", " mail", " sender", " viesti", " sähköposti", " lähettäj", " meddeland",
        " e post", " epost", " mejl", " avsändar", " melding", " avsender", " besked", " afsender", " kiri ", " kirja ",
        " e kiri",
        " sõnum", " saatja", " nachricht", " absender", " bericht", " afzender", " courriel", " expéditeur", " correo",
        " mensaje", " remitente", " messaggio", " mittente", " wiadomoś", " nadawc", " письм", " сообщени",
        " отправител", " e pasts", " e pastu", " vēstul", " ziņojum", " sūtītāj", " laišk", " pranešim", " siuntėj",
    ]

    private static let origins: Phrases = [
        // English
        " from outside", " originated outside", " originates outside", " from an external", " from external",
        " from a external", " from someone outside", " outside of your organi", " outside your organi",
        " outside of the organi",
        " outside the organi", " outside of our organi", " outside our organi", " outside of our network",
        " outside your company",
        " outside the company", " outside of the company", " outside of our company", " external sender",
        " external email", " external e mail",
        " external mail", " external message", " external source", " external address", " external account",
        " external network",
        " is external", " externally", " untrusted sender", " unknown sender", " not previously corresponded",
        // Finnish
        " ulkopuolelta", " ulkopuoliselta", " ulkopuolisesta", " ulkoiselta", " ulkoisesta", " ulkoinen lähettäj",
        " ulkopuolinen lähettäj", " ulkoinen viesti ", " ulkopuolinen viesti ", " ulkoinen sähköposti",
        " ulkopuolinen sähköposti", " on ulkoinen", " on ulkopuolinen", " ulkopuolisen lähettäjän",
        " ulkoisen lähettäjän",
        " organisaation ulkopuolinen ", " organisaatiomme ulkopuolinen ", " kaupungin ulkopuolinen ",
        " verkon ulkopuolinen ",
        // Swedish
        " utifrån", " från en extern", " från extern", " från externt", " extern avsändar", " externt meddeland",
        " externt mejl", " externt mail", " externt e post", " extern e post", " extern källa", " extern adress",
        " ursprung utanför", " kommer utanför", " skickats utanför", " skickades utanför", " utanför helsingfors",
        " utanför stad",
        " utanför organisation", " utanför vår", " utanför din", " utanför er ", " utanför ert", " utanför staden",
        " utanför företag", " utanför kommun", " från någon utanför", " från en avsändare utanför", " är extern",
        // Norwegian, Danish
        " utenfra", " utenfor organisasjon", " utenfor virksomhet", " utenfor bedrift", " utenfor kommun",
        " utenfor din", " fra utenfor",
        " ekstern avsender", " ekstern e post", " ekstern epost", " ekstern melding", " ekstern kilde", " er ekstern",
        " udefra", " uden for organisation", " udenfor organisation", " uden for virksomhed", " udenfor virksomhed",
        " uden for kommun",
        " uden for din", " fra en ekstern", " ekstern afsender", " ekstern mail", " ekstern e mail", " eksternt",
        // Estonian
        " väljastpoolt", " väljaspoolt", " väljaspool asutus", " väljaspool organisatsioon", " väline kiri",
        " väline saatja",
        " väline e kiri", " väliselt saatja", " välissaatja", " välisest",
        // German, Dutch
        " von außerhalb", " von ausserhalb", " außerhalb ", " ausserhalb ", " externer absender", " externen absender",
        " externe e mail", " externe nachricht", " externe mail", " externen quelle", " von extern", " van buiten",
        " buiten de organisatie",
        " buiten uw organisatie", " externe afzender", " extern bericht", " externe bron",
        // Others
        " de l extérieur", " lextérieur", " expéditeur externe", " message externe", " fuera de ", " remitente externo",
        " correo externo",
        " esterno all", " mittente esterno", " dallesterno", " dall esterno", " esterna all", " spoza ", " zewnętrzn",
        " внешн", " извне", " за пределами", " mensaje externo", " no ārpus", " ārēja sūtītāj", " ārējs sūtītāj",
        " ārpus organizācijas", " ārpus iestādes", " iš išorės", " išorinio siuntėj", " išorinis laišk",
        " už organizacijos ribų", " organisatsiooniväli", " asutusevälis", " asutuseväline",
    ]

    /// Whether it warns of links or attachments.
    static func warns(_ normal: String) -> Bool { warnings.areIn(normal) }

    private static let warnings: Phrases = [
        " do not click", " dont click", " do not open", " dont open", " do not follow", " be careful", " be cautious",
        " be wary",
        " use caution", " exercise caution", " proceed with caution", " think before", " avoid clicking",
        " never click", " report suspicious",
        " älä avaa", " älä klikkaa", " älä napsauta", " älkää avatko", " ole varovainen", " olethan varovainen",
        " ole tarkkana",
        " noudata varovaisuutta", " noudatathan varovaisuutta", " noudata erityistä", " varovaisuutta",
        " suhtaudu varauksella", " varo linkkejä",
        " klicka inte", " öppna inte", " var försiktig", " var uppmärksam", " var vaksam", " var extra försiktig",
        " iaktta försiktighet",
        " ikke klikk", " ikke klik", " ikke åpn", " ikke åbn", " åpne ikke", " åbn ikke", " klik ikke", " klikk ikke",
        " vær forsiktig", " vær forsigtig", " vær oppmerksom", " vær opmærksom", " vær varsom",
        " ära ava", " ärge ava", " ära klõpsa", " ärge klõpsa", " ärge klikkige", " ära kliki", " ole ettevaatlik",
        " olge ettevaatlik",
        " klicken sie nicht", " klicken sie keine", " öffnen sie keine", " öffnen sie nicht", " seien sie vorsichtig",
        " vorsicht bei", " mit vorsicht",
        " klik niet", " open geen", " wees voorzichtig", " ne cliquez pas", " nouvrez pas", " soyez prudent",
        " no haga clic",
        " no abra", " tenga cuidado", " non cliccare", " non aprire", " fare attenzione", " nie klikaj",
        " nie otwieraj", " не переходите",
        " не открывайте", " не нажимайте", " ettevaatlik", " neatveriet", " neklikšķiniet", " esiet piesardzīg",
        " esi piesardzīg", " neatidarykite", " nespauskite", " nespustelėkite", " būkite atsarg",
        " zachowaj ostrożność",
        " opgepast", " klik niet", " zachowajcie ostrożność",
    ]

    /// Whether a warning says whose links or attachments it means, or means both: a person may well write “do not open the
    /// attachment”.
    static func warnsOfSender(_ normal: String) -> Bool {
        senders.areIn(normal)
            || links.areIn(normal) && attachments.areIn(normal)
    }

    private static let senders: Phrases = [
        " sender", " lähettäj", " avsändar", " avsender", " afsender", " saatja", " absender", " afzender",
        " expéditeur",
        " remitente", " mittente", " nadawc", " отправител", " sūtītāj", " siuntėj",
    ]
    private static let links: Phrases = [
        " link", " länk", " lenke", " lingi", " hyperlink", " ссылк", " enlace", " saites", " saiti", " nuorod",
        " liens",
    ]
    private static let attachments: Phrases = [
        " attachment", " liite", " liitt", " bilag", " bifog", " vedlegg", " vedhæft", " manus", " anhang", " anhäng",
        " anlagen",
        " bijlage", " вложени", " adjunto", " pielikum", " pried", " załącznik", " pièces jointes", " allegat",
    ]

    /// Whether it may be the rest of such a warning.
    static func goesOn(_ normal: String) -> Bool { advice.areIn(normal) }

    /// Whether it is full of such words.
    static func isAdvice(_ normal: String) -> Bool { advice.areIn(normal, atLeast: 2) }

    private static let advice: Phrases = [
        " link", " hyperlink", " url", " attach", " click", " open ", " sender", " recogni", " trust", " content",
        " safe", " verif", " password",
        " phish", " suspicious", " report ", " helpdesk", " help desk", " service desk", " it support",
        " security team", " caution",
        " careful", " learn more", " legitimate", " confirm", " expecting", " linkk", " liite", " liitt", " avaa",
        " klikk", " lähettäj", " tunne",
        " tunnist", " luota", " sisäl", " turvalli", " varmist", " salasan", " epäilyttäv", " epäil", " ilmoita",
        " tietoturva",
        " tietohallin", " it tuki", " it tue", " varov", " länk", " bilag", " bifog", " klick", " öppna", " avsändar",
        " känner", " litar",
        " innehåll", " säker", " lösenord", " misstänk", " rapporter", " försiktig", " it stöd", " lenke", " vedlegg",
        " avsender",
        " kjenner", " stoler", " innhold", " trygg", " sikker", " forsiktig", " vedhæft", " afsender", " kender",
        " indhold",
        " forsigtig", " lingi", " linke", " manus", " saatja", " usalda", " sisu", " turvali", " ohutu", " ettevaat",
        " anhang",
        " anhäng", " absender", " kennen", " inhalt", " sicher", " vorsicht", " bijlage", " afzender", " pièce",
        " expéditeur",
        " ссылк", " вложени", " enlace", " adjunto", " remitente", " saites", " saiti", " pielikum", " sūtītāj",
        " nuorod",
        " pried", " siuntėj", " załącznik", " nadawc", " allegat", " mittente", " impersonat", " personal information",
        " taking any action",
    ]
}
