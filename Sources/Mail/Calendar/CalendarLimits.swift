/// Bounds that keep hostile calendars cheap. No honest invitation comes near them.
package struct CalendarLimits: Hashable, Sendable {
    /// Bytes of the whole object, before decoding.
    package var bytes = 1 << 20
    /// Lines as they are written, folded.
    package var lines = 20_000
    /// Bytes of one line after unfolding; lines of programs' own properties (`X-…`) may be longer.
    package var lineBytes = 1 << 16
    /// Properties of all components together.
    package var properties = 10_000
    /// Components, those inside others included.
    package var components = 500
    /// How deep components may lie in one another; a VALARM of an event lies at 3.
    package var depth = 8

    package init() {}

    package static let standard = CalendarLimits()
}
