import Base

/// A date as RFC 5322 section 3.3 writes it, in UTC: `Wed, 17 Jul 1996 02:44:25 +0000`.
enum MessageDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    static func text(_ seconds: Int64) -> String {
        let instant = Instant(secondsSince1970: seconds)
        let weekday = TimeZoneRules.utc.local(of: instant).weekday
        let name = weekdays[Weekday.allCases.firstIndex(of: weekday) ?? 0]
        // The same but for its hyphens, and the space that fills up a day of one digit.
        let date = InternalDate.text(instant).split(separator: " ", omittingEmptySubsequences: true)
        return "\(name), \(date[0].replacing("-", with: " ")) \(date[1]) \(date[2])"
    }
}
