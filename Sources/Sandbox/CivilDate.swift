/// Dates as mail protocols write them, always in UTC, without the C library and its global time zone.
enum CivilDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    static let secondsPerDay: Int64 = 86_400

    /// `17-Jul-1996 02:44:25 +0000` (RFC 3501, date-time; the day is padded with a space).
    static func internalDate(_ seconds: Int64) -> String {
        let date = civil(seconds)
        return "\(padded(date.day, " "))-\(months[date.month - 1])-\(date.year) \(time(seconds)) +0000"
    }

    /// `Wed, 17 Jul 1996 02:44:25 +0000` (RFC 5322, section 3.3).
    static func mailDate(_ seconds: Int64) -> String {
        let date = civil(seconds)
        let weekday = weekdays[Int(modulo(days(seconds), 7))]
        return "\(weekday), \(date.day) \(months[date.month - 1]) \(date.year) \(time(seconds)) +0000"
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
        return days(year: year, month: Int64(month + 1), day: day) * secondsPerDay
    }

    /// Days since 1970 (Howard Hinnant's days_from_civil: years begin in March, so that leap days come last).
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ seconds: Int64) -> (year: Int64, month: Int, day: Int64) {
        let shifted = days(seconds) + 719_468
        let era = (shifted - modulo(shifted, 146_097)) / 146_097
        let dayOfEra = modulo(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, Int(month), dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func days(_ seconds: Int64) -> Int64 {
        (seconds - modulo(seconds, secondsPerDay)) / secondsPerDay
    }

    private static func time(_ seconds: Int64) -> String {
        let rest = modulo(seconds, secondsPerDay)
        return [rest / 3600, rest / 60 % 60, rest % 60].map { padded($0, "0") }.joined(separator: ":")
    }

    private static func padded(_ number: Int64, _ filler: String) -> String {
        number < 10 ? filler + String(number) : String(number)
    }

    /// The remainder that is never negative.
    private static func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
        let rest = value % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
