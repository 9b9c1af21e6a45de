import Base

/// When an event is, fit to be told to people in any zone.
package enum CalendarSpan: Hashable, Sendable {
    /// `end` is not before `start`.
    case moments(start: Instant, end: Instant)
    /// Whole days; `end` is the day after the last, and after `start`.
    case days(start: CivilDate, end: CivilDate)
}

extension CalendarEvent {
    /// When the event is, if it is at one time.
    ///
    /// A series is refused: in UTC, which is all that an invitation to many zones can say without their rules, its
    /// occurrences would move by an hour with every change of the clocks.
    ///
    /// - Parameter resolving: As for ``CalendarZones/instant(of:resolving:)``.
    package func span(
        resolving: (_ zone: String?, _ time: CivilTime) -> Instant?
    ) throws(CalendarError) -> CalendarSpan {
        if recurrence.isEndless { throw .recurringWithoutEnd }
        if recurrence.isSeries { throw .recurring }
        guard let start, let end else { throw .noStart }
        let span: CalendarSpan
        if case .date(let first) = start, case .date(let last) = end {
            // Some programs end an event of one day on that day.
            guard last >= first, let next = CivilDate(exactlyDaysSince1970: first.daysSince1970 + 1) else {
                throw .endsBeforeStart
            }
            span = .days(start: first, end: max(last, next))
        } else {
            let (first, last) = (try instant(of: start, resolving), try instant(of: end, resolving))
            guard last >= first else { throw .endsBeforeStart }
            span = .moments(start: first, end: last)
        }
        return span
    }

    private func instant(
        of time: CalendarTime, _ resolving: (_ zone: String?, _ time: CivilTime) -> Instant?
    ) throws(CalendarError) -> Instant {
        if let instant = zones.instant(of: time, resolving: resolving) { return instant }
        if case .local(_, let zone) = time { throw .unknownZone(zone) }
        throw .unknownZone("")
    }
}
