/// A day and a time as the clock on the wall shows them, without a zone.
package struct WrittenTime: Hashable, Comparable, Sendable {
    package var date: CivilDate
    package var time: TimeOfDay

    package init(date: CivilDate, time: TimeOfDay) {
        self.date = date
        self.time = time
    }

    package static func < (left: WrittenTime, right: WrittenTime) -> Bool {
        (left.date, left.time) < (right.date, right.time)
    }
}

/// When an event is, as written on the wall clock of the list's own zone. Nothing ends before it starts.
package enum WrittenSpan: Hashable, Sendable {
    /// `end` equals the start where only a start is written; it is never guessed.
    case times(start: WrittenTime, end: WrittenTime)
    /// Whole days. `last` is the last day of the event itself, not the day after.
    case days(first: CivilDate, last: CivilDate)
}
