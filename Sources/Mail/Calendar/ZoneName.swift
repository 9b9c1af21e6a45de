import Base

/// The names by which programs call time zones.
enum ZoneName {
    static let utc = "Etc/UTC"

    /// The IANA name that a TZID means: its own, a Windows name translated, or the end of the path that Evolution and
    /// Thunderbird write (`/freeassociation.sourceforge.net/Europe/Helsinki`). `nil` where it is none of these.
    ///
    /// Whoever looks the name up may take it for a relative path, so its form is checked: it has no dots.
    static func iana(_ name: String) -> String? {
        let key = name.lowercased()
        if universal.contains(key) { return utc }
        if let name = windows[key] { return name }
        var segments = name.split(separator: "/", omittingEmptySubsequences: false)
        if segments.first?.isEmpty ?? true {
            guard let area = segments.firstIndex(where: { areas.contains(String($0)) }) else { return nil }
            segments = Array(segments[area...])
        }
        let isName = segments.allSatisfy { segment in
            segment.utf8.first?.isLetter ?? false && segment.utf8.allSatisfy(isNameByte)
        }
        let joined = segments.joined(separator: "/")
        return isName && joined.utf8.count <= 64 ? joined : nil
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(byte)
    }

    private static let universal: Set = [
        "utc", "z", "gmt", "etc/utc", "etc/gmt", "coordinated universal time", "tzone://microsoft/utc",
    ]

    private static let areas: Set = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Etc", "Europe", "Indian",
        "Pacific",
    ]

    /// Windows zones by their names without ` standard time`, in lower case; the places are CLDR's, but Finland's
    /// own for FLE, which says Finland, Lithuania and Estonia.
    private static let windows: [String: String] = {
        var table: [String: String] = [:]
        for (name, place) in places { table["\(name) standard time"] = place }
        // The one name that does not end in these words.
        table["central standard time (mexico)"] = "America/Mexico_City"
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
    ]
}
