import Base

/// A part of a written time that stands for itself.
enum TimeItem: Equatable {
    case date(CivilDate)
    case hour(WrittenHour)
    case weekday(Weekday)
    /// A dash, or a word for it.
    case range
}

/// Turns tokens into dates, hours and weekdays, in the order written. What they say together is `WrittenSpan`'s matter.
struct TimeGrammar {
    private var cursor: TimeCursor
    private let language: Language
    private let isEnglish: Bool
    /// ISO 8601 writes `/` between a start and an end; elsewhere people write it between alternatives.
    private var isISO = false
    private(set) var items: [TimeItem] = []

    init(_ scanner: TimeScanner, language: Language) throws(EventTimeError) {
        cursor = TimeCursor(tokens: scanner.tokens)
        self.language = language
        isEnglish = language == .en || scanner.hasEnglish
        while !cursor.isAtEnd { try item() }
    }

    private mutating func item() throws(EventTimeError) {
        if let weekday = weekday() {
            items.append(.weekday(weekday))
        } else if takeRange() {
            items.append(.range)
        } else if try date() {
            return
        } else if let hour = try hour() {
            items.append(.hour(hour))
        } else {
            switch cursor.kind {
            case .word(.and): throw .several
            case .word(.wednesdayOrFiller), .word(.clock): cursor.index += 1
            case .word(.month): throw .noDay
            default: throw .unknownWords
            }
        }
    }

    private mutating func weekday() -> Weekday? {
        let weekday: Weekday
        switch cursor.kind {
        case .word(.weekday(let day)): weekday = day
        case .word(.thursdayOrRange) where isThursday: weekday = .thursday
        case .word(.wednesdayOrFiller) where language == .sv: weekday = .wednesday
        default: return nil
        }
        cursor.index += 1
        return weekday
    }

    /// `to 10.12.2026`, `klo 14–16 to 10.12.2026`, `10.12.2026 (to)`: where no range can be, `to` is a day.
    private var isThursday: Bool {
        let next = cursor.kind(at: 1)
        return items.isEmpty || items.contains(.range) || next == nil || next == .mark("-")
    }

    private mutating func takeRange() -> Bool {
        switch cursor.kind {
        case .mark("-"), .word(.range), .word(.thursdayOrRange): break
        case .mark("/") where isISO: break
        default: return false
        }
        cursor.index += 1
        return true
    }
}

// Dates and ranges of dates.
extension TimeGrammar {
    /// Whether neither a day nor an hour stands before. After either, a number that may be an hour is one:
    /// `11.12.2026 18 – 12.12.2026 2`, `klo 14–16 to 10.12.2026`.
    private var isFirst: Bool {
        items.allSatisfy { item in
            switch item {
            case .date, .hour: false
            case .weekday, .range: true
            }
        }
    }

    private mutating func date() throws(EventTimeError) -> Bool {
        if let written = cursor.isoDate() {
            items.append(.date(try written.civil()))
            isISO = true
            if cursor.kind == .word(.separator), cursor.isGlued(at: 0), cursor.isGlued(at: 1) { cursor.index += 1 }
            return true
        }
        if let date = try cursor.date() {
            items.append(.date(date))
            return true
        }
        return try openDate()
    }

    /// The first of two days that share a month or a year: `12.–13.12.2026`, `30.11.–su 2.12.2026`, `December 12–13, 2026`.
    private mutating func openDate() throws(EventTimeError) -> Bool {
        let start = cursor
        if let (day, month) = cursor.namedDay() {
            return try close(day: day, month: month, isNamed: true)
        }
        if let (day, month, isCertain) = try cursor.numericDay() {
            if isFirst || isCertain, try close(day: day, month: month, isNamed: false, isCertain: isCertain) {
                return true
            }
            cursor = start
            return false
        }
        if isFirst, let (day, isCertain) = cursor.bareDay(),
            try close(day: day, month: nil, isNamed: false, isCertain: isCertain)
        {
            return true
        }
        cursor = start
        return false
    }

    /// Reads the day that the first one leans on. False where there is none and the first one may be something else.
    private mutating func close(
        day: Int, month: Int?, isNamed: Bool, isCertain: Bool = true
    ) throws(EventTimeError) -> Bool {
        if takeRange() {
            let weekday = weekday()
            var last = try cursor.date()
            if last == nil, isNamed, let month, let day = cursor.number(at: 0),
                let year = cursor.number(at: 1, digits: 4...4)
            {
                last = try WrittenDate(year: year, month: month, day: day).civil()
                cursor.index += 2
            }
            if let last {
                let first = try WrittenDate(year: last.year, month: month ?? last.month, day: day).civil()
                items += [.date(first), .range] + (weekday.map { [.weekday($0)] } ?? []) + [.date(last)]
                return true
            }
        }
        if isCertain { throw .noYear }
        return false
    }
}

// Times of day.
extension TimeGrammar {
    /// `14`, `14.30`, `klo 14`, `2 pm`, `noon`.
    private mutating func hour() throws(EventTimeError) -> WrittenHour? {
        let isMarked = cursor.kind == .word(.clock)
        if isMarked {
            guard cursor.number(at: 1) != nil else { return nil }
            cursor.index += 1
        }
        if let hour = wordedHour() { return hour }
        guard case .number(let value, let digits) = cursor.kind, digits <= 2 else { return nil }
        cursor.index += 1
        var hour = WrittenHour(hour: value)
        hour.isOnLongClock = isMarked || !isEnglish
        hour.isPadded = digits == 2 && value < 10
        let isDotted = cursor.kind == .mark(".")
        if isDotted || cursor.kind == .mark(":"), cursor.isGlued(at: 0), cursor.isGlued(at: 1),
            let minute = cursor.number(at: 1, digits: 2...2)
        {
            cursor.index += 2
            hour.minute = minute
            hour.mayBeDay = isDotted && !isMarked && CivilDate(year: 2000, month: minute, day: value) != nil
            // Calendars write seconds that mean nothing: `T14:00:00`.
            if cursor.kind == .mark(":"), cursor.isGlued(at: 1), cursor.number(at: 1, digits: 2...2) == 0 {
                cursor.index += 2
            }
        }
        if case .word(.half(let half)) = cursor.kind {
            cursor.index += 1
            hour.half = half
        }
        return hour
    }

    /// `noon` and `midnight`, with or without a `12` before them.
    private mutating func wordedHour() -> WrittenHour? {
        let distance = cursor.number(at: 0) == 12 ? 1 : 0
        switch cursor.kind(at: distance) {
        case .word(.noon):
            cursor.index += distance + 1
            return WrittenHour(hour: 12, half: .afternoon)
        case .word(.midnight):
            cursor.index += distance + 1
            return WrittenHour(hour: 24, minute: 0, isMidnight: true)
        default: return nil
        }
    }
}
