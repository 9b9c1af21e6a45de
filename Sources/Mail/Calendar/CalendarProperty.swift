/// A property of a component (RFC 5545 section 3.5), as written.
public struct CalendarProperty: Hashable, Sendable {
    /// In upper case.
    public let name: String
    public let parameters: [CalendarParameter]
    /// Still escaped: what that means depends on the property.
    public let value: String

    /// The value of a parameter, its name in upper case; values with commas between them are one.
    public func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }.map { $0.values.joined(separator: ",") }
    }

    /// The value where it is one of a set of words, which are compared without case.
    var keyword: String { value.trimmed.uppercased() }
}

/// A parameter of a property (RFC 5545 section 3.2).
public struct CalendarParameter: Hashable, Sendable {
    /// In upper case.
    public let name: String
    /// Without quotes, escapes of RFC 6868 undone.
    public let values: [String]
}
