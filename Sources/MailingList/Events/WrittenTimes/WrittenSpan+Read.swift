import Base

extension WrittenSpan {
    /// The one time that `text` says: a line of at most `EventLines.longestTime` Unicode scalars.
    static func read(_ text: String, in language: Language) -> Result<WrittenSpan, EventTimeError> {
        do throws(EventTimeError) {
            guard text.unicodeScalars.prefix(EventLines.longestTime + 1).count <= EventLines.longestTime else {
                throw .tooLong
            }
            return .success(try span(items(text, in: language)))
        } catch {
            return .failure(error)
        }
    }

    /// A remark at the end is looked at first, for it may be `(la)` or `(klo 14)`; then it is passed over.
    private static func items(_ text: String, in language: Language) throws(EventTimeError) -> [TimeItem] {
        do {
            return try TimeGrammar(TimeScanner(text), language: language).items
        } catch .unknownWords {
            guard let rest = withoutRemark(text) else { throw .unknownWords }
            return try TimeGrammar(TimeScanner(rest), language: language).items
        }
    }

    /// `12.12.2026 klo 14 (alustava)` → `12.12.2026 klo 14`. Nil where no remark may be passed over: a number or a zone
    /// in it would change the time.
    private static func withoutRemark(_ text: String) -> Substring? {
        guard text.last == ")", let open = text.lastIndex(of: "(") else { return nil }
        let remark = text[open...].dropFirst().dropLast()
        guard !remark.contains(where: \.isNumber), TimeWord.foldedZones.isDisjoint(with: Folding.words(remark)) else {
            return nil
        }
        return text[..<open]
    }

    private static func span(_ items: [TimeItem]) throws(EventTimeError) -> WrittenSpan {
        let dates = items.compactMap { if case .date(let date) = $0 { date } else { nil } }
        let hours = items.compactMap { if case .hour(let hour) = $0 { hour } else { nil } }
        let shape = try shape(items, dates)
        switch shape {
        case "D":
            return .days(first: dates[0], last: dates[0])
        case "D-D":
            guard dates[0] <= dates[1] else { throw .endsBeforeStart }
            return .days(first: dates[0], last: dates[1])
        case "DH", "HD":
            let start = CivilTime(date: dates[0], time: try hours[0].start())
            return .times(start: start, end: start)
        case "DH-H", "H-HD":
            return try times(dates[0], hours[0], dates[0], hours[1])
        case "DH-DH", "HD-HD":
            return try times(dates[0], hours[0], dates[1], hours[1])
        default:
            if dates.isEmpty { throw hours.contains { $0.mayBeDay } ? .noYear : .noDay }
            throw dates.count > 1 || hours.count > 1 ? .several : .unknownWords
        }
    }

    private static func times(
        _ firstDay: CivilDate, _ first: WrittenHour, _ lastDay: CivilDate, _ last: WrittenHour
    ) throws(EventTimeError) -> WrittenSpan {
        var last = last
        // `klo 2–4` says it for both.
        if first.isOnLongClock { last.isOnLongClock = true }
        let (startTime, endTime, isNextDay) = try first.range(to: last, onOneDay: firstDay == lastDay)
        let start = CivilTime(date: firstDay, time: startTime)
        let end = CivilTime(date: isNextDay ? lastDay.adding(days: 1) : lastDay, time: endTime)
        guard start <= end else { throw .endsBeforeStart }
        return .times(start: start, end: end)
    }
}

extension WrittenSpan {
    /// The items as a word: D a date, H an hour, - a range. Weekdays say nothing new there, but they must not say
    /// anything else than the dates do.
    private static func shape(_ items: [TimeItem], _ dates: [CivilDate]) throws(EventTimeError) -> String {
        var items = items[...]
        // `la–su 12.–13.12.2026`
        if dates.count == 2, items.count > 2, case .weekday(let first) = items[0], items[1] == .range,
            case .weekday(let last) = items[2]
        {
            guard dates[0].weekday == first, dates[1].weekday == last else { throw .weekdayDisagrees }
            items = items.dropFirst(3)
        }
        var shape = ""
        for (index, item) in zip(items.indices, items) {
            switch item {
            case .date: shape += "D"
            case .hour: shape += "H"
            case .range: shape += "-"
            case .weekday(let weekday):
                guard let date = date(near: index, in: items) else { continue }
                guard date.weekday == weekday else { throw .weekdayDisagrees }
            }
        }
        return shape
    }

    /// The date right after a weekday, or else right before it, or else any: `(la)` at the end.
    private static func date(near index: Int, in items: ArraySlice<TimeItem>) -> CivilDate? {
        func date(_ item: TimeItem?) -> CivilDate? {
            if case .date(let date) = item { date } else { nil }
        }
        return date(items[index...].dropFirst().first) ?? date(items[..<index].last)
            ?? items.lazy.compactMap(date).first
    }
}
