import Base

/// Dates as mail writes them.
package enum DateText {
    /// The date-time of RFC 5322 section 3.3 in UTC, such as `Fri, 20 Oct 2017 14:50:00 +0000`. What lies before 1900,
    /// which the grammar cannot write, is 1 January 1900.
    package static func rfc5322(_ instant: Instant) -> String {
        let local = TimeZoneRules.utc.local(of: max(instant, earliest))
        let weekday = weekdays[Weekday.allCases.firstIndex(of: local.weekday) ?? 0]
        let time = "\(two(local.hour)):\(two(local.minute)):\(two(local.second))"
        return "\(weekday), \(two(local.day)) \(months[local.month - 1]) \(local.year) \(time) +0000"
    }

    private static let earliest = Instant(secondsSince1970: -2_208_988_800)
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
