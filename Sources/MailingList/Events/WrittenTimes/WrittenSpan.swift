import Base

/// When an event is, as written on the wall clock of the list's own zone. Nothing ends before it starts.
package enum WrittenSpan: Hashable, Sendable {
    /// `end` equals the start where only a start is written; it is never guessed.
    case times(start: CivilTime, end: CivilTime)
    /// Whole days. `last` is the last day of the event itself, not the day after.
    case days(first: CivilDate, last: CivilDate)
}
