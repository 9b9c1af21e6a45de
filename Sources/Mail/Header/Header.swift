import Base

/// The header of a message or of a part: its fields in the order written.
package struct Header: Sendable {
    package struct Field: Sendable {
        /// The name as written.
        package let name: String
        /// The whole field with its line end, in the bytes it was read from.
        package let raw: Range<Int>
        /// What follows the colon, folding included, without the last line end.
        package let value: ArraySlice<UInt8>
    }

    package internal(set) var fields: [Field] = []

    /// The fields of this name, compared without case, top to bottom.
    package func all(_ name: String) -> [Field] { fields.filter { $0.isNamed(name) } }

    /// The topmost field of this name, compared without case.
    package func first(_ name: String) -> Field? { fields.first { $0.isNamed(name) } }

    /// How many fields bear this name, compared without case.
    package func count(of name: String) -> Int { fields.count { $0.isNamed(name) } }
}

extension Header.Field {
    /// The value with its folding removed (RFC 5322 section 2.2.3), without white space around it; 8-bit text is read
    /// as UTF-8, else as windows-1252. Controls are still in it, line ends are not.
    package var unfolded: String { Charset.decode(Self.unfold(value), charset: nil) }

    /// ``unfolded`` with encoded words (RFC 2047) decoded, and each run of controls made one space.
    package var decoded: String { EncodedWord.decode(Self.unfold(value)).withoutControls.trimmed }

    func isNamed(_ other: String) -> Bool { name.utf8.equalsIgnoringCase(other.utf8) }

    /// A field's value without its line ends, and without white space around it.
    static func unfold(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let value = value.trimmed()
        guard value.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return value }
        var line: [UInt8] = []
        line.reserveCapacity(value.count)
        for index in value.indices where value[index] != 0x0A {
            if value[index] != 0x0D {
                line.append(value[index])
            } else if index + 1 == value.endIndex || value[index + 1] != 0x0A {
                line.append(0x20)  // a lone CR is no line end here, but might be one to whoever reads on
            }
        }
        return line[...]
    }
}
