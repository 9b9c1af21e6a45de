import Base

/// The ways in which we write content so that it survives any mail server (RFC 2045 section 6).
extension QuotedPrintable {
    private static let longestLine = 76

    /// Encodes text whose lines end in CRLF; those stay line ends, all else that is not printable is escaped.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(bytes.count + bytes.count / 8)
        var column = 0
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            let next = rest.first
            if byte == 0x0D, next == 0x0A {
                rest = rest.dropFirst()
                encoded.append(contentsOf: [0x0D, 0x0A])
                column = 0
                continue
            }
            // Space at the end of a line would be lost on the way (rule 3).
            let isPlain =
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
                || byte.isBlank && next != nil && next != 0x0D && next != 0x0A
            let unit = isPlain ? [byte] : escape(byte)
            let endsLine = next == nil || next == 0x0D
            if column + unit.count > (endsLine ? longestLine : longestLine - 1) {
                encoded.append(contentsOf: [UInt8(ascii: "="), 0x0D, 0x0A])
                column = 0
            }
            encoded.append(contentsOf: unit)
            column += unit.count
        }
        return encoded
    }

    /// `=` and two hexadecimal digits.
    static func escape(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}

/// Text as it stands in a part, with the name of its transfer encoding.
struct EncodedText {
    var encoding: String
    var bytes: [UInt8]

    /// UTF-8 text in the plainest encoding that carries it: 7bit, else the shorter of quoted-printable and base64.
    init(_ text: String) {
        let content = LineEnds.canonical(Array(text.utf8))
        if content.allSatisfy({ $0 < 0x80 && $0 != 0 }), !LineEnds.hasLine(longerThan: 998, in: content) {
            (encoding, bytes) = ("7bit", content)
            return
        }
        let quoted = QuotedPrintable.encode(content)
        // Letters of our languages stay readable in quoted-printable; base64 is for other scripts.
        if quoted.count <= content.count * 2 {
            (encoding, bytes) = ("quoted-printable", quoted)
        } else {
            (encoding, bytes) = ("base64", Base64.encode(content))
        }
    }
}
