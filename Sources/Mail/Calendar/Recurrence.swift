/// How an event repeats, as the object says it. Kutsu only asks whether it does.
public struct Recurrence: Hashable, Sendable {
    /// RRULE.
    public var rules: [CalendarProperty]
    /// RDATE.
    public var dates: [CalendarProperty]
    /// EXDATE.
    public var exceptions: [CalendarProperty]
    /// RECURRENCE-ID: which occurrence of a series the event replaces.
    public var occurrence: CalendarProperty?

    init(_ component: CalendarComponent) {
        rules = component.all("RRULE")
        dates = component.all("RDATE")
        exceptions = component.all("EXDATE")
        occurrence = component.first("RECURRENCE-ID")
    }

    /// Whether the event is a series, or one occurrence of a series.
    public var isSeries: Bool { !rules.isEmpty || !dates.isEmpty || occurrence != nil }

    /// Whether a rule has neither COUNT nor UNTIL.
    public var isEndless: Bool {
        rules.contains { rule in
            let parts = rule.keyword.split(separator: ";")
            return !parts.contains { $0.hasPrefix("COUNT=") || $0.hasPrefix("UNTIL=") }
        }
    }
}
