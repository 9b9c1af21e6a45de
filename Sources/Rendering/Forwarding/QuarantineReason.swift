import Base

/// Why a mail was kept aside, in a coordinator's language. Journals and the log have the English words.
enum QuarantineReason {
    /// Whether it is not certain who wrote the mail.
    static func isAboutSenders(_ reason: String) -> Bool { reason.hasSuffix("address in From") }

    /// Whether it is built of too much to be taken apart.
    static func isAboutLimits(_ reason: String) -> Bool { reason.hasPrefix("the mail goes beyond a limit") }

    static func words(_ reason: String, _ language: Language) -> String {
        guard language != .en else { return reason }
        let known = table.first { reason.hasPrefix($0.english) }
        switch language {
        case .fi: return known?.finnish ?? "viestin rakennetta ei voi käsitellä"
        case .sv: return known?.swedish ?? "meddelandets uppbyggnad kan inte hanteras"
        case .en: return reason
        }
    }

    private static let table: [(english: String, finnish: String, swedish: String)] = [
        (
            "the mail goes beyond a limit", "viesti on rakenteeltaan niin suuri, ettei sitä voi käsitellä",
            "meddelandet är till sin uppbyggnad så stort att det inte kan hanteras"
        ),
        (
            "more than one address in From", "lähettäjäksi on merkitty useita osoitteita",
            "flera adresser är angivna som avsändare"
        ),
        (
            "no usable address in From", "lähettäjän osoite puuttuu tai ei kelpaa",
            "avsändarens adress saknas eller är ogiltig"
        ),
        ("larger than allowed", "viesti on liian suuri", "meddelandet är för stort"),
        (
            "its post has the name of another", "tallessa on jo toinen viesti samalla tunnisteella",
            "ett annat meddelande med samma beteckning finns redan"
        ),
        (
            "its item has the name of another", "tallessa on jo toinen viesti samalla tunnisteella",
            "ett annat meddelande med samma beteckning finns redan"
        ),
    ]
}
