import Base

/// The addresses of a From, To, Cc, Reply-To or Sender field (RFC 5322 section 3.4, obsolete forms included).
///
/// The structure is found first and names are decoded afterwards, so nothing inside quotes, comments or encoded
/// words can become an address: `"anna@hel.fi" <x@evil.org>` is x@evil.org.
package struct AddressList: Hashable, Sendable {
    /// The mailboxes that have a valid ``Address``, in the order written; members of groups included.
    package var mailboxes: [NamedAddress] = []
    /// All that is named, usable or not, with the address as it was written: to be shown, never compared or sent to.
    package var written: [(name: String, text: String)] { entries.map { ($0.name, $0.text) } }
    /// How many addresses are named, those without a valid ``Address`` included.
    package var count: Int { entries.count }
    /// Whether a group (`name: …;`) stands among them, even an empty one.
    package var hasGroup = false

    var entries: [Entry] = []

    struct Entry: Hashable, Sendable {
        let name: String
        let text: String
    }

    package init() {}

    package static func parse(_ text: String) -> AddressList { parse(text.utf8) }

    /// Reads the value of a field, folded or not; 8-bit names are read as UTF-8, else as windows-1252.
    package static func parse(_ bytes: some Collection<UInt8>) -> AddressList {
        var parser = AddressListParser(Array(Header.Field.unfold(Array(bytes)[...])))
        return parser.parse()
    }

    /// Reads a From field. Many programs leave out the quotes around a comma or a colon in a name, or write it into an encoded
    /// word as it is: `Virtanen, Olli <olli@hel.fi>`. Where the field holds one address only, all before it is its name.
    static func parseSender(_ bytes: some Collection<UInt8>) -> AddressList {
        let value = Array(Header.Field.unfold(Array(bytes)[...]))
        var parser = AddressListParser(value)
        let list = parser.parse()
        guard list.count > 1 || list.hasGroup, list.mailboxes.count == 1 else { return list }
        func count(_ character: Character) -> Int { value.count { $0 == character.asciiValue } }
        guard count("@") == 1, count("<") == 1, count(">") == 1, !(list.hasGroup && count(";") > 0),
            let open = value.firstIndex(of: UInt8(ascii: "<")), let close = value.firstIndex(of: UInt8(ascii: ">")),
            value[open..<close].contains(UInt8(ascii: "@")), value[(close + 1)...].allSatisfy(\.isFoldingSpace)
        else { return list }
        let name = EncodedWord.decode(Array(value[..<open])).withoutControls.filter { $0 != "\"" }.trimmed
        var sender = AddressList()
        sender.mailboxes = [NamedAddress(name: name, address: list.mailboxes[0].address)]
        sender.entries = [Entry(name: name, text: String(decoding: value[(open + 1)..<close], as: UTF8.self).trimmed)]
        return sender
    }

    /// Adds the addresses of another field, as if one field had held both.
    mutating func append(_ other: AddressList) {
        mailboxes += other.mailboxes
        entries += other.entries
        hasGroup = hasGroup || other.hasGroup
    }
}
