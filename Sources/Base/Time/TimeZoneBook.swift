/// The zone database, as far as somebody asks for a zone by its name. Whoever makes one decides where the rules come from.
package struct TimeZoneBook: Sendable {
    private let find: @Sendable (String) -> TimeZoneRules?

    /// - Parameter find: The rules of the zone of this name, `Europe/Helsinki`; nil where there is none. The name comes from
    ///   outside: letters, digits, `_`, `-`, `+` and single slashes, at most 64 of them.
    package init(_ find: @escaping @Sendable (String) -> TimeZoneRules?) { self.find = find }

    /// Knows no zone.
    package static let empty = TimeZoneBook { _ in nil }

    package subscript(name: String) -> TimeZoneRules? { find(name) }
}

extension TimeZoneBook: Equatable {
    /// There is one world: books differ in nothing that a decision looks at.
    package static func == (left: TimeZoneBook, right: TimeZoneBook) -> Bool { true }
}
