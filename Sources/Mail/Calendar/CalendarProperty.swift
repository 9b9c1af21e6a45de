import Base

/// A property of a component (RFC 5545 section 3.5), as written.
package struct CalendarProperty: Hashable, Sendable {
    /// In upper case.
    package let name: String
    package let parameters: [CalendarParameter]
    /// Still escaped: what that means depends on the property.
    package let value: String

    /// The value of a parameter, its name in upper case; values with commas between them are one.
    package func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }.map { $0.values.joined(separator: ",") }
    }

    /// The value where it is one of a set of words, which are compared without case.
    var keyword: String { value.trimmed.uppercased() }
}

/// A parameter of a property (RFC 5545 section 3.2).
package struct CalendarParameter: Hashable, Sendable {
    /// In upper case.
    package let name: String
    /// Without quotes, escapes of RFC 6868 undone.
    package let values: [String]
}
