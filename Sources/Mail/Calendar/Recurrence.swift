/// How an event repeats, as the object says it.
package struct Recurrence: Hashable, Sendable {
    /// RRULE.
    package var rules: [CalendarProperty]
    /// RDATE.
    package var dates: [CalendarProperty]
    /// EXDATE.
    package var exceptions: [CalendarProperty]
    /// RECURRENCE-ID: which occurrence of a series the event replaces.
    package var occurrence: CalendarProperty?

    /// Not at all.
    init() { (rules, dates, exceptions, occurrence) = ([], [], [], nil) }

    init(_ component: CalendarComponent) {
        rules = component.all("RRULE")
        dates = component.all("RDATE")
        exceptions = component.all("EXDATE")
        occurrence = component.first("RECURRENCE-ID")
    }

    /// Whether the event is a series. One occurrence that was sent by itself is none.
    package var isSeries: Bool { !rules.isEmpty || !dates.isEmpty }

    /// Whether a rule has neither COUNT nor UNTIL.
    package var isEndless: Bool {
        rules.contains { rule in
            let parts = rule.keyword.split(separator: ";")
            return !parts.contains { $0.hasPrefix("COUNT=") || $0.hasPrefix("UNTIL=") }
        }
    }
}
