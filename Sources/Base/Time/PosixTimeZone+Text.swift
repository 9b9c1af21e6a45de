extension PosixTimeZone {
    /// Nil if this is not a complete TZ string. A zone with daylight saving time but without its rule is not complete:
    /// POSIX leaves open what it means.
    init?(utf8 text: ArraySlice<UInt8>) {
        var scanner = PosixScanner(rest: text)
        // POSIX counts offsets westward.
        guard scanner.name(), let west = scanner.time(hours: 24) else { return nil }
        standard = ZoneClock(offset: -west, isDaylight: false)
        guard !scanner.rest.isEmpty else {
            daylight = nil
            return
        }
        guard scanner.name() else { return nil }
        var offset = standard.offset + 3600
        if scanner.rest.first != UInt8(ascii: ",") {
            guard let west = scanner.time(hours: 24) else { return nil }
            offset = -west
        }
        guard let start = scanner.change(), let end = scanner.change(), scanner.rest.isEmpty else { return nil }
        daylight = Daylight(clock: ZoneClock(offset: offset, isDaylight: true), start: start, end: end)
    }
}

private struct PosixScanner {
    var rest: ArraySlice<UInt8>

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: wanted) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// `EET` or `<+03>`; nobody needs what it says.
    mutating func name() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let name = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
        rest = rest.dropFirst(name.count)
        return name.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(4).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest.dropFirst(digits.count)
        let number = digits.reduce(0) { $0 * 10 + Int($1) - 48 }
        return !digits.isEmpty && range.contains(number) ? number : nil
    }

    /// `[+|-]hh[:mm[:ss]]`, in seconds.
    mutating func time(hours: Int) -> Int64? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard var seconds = number(0...hours).map({ $0 * 3600 }) else { return nil }
        for unit in [60, 1] where take(":") {
            guard let part = number(0...59) else { return nil }
            seconds += part * unit
        }
        return Int64(isNegative ? -seconds : seconds)
    }

    /// `,M10.5.0/4`; without a time it is 02:00.
    mutating func change() -> YearlyChange? {
        guard take(","), let day = day() else { return nil }
        guard take("/") else { return YearlyChange(day: day, time: 7200) }
        guard let time = time(hours: 167) else { return nil }
        return YearlyChange(day: day, time: time)
    }

    private mutating func day() -> YearlyChange.Day? {
        if take("J") {
            return number(1...365).map { .dayWithoutLeapDay($0) }
        }
        if take("M") {
            guard let month = number(1...12), take("."), let week = number(1...5), take("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        return number(0...365).map { .day($0) }
    }
}
