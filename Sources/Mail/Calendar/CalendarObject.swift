/// One iCalendar object (RFC 5545 section 3.4) as written: its components and their properties.
package struct CalendarObject: Hashable, Sendable {
    /// In document order; `components[0]` is the VCALENDAR.
    package let components: [CalendarComponent]
    /// What the object asks for (RFC 5546 section 1.4). `nil` where it does not say.
    package internal(set) var method: CalendarMethod?

    init(components: [CalendarComponent]) {
        self.components = components
        method = components.first?.first("METHOD").flatMap { CalendarMethod($0.value) }
    }

    /// Reads the only object in `bytes`.
    ///
    /// - Parameter charset: The label of the part that holds it; RFC 5545 section 3.1.4 has UTF-8 where it is missing.
    package init(_ bytes: [UInt8], charset: String? = nil, limits: CalendarLimits = .standard) throws(CalendarError) {
        let objects = try Self.all(in: bytes, charset: charset, limits: limits)
        guard objects.count == 1 else { throw .severalEvents }
        self = objects[0]
    }

    /// Every object of a stream, at least one. Lines that are no content lines are passed over, as are lines outside
    /// a VCALENDAR; a VCALENDAR that does not end is an error, for it may have been cut.
    package static func all(
        in bytes: [UInt8], charset: String? = nil, limits: CalendarLimits = .standard
    ) throws(CalendarError) -> [CalendarObject] {
        var reader = CalendarReader(limits: limits)
        return try reader.read(CalendarLines.read(bytes, charset: charset, limits: limits))
    }
}

extension CalendarObject {
    /// The VEVENTs, each as written.
    var eventComponents: [CalendarComponent] { components.filter { $0.name == "VEVENT" && $0.parent == 0 } }

    /// Every event, exceptions of a series (RECURRENCE-ID) as events of their own; at least one.
    package func events() throws(CalendarError) -> [CalendarEvent] {
        let zones = CalendarZones(self)
        var events: [CalendarEvent] = []
        for component in eventComponents { events.append(try CalendarEvent(component, of: self, zones: zones)) }
        guard !events.isEmpty else { throw .noEvent }
        return events
    }

    /// The one event it is about. Exceptions of a series bear its UID; the series itself is preferred to them.
    package func event() throws(CalendarError) -> CalendarEvent {
        let components = eventComponents
        guard let first = components.first else { throw .noEvent }
        let identifier = try CalendarEvent.identifier(of: first)
        for other in components.dropFirst() {
            guard try CalendarEvent.identifier(of: other) == identifier else { throw .severalEvents }
        }
        let main = components.first { $0.first("RECURRENCE-ID") == nil } ?? first
        return try CalendarEvent(main, of: self, zones: CalendarZones(self))
    }
}

/// A component (RFC 5545 section 3.6), by its properties and its place.
package struct CalendarComponent: Hashable, Sendable {
    /// In upper case: `VEVENT`.
    package let name: String
    /// Index in ``CalendarObject/components`` of the component that holds this one; `nil` for the VCALENDAR.
    package let parent: Int?
    package internal(set) var properties: [CalendarProperty] = []

    init(name: String, parent: Int?) {
        self.name = name
        self.parent = parent
    }

    /// The first property of this name, which is in upper case.
    package func first(_ name: String) -> CalendarProperty? { properties.first { $0.name == name } }

    /// All properties of this name, which is in upper case.
    package func all(_ name: String) -> [CalendarProperty] { properties.filter { $0.name == name } }
}
