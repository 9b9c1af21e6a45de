/// Reads content lines into objects, in one pass and without recursion: what is open lies on a stack.
struct CalendarReader {
    private let limits: CalendarLimits
    private var objects: [CalendarObject] = []
    private var components: [CalendarComponent] = []
    /// Indices of the components that have begun and not ended, innermost last.
    private var open: [Int] = []
    private var componentCount = 0
    private var propertyCount = 0

    init(limits: CalendarLimits) { self.limits = limits }

    mutating func read(_ lines: [ArraySlice<UInt8>]) throws(CalendarError) -> [CalendarObject] {
        for line in lines {
            guard let property = ContentLineParser.property(in: line) else { continue }
            switch property.name {
            case "BEGIN": try begin(property.keyword)
            case "END": try end(property.keyword)
            default: try add(property)
            }
        }
        guard open.isEmpty, !objects.isEmpty else { throw .unreadable }
        return objects
    }

    private mutating func begin(_ name: String) throws(CalendarError) {
        // What follows the object in the mail, such as a mailing list's footer, is not part of it.
        guard !open.isEmpty || name == "VCALENDAR" else { return }
        componentCount += 1
        guard componentCount <= limits.components else { throw .tooManyEvents }
        guard open.count < limits.depth else { throw .unreadable }
        components.append(CalendarComponent(name: name, parent: open.last))
        open.append(components.count - 1)
    }

    private mutating func end(_ name: String) throws(CalendarError) {
        guard let innermost = open.popLast() else { return }
        guard components[innermost].name == name else { throw .unreadable }
        guard open.isEmpty else { return }
        objects.append(CalendarObject(components: components))
        components = []
    }

    private mutating func add(_ property: CalendarProperty) throws(CalendarError) {
        guard let innermost = open.last else { return }
        propertyCount += 1
        guard propertyCount <= limits.properties else { throw .tooLarge }
        components[innermost].properties.append(property)
    }
}
