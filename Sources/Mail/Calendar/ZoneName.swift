import Base

/// The names by which programs call time zones.
enum ZoneName {
    static let utc = "Etc/UTC"

    /// The IANA name that a TZID means: its own, a Windows name translated, or the end of the path that Evolution and
    /// Thunderbird write (`/freeassociation.sourceforge.net/Europe/Helsinki`). `nil` where it is none of these.
    ///
    /// Whoever looks the name up may take it for a relative path, so its form is checked: it has no dots. Case is that of
    /// the zone database (`europe/helsinki` is `Europe/Helsinki`).
    static func iana(_ name: String) -> String? {
        let key = name.lowercased().trimmed
        if universal.contains(key) { return utc }
        if let name = ZoneDisplayName.iana(key) { return name }
        for end in ["", " standard time", " daylight time", " summer time"] where key.hasSuffix(end) {
            if let place = windows[String(key.dropLast(end.count)) + (end.isEmpty ? "" : " standard time")] {
                return place
            }
        }
        // Notes and some web programs leave the end out.
        if let place = windows[key + " standard time"] { return place }
        var segments = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        if segments.first?.isEmpty ?? true {
            guard let area = segments.firstIndex(where: areas.contains) else { return nil }
            segments = Array(segments[area...])
        }
        // The area that is called like a folder of the system holds offsets and little else.
        if segments[0] == "etc", segments.count != 2 || !isOffset(segments[1]) { return nil }
        let isName = segments.allSatisfy { segment in
            segment.utf8.first?.isLetter ?? false && segment.utf8.allSatisfy(isNameByte)
        }
        let isAlone = segments.count == 1
        let joined = segments.map { isAlone ? single($0) : cased($0) }.joined(separator: "/")
        return isName && joined.utf8.count <= 64 ? joined : nil
    }

    /// `gmt`, `gmt-3`, `greenwich`
    private static func isOffset(_ name: String) -> Bool {
        if name == "greenwich" { return true }
        let rest = name.utf8.dropFirst(3)
        guard name.hasPrefix("gmt"), let sign = rest.first else { return name == "gmt" }
        let digits = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") ? rest.dropFirst() : rest
        return (1...2).contains(digits.count) && digits.allSatisfy(\.isDigit)
    }

    /// `port-au-prince` → `Port-au-Prince`.
    private static func cased(_ segment: String) -> String {
        if let name = irregular[segment] { return name }
        if segment.hasPrefix("gmt") { return segment.uppercased() }
        var name = ""
        var word = ""
        for character in segment + "/" {
            if character.isLetter || character.isNumber {
                word.append(character)
                continue
            }
            name += small.contains(word) && !name.isEmpty ? word : word.prefix(1).uppercased() + word.dropFirst()
            if character != "/" { name.append(character) }
            word = ""
        }
        return name
    }

    /// Names without a slash: `EET`, `EST5EDT`, `Turkey`.
    private static func single(_ segment: String) -> String {
        let isShort = segment.count <= 3 || segment.contains { $0.isNumber }
        return isShort && !["gb-eire", "nz-chat"].contains(segment)
            ? segment.uppercased() : lone[segment] ?? cased(segment)
    }

