/// When a server received a mail, as IMAP writes it (RFC 3501 section 9, `date-time`): `17-Jul-1996 02:44:25 -0700`. The day
/// is padded with a space; some servers leave it out, or write a zero.
package enum InternalDate {
    package static func text(_ instant: Instant) -> String {
        let local = TimeZoneRules.utc.local(of: instant)
        let time = [local.hour, local.minute, local.second].map { padded($0, "0") }.joined(separator: ":")
        return "\(padded(local.day, " "))-\(months[local.month - 1])-\(local.year) \(time) +0000"
    }

    /// Nil where it is no such text.
    package static func instant(_ text: some StringProtocol) -> Instant? {
        let words = text.split(separator: " ")
        guard words.count == 3, let midnight = midnight(of: words[0]) else { return nil }
        let clock = words[1].split(separator: ":").map { Int64($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        guard words[2].utf8.count == 5, let zone = Int64(words[2]), abs(zone) < 2400 else { return nil }
        let offset = (zone / 100 * 60 + zone % 100) * 60
        return midnight + Seconds(clock[0] * 3600 + clock[1] * 60 + clock[2] - offset)
    }

    /// Midnight UTC of `1-Feb-1994`; nil where it is no date.
    package static func midnight(of date: some StringProtocol) -> Instant? {
        let fields = date.split(separator: "-")
        guard fields.count == 3, let day = Int(fields[0]), (1...31).contains(day),
            let month = months.firstIndex(where: { $0.lowercased() == fields[1].lowercased() }),
            let year = Int(fields[2]), (1...9999).contains(year)
        else { return nil }
        return CivilDate(year: year, month: month + 1, day: day).map {
            Instant(secondsSince1970: $0.daysSince1970 * 86_400)
        }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func padded(_ number: Int, _ filler: String) -> String {
        number < 10 ? filler + String(number) : String(number)
    }
}
