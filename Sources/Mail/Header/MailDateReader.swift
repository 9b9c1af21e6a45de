import Base

/// Takes the words of a date apart: day, month and year stand before the time, the zone behind it; `ctime` puts the
/// year behind as well.
struct MailDateReader {
    private var words: [String]

    init(_ value: String) {
        // No date is longer than a line of mail (RFC 5322 section 2.1.1).
        words = Self.withoutComments(String(decoding: value.utf8.prefix(998), as: UTF8.self)).split {
            $0 == " " || $0 == "\t" || $0 == ","
        }.prefix(20)
            .map { $0.lowercased() }
    }

    mutating func read() -> MailDate? {
        guard let timeIndex = words.firstIndex(where: { $0.contains(":") || $0.count { $0 == "." } == 2 }),
            let time = Self.time(words[timeIndex])
        else { return nil }
        var day = words[..<timeIndex].flatMap { $0.split(separator: "-").map(String.init) }
        if let first = day.first, Self.weekdays.contains(String(first.prefix(3))) { day.removeFirst() }
        var zone = words[(timeIndex + 1)...]
        if day.count == 2,
            let index = zone.firstIndex(where: { $0.count == 4 && Int($0) != nil && $0.first != "+" && $0.first != "-" }
            )
        {
            day.append(zone.remove(at: index))
        }
        guard let date = Self.date(day) else { return nil }
        return MailDate(
            year: date.year, month: date.month, day: date.day, hour: time.hour, minute: time.minute,
            second: time.second, offset: zone.first.map(Self.offset) ?? 0)
    }

    private static let weekdays: Set = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Comments may be nested (RFC 5322 section 3.2.2); an unbalanced `)` is left standing and spoils the date.
    private static func withoutComments(_ value: String) -> String {
        var depth = 0
        var result = ""
        for scalar in value.unicodeScalars {
            if scalar == "(" { depth += 1 }
            if depth == 0 { result.unicodeScalars.append(scalar) }
            if scalar == ")", depth > 0 {
                depth -= 1
                result += " "
            }
        }
        return result
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        (1...4).contains(text.utf8.count) && text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
    }

    private static func date(_ words: [String]) -> (year: Int, month: Int, day: Int)? {
        guard words.count == 3 else { return nil }
        var words = words
        var month: Int?
        // `ctime` names the month first; a number in the second place is a month, too.
        for index in [1, 0] {
            if let place = months.firstIndex(of: String(words[index].prefix(3))) {
                month = place + 1
                words.remove(at: index)
                break
            }
        }
        if month == nil { month = number(words.remove(at: 1)) }
        guard let month, (1...12).contains(month), let day = number(words[0]), (1...31).contains(day),
            var year = number(words[1])
        else { return nil }
        // RFC 5322 section 4.3.
        if words[1].count == 2 { year += year < 50 ? 2000 : 1900 } else if words[1].count == 3 { year += 1900 }
        return (year, month, day)
    }

    private static func time(_ word: String) -> (hour: Int, minute: Int, second: Int)? {
        let numbers = word.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }.map(number)
        guard (2...3).contains(numbers.count), let hour = numbers[0], let minute = numbers[1],
            let second = numbers.count == 3 ? numbers[2] : 0, hour < 24, minute < 60, second <= 60
        else { return nil }
        return (hour, minute, second)
    }

    /// Minutes east of UTC; zones that say nothing certain are UTC (RFC 5322 section 4.3).
    private static func offset(_ word: String) -> Int {
        if let sign = word.first, sign == "+" || sign == "-" {
            let digits = word.dropFirst().filter { $0 != ":" }
            guard let number = number(digits) else { return 0 }
            let minutes = digits.count <= 2 ? number * 60 : number / 100 * 60 + number % 100
            return number % 100 < 60 || digits.count <= 2 ? (sign == "-" ? -minutes : minutes) : 0
        }
        // POSIX zone names go on: EST5EDT.
        return switch word.prefix(3) {
        case "edt": -240
        case "est", "cdt": -300
        case "cst", "mdt": -360
        case "mst", "pdt": -420
        case "pst": -480
        default: 0
        }
    }
}