    private static let small: Set = ["au", "of", "es"]
    private static let irregular = [
        "dumontdurville": "DumontDUrville", "mcmurdo": "McMurdo", "uct": "UCT", "utc": "UTC", "bajanorte": "BajaNorte",
        "bajasur": "BajaSur", "easterisland": "EasterIsland", "acst": "ACT", "act": "ACT", "nsw": "NSW", "lhi": "LHI",
        "denoronha": "DeNoronha", "east-indiana": "East-Indiana", "ho_chi_minh": "Ho_Chi_Minh",
    ]
    private static let lone = ["gb-eire": "GB-Eire", "nz-chat": "NZ-CHAT", "w-su": "W-SU"]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
    }

    private static let universal: Set = [
        "utc", "z", "gmt", "zulu", "universal", "uct", "etc/zulu", "etc/universal", "etc/uct", "utc+00:00", "gmt+00:00",
        "etc/utc", "etc/gmt", "coordinated universal time", "tzone://microsoft/utc",
    ]

    private static let areas: Set = [
        "africa", "america", "antarctica", "arctic", "asia", "atlantic", "australia", "etc", "europe", "indian",
        "pacific",
    ]

    /// Windows zones by their names without ` standard time`, in lower case; the places are CLDR's, but Finland's
    /// own for FLE, which says Finland, Lithuania and Estonia.
    private static let windows: [String: String] = {
        var table: [String: String] = [:]
        for (name, place) in places {
            table["\(name) standard time"] = place
            // `Russia Time Zone 3` has no such end.
            if name.hasPrefix("russia time") { table[name] = place }
        }
        // Names that do not end in these words.
        table["central standard time (mexico)"] = "America/Mexico_City"
        table["mountain standard time (mexico)"] = "America/Mazatlan"
        table["pacific standard time (mexico)"] = "America/Tijuana"
        table["eastern standard time (mexico)"] = "America/Cancun"
        table["utc-02"] = "Etc/GMT+2"
        table["mid-atlantic standard time"] = "Etc/GMT+2"
        table["utc-08"] = "Etc/GMT+8"
        table["utc-09"] = "Etc/GMT+9"
        table["utc-11"] = "Etc/GMT+11"
        table["utc+12"] = "Etc/GMT-12"
        table["utc+13"] = "Etc/GMT-13"
        return table
    }()

    private static let places = [
        ("fle", "Europe/Helsinki"), ("w. europe", "Europe/Berlin"), ("gmt", "Europe/London"),
        ("romance", "Europe/Paris"), ("central europe", "Europe/Budapest"), ("central european", "Europe/Warsaw"),
        ("e. europe", "Europe/Chisinau"), ("gtb", "Europe/Bucharest"), ("russian", "Europe/Moscow"),
        ("kaliningrad", "Europe/Kaliningrad"), ("belarus", "Europe/Minsk"), ("turkey", "Europe/Istanbul"),
        ("greenwich", "Atlantic/Reykjavik"), ("azores", "Atlantic/Azores"), ("greenland", "America/Godthab"),
        ("israel", "Asia/Jerusalem"), ("egypt", "Africa/Cairo"), ("south africa", "Africa/Johannesburg"),
        ("w. central africa", "Africa/Lagos"), ("e. africa", "Africa/Nairobi"), ("morocco", "Africa/Casablanca"),
        ("arab", "Asia/Riyadh"), ("arabian", "Asia/Dubai"), ("georgian", "Asia/Tbilisi"), ("iran", "Asia/Tehran"),
        ("pakistan", "Asia/Karachi"), ("india", "Asia/Kolkata"), ("bangladesh", "Asia/Dhaka"),
        ("se asia", "Asia/Bangkok"), ("china", "Asia/Shanghai"), ("singapore", "Asia/Singapore"),
        ("taipei", "Asia/Taipei"), ("w. australia", "Australia/Perth"), ("tokyo", "Asia/Tokyo"),
        ("korea", "Asia/Seoul"), ("cen. australia", "Australia/Adelaide"), ("aus eastern", "Australia/Sydney"),
        ("e. australia", "Australia/Brisbane"), ("new zealand", "Pacific/Auckland"),
        ("newfoundland", "America/St_Johns"), ("atlantic", "America/Halifax"), ("eastern", "America/New_York"),
        ("us eastern", "America/Indianapolis"), ("central", "America/Chicago"), ("canada central", "America/Regina"),
        ("mountain", "America/Denver"), ("us mountain", "America/Phoenix"), ("pacific", "America/Los_Angeles"),
        ("alaskan", "America/Anchorage"), ("hawaiian", "Pacific/Honolulu"),
        ("e. south america", "America/Sao_Paulo"), ("argentina", "America/Buenos_Aires"),
        ("sa pacific", "America/Bogota"), ("pacific sa", "America/Santiago"),
        ("dateline", "Etc/GMT+12"), ("aleutian", "America/Adak"), ("marquesas", "Pacific/Marquesas"),
        ("yukon", "America/Whitehorse"), ("central america", "America/Guatemala"), ("easter island", "Pacific/Easter"),
        ("haiti", "America/Port-au-Prince"), ("cuba", "America/Havana"), ("turks and caicos", "America/Grand_Turk"),
        ("paraguay", "America/Asuncion"), ("venezuela", "America/Caracas"),
        ("central brazilian", "America/Cuiaba"), ("sa western", "America/La_Paz"), ("tocantins", "America/Araguaina"),
        ("sa eastern", "America/Cayenne"), ("montevideo", "America/Montevideo"), ("magallanes", "America/Punta_Arenas"),
        ("saint pierre", "America/Miquelon"), ("bahia", "America/Bahia"), ("cape verde", "Atlantic/Cape_Verde"),
        ("sao tome", "Africa/Sao_Tome"), ("jordan", "Asia/Amman"), ("middle east", "Asia/Beirut"),
        ("syria", "Asia/Damascus"),
        ("west bank", "Asia/Hebron"), ("south sudan", "Africa/Juba"), ("sudan", "Africa/Khartoum"),
        ("libya", "Africa/Tripoli"),
        ("namibia", "Africa/Windhoek"), ("arabic", "Asia/Baghdad"), ("volgograd", "Europe/Volgograd"),
        ("azerbaijan", "Asia/Baku"), ("astrakhan", "Europe/Astrakhan"), ("russia time zone 3", "Europe/Samara"),
        ("mauritius", "Indian/Mauritius"), ("saratov", "Europe/Saratov"), ("caucasus", "Asia/Yerevan"),
        ("afghanistan", "Asia/Kabul"), ("west asia", "Asia/Tashkent"), ("ekaterinburg", "Asia/Yekaterinburg"),
        ("qyzylorda", "Asia/Qyzylorda"), ("sri lanka", "Asia/Colombo"), ("nepal", "Asia/Katmandu"),
        ("central asia", "Asia/Almaty"), ("omsk", "Asia/Omsk"), ("myanmar", "Asia/Yangon"), ("altai", "Asia/Barnaul"),
        ("w. mongolia", "Asia/Hovd"), ("north asia", "Asia/Krasnoyarsk"), ("n. central asia", "Asia/Novosibirsk"),
        ("tomsk", "Asia/Tomsk"), ("north asia east", "Asia/Irkutsk"), ("ulaanbaatar", "Asia/Ulaanbaatar"),
        ("aus central w.", "Australia/Eucla"), ("transbaikal", "Asia/Chita"), ("north korea", "Asia/Pyongyang"),
        ("yakutsk", "Asia/Yakutsk"), ("aus central", "Australia/Darwin"), ("west pacific", "Pacific/Port_Moresby"),
        ("tasmania", "Australia/Hobart"), ("vladivostok", "Asia/Vladivostok"), ("lord howe", "Australia/Lord_Howe"),
        ("bougainville", "Pacific/Bougainville"), ("russia time zone 10", "Asia/Srednekolymsk"),
        ("magadan", "Asia/Magadan"), ("norfolk", "Pacific/Norfolk"), ("sakhalin", "Asia/Sakhalin"),
        ("central pacific", "Pacific/Guadalcanal"), ("russia time zone 11", "Asia/Kamchatka"),
        ("kamchatka", "Asia/Kamchatka"),
        ("fiji", "Pacific/Fiji"), ("chatham islands", "Pacific/Chatham"), ("tonga", "Pacific/Tongatapu"),
        ("samoa", "Pacific/Apia"), ("line islands", "Pacific/Kiritimati"),
    ]
}
