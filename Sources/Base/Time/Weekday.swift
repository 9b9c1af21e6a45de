/// A day of the week, in ISO 8601's order. The raw value is how it is written in a configuration.
package enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
}
