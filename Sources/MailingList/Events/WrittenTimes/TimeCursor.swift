import Base

/// A place in the tokens. Every reading either moves past what it found or leaves the place as it was.
struct TimeCursor {
    let tokens: [TimeToken]
    var index = 0

    var kind: TimeToken.Kind? { kind(at: 0) }
    var isAtEnd: Bool { index >= tokens.count }

    func kind(at distance: Int) -> TimeToken.Kind? {
        index + distance < tokens.count ? tokens[index + distance].kind : nil
    }

    func isGlued(at distance: Int) -> Bool {
        index + distance < tokens.count && tokens[index + distance].isGlued
    }

    /// A number of so many digits so many tokens on.
    func number(at distance: Int, digits: ClosedRange<Int> = 1...2) -> Int? {
        guard case .number(let value, let count) = kind(at: distance), digits.contains(count) else { return nil }
        return value
    }

    func month(at distance: Int) -> Int? {
        if case .word(.month(let month)) = kind(at: distance) { month } else { nil }
    }
}

// Complete dates.
extension TimeCursor {
    /// A date with its year, in any form; nil where none starts here.
    mutating func date() throws(EventTimeError) -> CivilDate? {
        if let written = isoDate() { return try written.civil() }
        if let written = try numericDate() { return try written.civil() }
        return try namedDate()?.civil()
    }

    /// `2026-12-12`
    mutating func isoDate() -> WrittenDate? {
        guard let year = number(at: 0, digits: 4...4), kind(at: 1) == .mark("-"), let month = number(at: 2),
            kind(at: 3) == .mark("-"), let day = number(at: 4), (1...4).allSatisfy(isGlued(at:))
        else { return nil }
        index += 5
        return WrittenDate(year: year, month: month, day: day)
    }

    /// `12.12.2026`, `12. 12. 2026`, `31/12/2026`, and in Swedish also `31/12 2026`.
    private mutating func numericDate() throws(EventTimeError) -> WrittenDate? {
        guard let first = number(at: 0), isGlued(at: 1), let second = number(at: 2) else { return nil }
        switch (kind(at: 1), kind(at: 3)) {
        case (.mark("."), .mark(".")):
            guard isGlued(at: 3), let year = try year(at: 4) else { return nil }
            index += 5
            return WrittenDate(year: year, month: second, day: first)
        case (.mark("/"), let next):
            let distance = next == .mark("/") ? 4 : 3
            guard isGlued(at: 2), let year = try year(at: distance) else { return nil }
            let (day, month) = try WrittenDate.ordered(first, second)
            index += distance + 1
            return WrittenDate(year: year, month: month, day: day)
        default: return nil
        }
    }

    /// What stands where a year is due, if it is a number at all.
    private func year(at distance: Int) throws(EventTimeError) -> Int? {
        guard number(at: distance, digits: 1...4) != nil else { return nil }
        guard let year = number(at: distance, digits: 4...4) else { throw .noYear }
        return year
    }

    /// `12 December 2026`, `12. joulukuuta 2026`, `December 12th, 2026`.
    private mutating func namedDate() -> WrittenDate? {
        let start = index
        if let (day, month) = namedDay(), let year = number(at: 0, digits: 4...4) {
            index += 1
            return WrittenDate(year: year, month: month, day: day)
        }
        index = start
        return nil
    }
}

// Days without a year.
extension TimeCursor {
    /// `12 December`, `12. joulukuuta`, `December 12`, `joulukuun 12.`
    mutating func namedDay() -> (day: Int, month: Int)? {
        if let month = month(at: 0), let day = number(at: 1) {
            index += kind(at: 2) == .mark(".") ? 3 : 2
            return (day, month)
        }
        guard let day = number(at: 0) else { return nil }
        let distance = kind(at: 1) == .mark(".") ? 2 : 1
        guard let month = month(at: distance) else { return nil }
        index += distance + 1
        return (day, month)
    }

    /// `30.11.` and `30/11`; also `30.11`, but then it may as well be a time.
    mutating func numericDay() throws(EventTimeError) -> (day: Int, month: Int, isCertain: Bool)? {
        guard let first = number(at: 0), let second = number(at: 2), isGlued(at: 1), isGlued(at: 2) else { return nil }
        if kind(at: 1) == .mark("/") {
            index += 3
            let (day, month) = try WrittenDate.ordered(first, second)
            return (day, month, true)
        }
        guard kind(at: 1) == .mark(".") else { return nil }
        let isCertain = kind(at: 3) == .mark(".") && isGlued(at: 3)
        index += isCertain ? 4 : 3
        return (first, second, isCertain)
    }

    /// `12.`; also `12`, but then it may as well be an hour.
    mutating func bareDay() -> (day: Int, isCertain: Bool)? {
        guard let day = number(at: 0) else { return nil }
        let isCertain = kind(at: 1) == .mark(".")
        index += isCertain ? 2 : 1
        return (day, isCertain)
    }
}
