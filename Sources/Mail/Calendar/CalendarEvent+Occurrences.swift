import Base

/// The occurrences of a series, one by one.
extension CalendarObject {
    /// Lines of RDATE and of EXDATE that are looked at.
    private static var mostDates: Int { 100 }

    /// The next occurrences that are not over at `now`, by time, at most `most`; empty where a rule says more than
    /// ``RecurrenceRule`` reads, or a zone is unknown.
    ///
    /// - Parameter resolving: As for ``CalendarZones/instant(of:resolving:)``.
    package func occurrences(
        after now: Instant, most: Int, resolving: (_ zone: String?, _ time: CivilTime) -> Instant?
    ) -> [CalendarSpan] {
        guard let events = try? events(), let series = events.first(where: { $0.recurrence.occurrence == nil }),
            let start = series.start, let first = series.singleSpan(resolving: resolving)
        else { return [] }
        let moved = events.filter { $0.recurrence.occurrence != nil }
        let exceptions = (series.recurrence.exceptions + moved.compactMap(\.recurrence.occurrence)).prefix(
            Self.mostDates)
        let left = Set(exceptions.flatMap { $0.times(resolving, series.zones) })
        var spans = Set(moved.filter { !$0.isCancelled }.compactMap { $0.singleSpan(resolving: resolving) })
        let starts =
            series.starts(from: start, after: now, days: first.days, most: most + left.count)
            + series.recurrence.dates.prefix(Self.mostDates).flatMap(\.calendarTimes)
        for time in starts {
            guard let begin = series.zones.moment(of: time, resolving: resolving), !left.contains(begin) else {
                continue
            }
            spans.insert(first.moved(to: begin))
        }
        let upcoming = spans.filter { $0.lastMoment > now.secondsSince1970 }
        return Array(upcoming.sorted { $0.firstMoment < $1.firstMoment }.prefix(most))
    }
}

extension CalendarEvent {
    /// When the first occurrence is, whatever the event repeats.
    fileprivate func singleSpan(resolving: (_ zone: String?, _ time: CivilTime) -> Instant?) -> CalendarSpan? {
        var event = self
        event.recurrence = Recurrence()
        return try? event.span(resolving: resolving)
    }

    /// The starts that the rules give, on the clock that `start` is told on: of what takes `days` those that are over at `now`
    /// are left out, and no more than `most` others are looked for.
    fileprivate func starts(from start: CalendarTime, after now: Instant, days: Int64, most: Int) -> [CalendarTime] {
        let rules = recurrence.rules.map { RecurrenceRule($0.keyword, start: start.civil.date) }
        guard rules.count <= Self.mostRules, !rules.contains(where: { $0 == nil }) else { return [] }
        // The start counts, whatever the rule says (RFC 5545 section 3.8.5.3).
        var starts = [start]
        let first = start.civil.date
        let today = CivilDate.floorDivide(now.secondsSince1970, by: 86_400) - first.daysSince1970 - days
        for case let rule? in rules {
            var count = 1
            var found = 0
            // Without a count the days that are over need not be looked at; of those from `today` on, that day and `days`
            // others may be over all the same.
            let begin = rule.count == nil ? max(1, min(today, 100_000)) : 1
            for offset in begin..<(begin + Self.longestSeries)
            where count < rule.count ?? .max && found <= most + Int(days) {
                let day = first.adding(days: Int(offset))
                guard rule.gives(day, at: CivilTime(date: day, time: start.civil.time)) else { continue }
                count += 1
                guard offset >= today else { continue }
                starts.append(start.on(day))
                found += 1
            }
        }
        return starts
    }

    private static var mostRules: Int { 4 }
    /// Days that are looked at.
    private static var longestSeries: Int64 { 8000 }
}

extension CalendarTime {
    fileprivate var civil: CivilTime {
        switch self {
        case .utc(let instant): TimeZoneRules.utc.local(of: instant).civil
        case .local(let time, _), .floating(let time): time
        case .date(let day): CivilTime(date: day)
        }
    }

    fileprivate func on(_ day: CivilDate) -> CalendarTime {
        let time = CivilTime(date: day, time: civil.time)
        return switch self {
        case .utc: .utc(Instant(secondsSince1970: time.secondsSince1970))
        case .local(_, let zone): .local(time, zone: zone)
        case .floating: .floating(time)
        case .date: .date(day)
        }
    }
}

extension CalendarZones {
    /// A day as its midnight in UTC: comparable with other days.
    fileprivate func moment(
        of time: CalendarTime, resolving: (_ zone: String?, _ time: CivilTime) -> Instant?
    ) -> Instant? {
        if case .date(let day) = time { return Instant(secondsSince1970: day.daysSince1970 * 86_400) }
        return instant(of: time, resolving: resolving)
    }
}

extension CalendarProperty {
    /// Of RDATE and EXDATE, which may hold several. Periods are passed over.
    fileprivate var calendarTimes: [CalendarTime] {
        value.split(separator: ",").prefix(100).compactMap { part in
            try? CalendarTime(CalendarProperty(name: name, parameters: parameters, value: String(part)))
        }
    }

    fileprivate func times(
        _ resolving: (_ zone: String?, _ time: CivilTime) -> Instant?, _ zones: CalendarZones
    ) -> [Instant] {
        calendarTimes.compactMap { zones.moment(of: $0, resolving: resolving) }
    }
}

extension CalendarSpan {
    fileprivate var firstMoment: Int64 {
        switch self {
        case .moments(let start, _): start.secondsSince1970
        case .days(let start, _): start.daysSince1970 * 86_400
        }
    }

    fileprivate var lastMoment: Int64 {
        switch self {
        case .moments(_, let end): end.secondsSince1970
        case .days(_, let end): end.daysSince1970 * 86_400
        }
    }

    /// How many days it touches at most, and one more for clocks that differ from UTC.
    fileprivate var days: Int64 { min(366, (lastMoment - firstMoment) / 86_400 + 2) }

    /// As long as this, from another start.
    fileprivate func moved(to start: Instant) -> CalendarSpan {
        switch self {
        case .moments(let first, let last):
            return .moments(
                start: start,
                end: Instant(secondsSince1970: start.secondsSince1970 + last.secondsSince1970 - first.secondsSince1970))
        case .days(let first, let end):
            let day = CivilDate(daysSince1970: CivilDate.floorDivide(start.secondsSince1970, by: 86_400))
            return .days(start: day, end: day.adding(days: Int(end.daysSince1970 - first.daysSince1970)))
        }
    }
}
