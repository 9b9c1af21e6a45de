// RFC 3339: `2026-11-21T10:00:00Z`. Journals hold one on every line, so both directions work on bytes.
extension Instant: CustomStringConvertible {
    /// Reads an RFC 3339 date-time with any offset; fractions of a second are dropped. Nil for anything else, for a day
    /// that does not exist and for a year outside 1 to 9999 in UTC.
    package init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8)[...])
    }

    /// The same from bytes.
    package init?(utf8 text: ArraySlice<UInt8>) {
        var scanner = DigitScanner(rest: text)
        guard let year = scanner.number(digits: 4), scanner.take("-"),
            let month = scanner.number(digits: 2), scanner.take("-"),
            let day = scanner.number(digits: 2), scanner.take("T") || scanner.take("t") || scanner.take(" "),
            let hour = scanner.number(digits: 2), scanner.take(":"),
            let minute = scanner.number(digits: 2), scanner.take(":"),
            let second = scanner.number(digits: 2), scanner.skipFraction(),
            let offset = scanner.offset(), scanner.rest.isEmpty,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        // A leap second (RFC 3339, section 5.7) is the first second of the next minute, as on every POSIX clock.
        guard hour <= 23, minute <= 59, second <= 60 else { return nil }
        let local = date.daysSince1970 * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        self.init(secondsSince1970: local - offset)
        guard secondsSince1970 == local - offset else { return nil }
    }

    /// RFC 3339 in UTC, always 20 characters.
    package var text: String {
        let days = CivilDate.floorDivide(secondsSince1970, by: 86_400)
        let date = CivilDate(daysSince1970: days)
        let time = TimeOfDay(secondsSinceMidnight: secondsSince1970 - days * 86_400)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        func append(_ number: Int, then separator: Unicode.Scalar) {
            bytes.append(UInt8(48 + number / 10))
            bytes.append(UInt8(48 + number % 10))
            bytes.append(UInt8(ascii: separator))
        }
        bytes.append(UInt8(48 + date.year / 1000))
        bytes.append(UInt8(48 + date.year / 100 % 10))
        append(date.year % 100, then: "-")
        append(date.month, then: "-")
        append(date.day, then: "T")
        append(time.hour, then: ":")
        append(time.minute, then: ":")
        append(time.second, then: "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    package var description: String { text }
}

private struct DigitScanner {
    var rest: ArraySlice<UInt8>

    mutating func number(digits: Int) -> Int? {
        guard rest.count >= digits else { return nil }
        var number = 0
        for byte in rest.prefix(digits) {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        rest = rest.dropFirst(digits)
        return number
    }

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: wanted) else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func skipFraction() -> Bool {
        guard take(".") else { return true }
        guard number(digits: 1) != nil else { return false }
        while number(digits: 1) != nil {}
        return true
    }

    /// Seconds east of UTC. `-00:00`, an unknown offset, counts as UTC (RFC 3339, section 4.3).
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = number(digits: 2), take(":"), let minutes = number(digits: 2),
            hours <= 23, minutes <= 59
        else { return nil }
        return Int64(hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}
