import Base

/// Dates as IMAP and RFC 5322 write them, always in UTC.
enum ProtocolDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    static let secondsPerDay: Int64 = 86_400

    /// `17-Jul-1996 02:44:25 +0000` (RFC 3501, date-time; the day is padded with a space).
    static func internalDate(_ seconds: Int64) -> String {
        let local = local(seconds)
        return "\(padded(local.day, " "))-\(months[local.month - 1])-\(local.year) \(time(local)) +0000"
    }

    /// `Wed, 17 Jul 1996 02:44:25 +0000` (RFC 5322, section 3.3).
    static func mailDate(_ seconds: Int64) -> String {
        let local = local(seconds)
        let weekday = weekdays[Weekday.allCases.firstIndex(of: local.weekday) ?? 0]
        return "\(weekday), \(local.day) \(months[local.month - 1]) \(local.year) \(time(local)) +0000"
    }

    /// Seconds since 1970 of an IMAP date-time; nil if it is none.
    static func seconds(internalDate text: [UInt8]) -> Int64? {
        let words = String(decoding: text, as: UTF8.self).split(separator: " ")
        guard words.count == 3, let start = seconds(date: words[0]) else { return nil }
        let clock = words[1].split(separator: ":").map { Int64($0) ?? -1 }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        guard words[2].utf8.count == 5, let zone = Int64(words[2]), abs(zone) < 2400 else { return nil }
        let offset = (zone / 100 * 60 + zone % 100) * 60
        return start + clock[0] * 3600 + clock[1] * 60 + clock[2] - offset
    }

    /// Midnight UTC of `1-Feb-1994`; nil if it is no date.
    static func seconds(date text: some StringProtocol) -> Int64? {
        let fields = text.split(separator: "-")
        guard fields.count == 3, let day = Int64(fields[0]), (1...31).contains(day),
            let month = months.firstIndex(where: { $0.lowercased() == fields[1].lowercased() }),
            let year = Int64(fields[2]), (1...9999).contains(year)
        else { return nil }
        return CivilDate(year: Int(year), month: month + 1, day: Int(day)).map { $0.daysSince1970 * secondsPerDay }
    }

    private static func local(_ seconds: Int64) -> LocalTime {
        TimeZoneRules.utc.local(of: Instant(secondsSince1970: seconds))
    }

    private static func time(_ local: LocalTime) -> String {
        [local.hour, local.minute, local.second].map { padded($0, "0") }.joined(separator: ":")
    }

    private static func padded(_ number: Int, _ filler: String) -> String {
        number < 10 ? filler + String(number) : String(number)
    }
}
