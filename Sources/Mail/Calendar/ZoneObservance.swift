import Base

/// STANDARD or DAYLIGHT of a VTIMEZONE: when clocks are set to one offset.
struct ZoneObservance: Hashable, Sendable {
    /// The clocks being set; all in seconds, offsets east of UTC.
    struct Change {
        var at: Int64
        var before: Int64
        var after: Int64
    }

    /// The first time, on the clock before the change.
    private let start: CivilTime
    private let before: Int64
    private let after: Int64
    private let rule: YearlyRule?
    /// Further times, on the clock before the change.
    private let dates: [CivilTime]

    /// `nil` for what RFC 5545 does not allow, and for rules other than ``YearlyRule``.
    init?(_ component: CalendarComponent) {
        guard let start = component.first("DTSTART").flatMap({ DateTimeText($0.value)?.civilTime }),
            let before = component.first("TZOFFSETFROM").flatMap({ Self.offset($0.value) }),
            let after = component.first("TZOFFSETTO").flatMap({ Self.offset($0.value) })
        else { return nil }
        rule = component.first("RRULE").flatMap { YearlyRule($0.value, start: start, offset: before) }
        guard component.all("RRULE").count == (rule == nil ? 0 : 1) else { return nil }
        (self.start, self.before, self.after) = (start, before, after)
        dates = component.all("RDATE").flatMap { $0.value.split(separator: ",") }
            .compactMap { DateTimeText($0)?.civilTime }
    }

    /// The changes that can matter to a time in that year: those of its rule in the last three years up to the next,
    /// and all single ones.
    func changes(around year: Int) -> [Change] {
        let yearly = rule.map { rule in
            let last = min(year + 1, rule.lastYear)
            return (last - 2...last).compactMap { rule.time(in: $0) }.filter { $0 > start }
        }
        return ([start] + dates + (yearly ?? [])).map {
            Change(at: $0.secondsSince1970 - before, before: before, after: after)
        }
    }

    /// `+0200`, `-043015`: seconds east of UTC, less than a day (RFC 5545 section 3.3.14).
    private static func offset(_ value: String) -> Int64? {
        let text = Array(value.utf8)[...].trimmed()
        let digits = text.dropFirst()
        guard let sign = text.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
            digits.count == 4 || digits.count == 6, digits.allSatisfy(\.isDigit)
        else { return nil }
        let pairs = stride(from: digits.startIndex, to: digits.endIndex, by: 2).map { index in
            Int64(digits[index] - UInt8(ascii: "0")) * 10 + Int64(digits[index + 1] - UInt8(ascii: "0"))
        }
        guard pairs[0] < 24, pairs[1] < 60 else { return nil }
        let seconds = pairs[0] * 3600 + pairs[1] * 60 + (pairs.count > 2 ? pairs[2] : 0)
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
}
