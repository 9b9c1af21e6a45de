/// One mailbox address (RFC 5322 addr-spec) in canonical form: the only form in which Kutsu stores, compares and
/// sends to an address.
///
/// Canonical means: the domain in ASCII (A-labels) and lower case, the local part in lower case (every provider in
/// use compares it so) and without needless quotes. IP literals and non-ASCII local parts are refused: an ordinary
/// submission server delivers to neither.
package struct Address: Hashable, Sendable {
    /// The whole address as it stands in files and envelopes: ASCII without spaces, exactly one `@`, at most 254 bytes.
    package let text: String

    /// Reads exactly one addr-spec; `nil` for anything else, be it a display name, an angle, white space or a control.
    package init?(_ text: some StringProtocol) {
        // Bytes, not Characters: "\r\n" is one Character, and a combining accent would hide an `@`.
        let bytes = Array(text.utf8)
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        var local = bytes[..<at]
        if local.first == UInt8(ascii: "\"") {
            guard let content = Self.unquoted(local) else { return nil }
            local = content[...]
        } else if !Self.isDotAtom(local) {
            return nil
        }
        self.init(localContent: local, domain: bytes[(at + 1)...])
    }

    /// An address that was read before, from where it was kept since. Nothing is checked.
    package init(canonical text: String) { self.text = text }

    /// Puts an address together from what the local part means, its quotes removed, and a domain.
    package init?(localContent content: ArraySlice<UInt8>, domain: ArraySlice<UInt8>) {
        guard (1...64).contains(content.count),
            content.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "@") }),
            let domain = Domain.canonical(domain)
        else { return nil }
        let local = Self.isDotAtom(content) ? content.map(\.lowercased) : Self.quoted(content.map(\.lowercased))
        let bytes = local + [UInt8(ascii: "@")] + domain
        // RFC 5321 section 4.5.3.1, with the 254 of RFC 3696 erratum 1690.
        guard local.count <= 64, bytes.count <= 254 else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// What stands before the `@`, quoted where the grammar asks for it; at most 64 bytes.
    package var local: String { String(text[..<at]) }

    /// What stands after the `@`.
    package var domain: Domain { Domain(canonical: String(text[at...].dropFirst())) }

    /// Of the only one: none stands in a local part.
    private var at: String.Index { text.utf8.firstIndex(of: UInt8(ascii: "@")) ?? text.endIndex }
}

extension Address {
    /// Whether servers may route it elsewhere than its domain says: `eve%evil.test@hel.fi`, `evil.test!eve@hel.fi`
    /// (RFC 5321 appendix F.2 calls such source routes unwise, and Postfix still follows them), and what some deliver to a
    /// program or a file, `|sh@hel.fi`, `/etc/x@hel.fi`. Quotes change nothing.
    package var isRerouted: Bool {
        let local = text.utf8[..<at].drop { $0 == UInt8(ascii: "\"") }
        return local.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "!") }
            || local.first == UInt8(ascii: "|") || local.first == UInt8(ascii: "/")
    }

    /// The mailbox that it is delivered to where its server knows tags: `anna+kutsu@hel.fi` is `anna@hel.fi`. Only for
    /// counting, since a server need not know them.
    package var mailbox: Address {
        guard text.utf8.contains(UInt8(ascii: "+")) else { return self }
        let local = local
        guard let plus = local.firstIndex(of: "+"), plus > local.startIndex else { return self }
        return Address("\(local[..<plus])@\(domain)") ?? self
    }
}

extension Address: Comparable {
    package static func < (left: Address, right: Address) -> Bool { left.text < right.text }
}

extension Address: CustomStringConvertible {
    /// Redacted (`a…@hel.fi`), so that no log names a person by accident; ``text`` is the address itself.
    package var description: String { "\(local.prefix(1))…@\(domain)" }
}

extension Address {
    /// `dot-atom-text` of RFC 5322 section 3.2.3, in ASCII.
    private static func isDotAtom(_ text: ArraySlice<UInt8>) -> Bool {
        var previous = UInt8(ascii: ".")
        for byte in text {
            if byte == UInt8(ascii: ".") {
                guard previous != byte else { return false }
            } else {
                guard byte.isAtomText, byte < 0x80 else { return false }
            }
            previous = byte
        }
        return previous != UInt8(ascii: ".")
    }

    /// What a quoted string means; `nil` where it is not exactly one.
    private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var content: [UInt8] = []
        var bytes = text.dropFirst().makeIterator()
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "\""):
                return bytes.next() == nil ? content : nil
            case UInt8(ascii: "\\"):
                guard let escaped = bytes.next() else { return nil }
                content.append(escaped)
            default:
                content.append(byte)
            }
        }
        return nil
    }

    private static func quoted(_ content: [UInt8]) -> [UInt8] {
        var result = [UInt8(ascii: "\"")]
        for byte in content {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
        }
        return result + [UInt8(ascii: "\"")]
    }
}
