import Base

// Lengths of time, sizes and times of day as people write them.

extension Seconds {
    /// `60s`, `5 min`, `12 hours`, `7 days`, `2 weeks`, `6 months` of 30 days, `2 years` of 365. Nil for anything else.
    init?(measure text: String) {
        guard let (count, unit) = numberAndUnit(text) else { return nil }
        let length: Seconds? =
            switch unit {
            case "s", "sec", "second", "seconds": 1
            case "m", "min", "minute", "minutes": .minutes(1)
            case "h", "hour", "hours": .hours(1)
            case "d", "day", "days": .days(1)
            case "w", "week", "weeks": .days(7)
            case "month", "months": .days(30)
            case "y", "year", "years": .days(365)
            default: nil
            }
        guard let length else { return nil }
        self = length * Int64(count)
    }
}

/// `20 MB`, `512 KiB`, in bytes. Nil for anything else.
func byteCount(measure text: String) -> Int? {
    guard let (count, unit) = numberAndUnit(text) else { return nil }
    let size: Int? =
        switch unit {
        case "b", "byte", "bytes": 1
        case "kb": 1000
        case "mb": 1_000_000
        case "gb": 1_000_000_000
        case "kib": 1 << 10
        case "mib": 1 << 20
        case "gib": 1 << 30
        default: nil
        }
    // The number has at most nine digits and the unit at most ten, so the product fits.
    return size.map { $0 * count }
}

extension TimeOfDay {
    /// `09:00`, or with the Finnish dot `9.00`. Nil for anything else.
    init?(clock text: String) {
        let parts = text.split(maxSplits: 2, omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2 else { return nil }
        guard let hour = digits(parts[0]), let minute = digits(parts[1]) else { return nil }
        self.init(hour: hour, minute: minute)
    }
}

private func numberAndUnit(_ text: String) -> (Int, String)? {
    let number = text.prefix { ("0"..."9").contains($0) }
    guard let count = digits(number) else { return nil }
    return (count, text[number.endIndex...].drop { $0 == " " }.lowercased())
}

/// At most nine digits, nothing else.
private func digits(_ text: Substring) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
}
