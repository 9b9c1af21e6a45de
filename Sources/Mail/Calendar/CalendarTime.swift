import Base

/// When something starts or ends, as the object says it (RFC 5545 sections 3.3.4 and 3.3.5).
package enum CalendarTime: Hashable, Sendable {
    case utc(Instant)
    /// On the clocks of a zone, by the TZID as written; see ``CalendarZones``.
    case local(CivilTime, zone: String)
    /// On the clock of whoever reads it.
    case floating(CivilTime)
    /// A whole day.
    case date(CivilDate)

    /// What an event's dates are held to.
    package static let years = 1900...2200

    package var isDate: Bool { if case .date = self { true } else { false } }

    /// Reads the value of DTSTART, DTEND and the like.
    init(_ property: CalendarProperty) throws(CalendarError) {
        guard let text = DateTimeText(property.value) else { throw .unreadableProperty(property.name) }
        guard Self.years.contains(text.year) else { throw .dateOutOfRange(property.name) }
        guard let day = text.civilDate else { throw .unreadableProperty(property.name) }
        // Eight digits are a date even where VALUE=DATE is missing.
        guard text.hasTime else {
            self = .date(day)
            return
        }
        guard let time = text.civilTime else { throw .unreadableProperty(property.name) }
        let zone = property.parameter("TZID").map(CalendarText.line) ?? ""
        if text.isUTC {
            self = .utc(Instant(secondsSince1970: time.secondsSince1970))
        } else {
            self = zone.isEmpty ? .floating(time) : .local(time, zone: zone)
        }
    }

    /// This much later. Days are days of the calendar, the rest is counted on the clock.
    func adding(_ duration: CalendarDuration) -> CalendarTime? {
        switch self {
        case .utc(let instant):
            return CivilTime(exactlySecondsSince1970: instant.secondsSince1970 + Int64(duration.totalSeconds))
                .map { .utc(Instant(secondsSince1970: $0.secondsSince1970)) }
        case .local(let time, let zone): return time.adding(duration).map { .local($0, zone: zone) }
        case .floating(let time): return time.adding(duration).map(CalendarTime.floating)
        case .date(let day):
            return CivilDate(exactlyDaysSince1970: day.daysSince1970 + Int64(duration.days)).map(CalendarTime.date)
        }
    }
}

extension CivilTime {
    fileprivate func adding(_ duration: CalendarDuration) -> CivilTime? {
        CivilTime(exactlySecondsSince1970: secondsSince1970 + Int64(duration.totalSeconds))
    }
}

/// A DATE or DATE-TIME value by its digits: `20240131`, `20240131T101500`, `20240131T101500Z`.
struct DateTimeText {
    /// Any number of digits, held at 99 999.
    let year: Int
    let hasTime: Bool
    let isUTC: Bool
    private let month: Int
    private let day: Int
    private let time: [Int]

    /// `nil` for what has another form; numbers that name no day or time are left to be found.
    init?(_ value: some StringProtocol) {
        let bytes = Array(value.utf8)[...].trimmed()
        let date = bytes.prefix(while: \.isDigit)
        guard date.count >= 8 else { return nil }
        year = date.count == 8 ? Self.number(date.prefix(4)) : 99_999
        month = Self.number(date.suffix(4).prefix(2))
        day = Self.number(date.suffix(2))
        var rest = bytes[date.endIndex...]
        hasTime = rest.popFirst().map { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") } ?? false
        guard hasTime || date.endIndex == bytes.endIndex else { return nil }
        isUTC = hasTime && rest.last.map { $0 == UInt8(ascii: "Z") || $0 == UInt8(ascii: "z") } ?? false
        let digits = isUTC ? rest.dropLast() : rest
        guard digits.allSatisfy(\.isDigit), digits.count == (hasTime ? 6 : 0) else { return nil }
        time = stride(from: digits.startIndex, to: digits.endIndex, by: 2).map { Self.number(digits[$0..<($0 + 2)]) }
    }

    var civilDate: CivilDate? { CivilDate(year: year, month: month, day: day) }

    /// Midnight where only a day is named.
    var civilTime: CivilTime? {
        civilDate.flatMap { date in
            guard hasTime else { return CivilTime(date: date) }
            // A leap second counts as the one before.
            let second = time[2] == 60 ? 59 : time[2]
            return TimeOfDay(hour: time[0], minute: time[1], second: second).map { CivilTime(date: date, time: $0) }
        }
    }

    /// Of at most four digits.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}
