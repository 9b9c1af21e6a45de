import Base

/// How long an event takes (RFC 5545 section 3.3.6): `P1D`, `PT1H30M`, `P2W`.
struct CalendarDuration: Hashable, Sendable {
    /// Days of the calendar, weeks included.
    var days = 0
    /// On the clock, beside the days.
    var seconds = 0

    init(days: Int) { self.days = days }

    /// Read as programs write it: `P90M` means minutes, since no event takes months, and `PT1D` a day. `nil` for what has
    /// another form, is negative, or has a number of more than seven digits.
    init?(_ value: String) {
        var rest = Array(value.utf8)[...].trimmed()
        if rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        guard rest.popFirst()?.lowercased == UInt8(ascii: "p") else { return nil }
        var hasTime = false
        var count = 0
        while let byte = rest.first {
            if byte.lowercased == UInt8(ascii: "t"), !hasTime {
                hasTime = true
                rest = rest.dropFirst()
                continue
            }
            let digits = rest.prefix(while: \.isDigit)
            guard (1...7).contains(digits.count), let unit = rest.dropFirst(digits.count).first else { return nil }
            let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            switch unit.lowercased {
            case UInt8(ascii: "w"): days += number * 7
            case UInt8(ascii: "d"): days += number
            case UInt8(ascii: "h"): seconds += number * 3600
            case UInt8(ascii: "m"): seconds += number * 60
            case UInt8(ascii: "s"): seconds += number
            default: return nil
            }
            count += 1
            rest = rest.dropFirst(digits.count + 1)
        }
        guard count > 0 else { return nil }
    }

    /// In days of the calendar, as an event of whole days counts: at least one.
    var wholeDays: CalendarDuration { CalendarDuration(days: max(1, days + (seconds + 86_399) / 86_400)) }

    /// At 24 hours a day. A value is at most 64 kB long, so the sum cannot overflow.
    var totalSeconds: Int { days * 86_400 + seconds }
}
