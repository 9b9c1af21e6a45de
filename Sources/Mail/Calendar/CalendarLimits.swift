/// Bounds that keep hostile calendars cheap. No honest invitation comes near them.
public struct CalendarLimits: Hashable, Sendable {
    /// Bytes of the whole object, before decoding.
    public var bytes = 1 << 20
    /// Lines as they are written, folded.
    public var lines = 20_000
    /// Bytes of one line after unfolding.
    public var lineBytes = 1 << 16
    /// Properties of all components together.
    public var properties = 10_000
    /// Components, those inside others included.
    public var components = 500
    /// How deep components may lie in one another; a VALARM of an event lies at 3.
    public var depth = 8

    public init() {}

    public static let standard = CalendarLimits()
}
