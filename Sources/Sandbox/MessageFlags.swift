/// The system flags of RFC 3501, section 2.3.2. Keywords are not kept, exactly as Exchange Online does not keep them.
package struct MessageFlags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let seen = MessageFlags(rawValue: 1)
    package static let answered = MessageFlags(rawValue: 2)
    package static let flagged = MessageFlags(rawValue: 4)
    package static let deleted = MessageFlags(rawValue: 8)
    package static let draft = MessageFlags(rawValue: 16)

    private static let names: [(flag: MessageFlags, name: String)] = [
        (.answered, "\\Answered"), (.flagged, "\\Flagged"), (.deleted, "\\Deleted"), (.seen, "\\Seen"),
        (.draft, "\\Draft"),
    ]

    /// The flag of a name as it stands in IMAP, in any case; nil for keywords and `\Recent`.
    init?(named name: String) {
        let wanted = name.lowercased()
        guard let known = Self.names.first(where: { $0.name.lowercased() == wanted }) else { return nil }
        self = known.flag
    }

    /// The parenthesised list as IMAP writes it.
    var imapList: String {
        "(" + Self.names.filter { contains($0.flag) }.map(\.name).joined(separator: " ") + ")"
    }
}
