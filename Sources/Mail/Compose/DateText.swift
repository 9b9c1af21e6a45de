/// Dates as mail writes them.
package enum DateText {
    /// The date-time of RFC 5322 section 3.3 with a numeric zone, such as `Fri, 20 Oct 2017 17:50:00 +0300`.
    ///
    /// - Parameters:
    ///   - secondsSince1970: The moment, in UTC; held within the years 1900 to 9999 that the grammar can write.
    ///   - offsetMinutes: Minutes east of UTC in which the sender's clock shows it; held within a day.
    package static func rfc5322(secondsSince1970: Int64, offsetMinutes: Int) -> String {
        let offset = min(max(offsetMinutes, -1439), 1439)
        let local = min(max(secondsSince1970, -2_208_902_400), 253_402_214_400) + Int64(offset) * 60
        let days = (local >= 0 ? local : local - 86_399) / 86_400
        let second = Int(local - days * 86_400)
        let date = civilDate(daysSince1970: Int(days))
        // 1 January 1970 was a Thursday.
        let weekday = weekdays[((Int(days) + 4) % 7 + 7) % 7]
        let time = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        let zone = "\(offset < 0 ? "-" : "+")\(two(abs(offset) / 60))\(two(abs(offset) % 60))"
        return "\(weekday), \(two(date.day)) \(months[date.month - 1]) \(date.year) \(time) \(zone)"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The Gregorian date, counted in years that begin on 1 March so that the leap day comes last.
    private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        // 719 468 days lie between 1 March of year 0 and 1 January 1970; 146 097 in four centuries.
        let shifted = daysSince1970 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
