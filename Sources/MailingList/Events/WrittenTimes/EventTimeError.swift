/// Why the words do not say one clear time. Each is a question to the coordinator; none is settled by guessing.
package enum EventTimeError: String, Error, Hashable, Sendable, CaseIterable {
    /// Nothing is written, or only an hour or a weekday.
    case noDay
    /// `12.12.`, `12 December`, `12.12.26`.
    case noYear
    /// `31.2.2026`, or a year outside `WrittenDate.years`.
    case noSuchDay
    /// `25:00`, `14 pm`.
    case noSuchTime
    /// `su 12.12.2026`, which is a Saturday.
    case weekdayDisagrees
    /// `3/4/2026`: the third of April, or the fourth of March.
    case ambiguousOrder
    /// `2–4` in English, `10–2 pm`, `2 pm – 4`, a start at `midnight`.
    case ambiguousHour
    /// `14–12` without a second day.
    case endsBeforeStart
    /// More days or times than a start and an end: `12.12. ja 19.12.2026`, `12.–13.12.2026 klo 14–16`.
    case several
    /// Something stands there that is no part of a time, or the parts make no sense together.
    case unknownWords
    /// More characters than `EventLines.longestTime`.
    case tooLong
}
