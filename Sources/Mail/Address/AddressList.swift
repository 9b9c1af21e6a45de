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

    /// Adds the addresses of another field, as if one field had held both.
    mutating func append(_ other: AddressList) {
        mailboxes += other.mailboxes
        entries += other.entries
        hasGroup = hasGroup || other.hasGroup
    }
}
