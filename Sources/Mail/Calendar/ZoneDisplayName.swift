import Base

/// Time zones as Windows shows them to people, and as offsets: old Outlooks, Notes and web programs write these for names.
enum ZoneDisplayName {
    /// - Parameter name: In lower case.
    static func iana(_ name: String) -> String? {
        guard let first = name.first, "(+-ug".contains(first) else { return nil }
        guard name.first == "(" else { return offset(name) }
        guard let end = name.firstIndex(of: ")") else { return nil }
        let places = name[name.index(after: end)...]
        if let place = cities.first(where: { places.contains($0.city) }) { return place.zone }
        let inside = String(name[..<end].dropFirst()).trimmed
        return places.contains("universal") || inside == "utc" ? ZoneName.utc : nil
    }

    /// `UTC+2`, `GMT+0200`, `+02:00`: whole hours, as the zone database has them, whose signs are the reverse.
    private static func offset(_ name: String) -> String? {
        var rest = name[...]
        for start in ["utc", "gmt"] where rest.hasPrefix(start) { rest = rest.dropFirst(3) }
        rest = rest.drop(while: \.isWhitespace)
        guard let sign = rest.first, sign == "+" || sign == "-" else { return nil }
        let digits = rest.dropFirst().filter { $0 != ":" && $0 != "." }
        guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits)
        else { return nil }
        let hours = digits.count > 2 ? number / 100 : number
        guard digits.count <= 2 || number % 100 == 0, hours <= 14 else { return nil }
        return hours == 0 ? ZoneName.utc : "Etc/GMT\(sign == "+" ? "-" : "+")\(hours)"
    }

    private static let cities: [(city: String, zone: String)] = [
        ("helsinki", "Europe/Helsinki"), ("tallinn", "Europe/Helsinki"), ("stockholm", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"), ("copenhagen", "Europe/Paris"), ("paris", "Europe/Paris"),
        ("brussels", "Europe/Paris"), ("london", "Europe/London"), ("lisbon", "Europe/London"),
        ("warsaw", "Europe/Warsaw"), ("belgrade", "Europe/Budapest"), ("prague", "Europe/Budapest"),
        ("athens", "Europe/Bucharest"), ("bucharest", "Europe/Bucharest"), ("chisinau", "Europe/Chisinau"),
        ("istanbul", "Europe/Istanbul"), ("kaliningrad", "Europe/Kaliningrad"), ("moscow", "Europe/Moscow"),
        ("minsk", "Europe/Minsk"), ("reykjavik", "Atlantic/Reykjavik"), ("jerusalem", "Asia/Jerusalem"),
        ("cairo", "Africa/Cairo"), ("eastern time", "America/New_York"), ("central time", "America/Chicago"),
        ("mountain time", "America/Denver"), ("pacific time", "America/Los_Angeles"), ("tokyo", "Asia/Tokyo"),
        ("beijing", "Asia/Shanghai"), ("chennai", "Asia/Kolkata"), ("sydney", "Australia/Sydney"),
    ]
}
