/// Percent-encoding (RFC 3986 section 2.1) for the two places that need it: columns of our own files, and `mailto:` links.
package enum PercentCodec {
    /// A value inside a line of a file: without tabs, line ends, spaces, other controls, `%` or `=`, so that `grep` still
    /// finds the words and nothing from outside can end a column or a line. An empty value becomes `-`.
    package static func column(_ value: String) -> String {
        if value.isEmpty { return "-" }
        if value == "-" { return "%2D" }
        return encoded(value, keeping: isPlain)
    }

    /// The value that a column stands for; nil where an escape is broken, or what it stands for is no UTF-8. Digits are in
    /// upper case only: what Kutsu wrote has one spelling.
    package static func value(_ column: some StringProtocol) -> String? {
        if column == "-" { return "" }
        guard column.utf8.contains(percent) else { return String(column) }
        var bytes: [UInt8] = []
        var rest = Array(column.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Text inside a `mailto:` link: everything but unreserved characters, and those in `kept`, is escaped (RFC 6068
    /// section 2).
    package static func mailto(_ text: String, keeping kept: String = "") -> String {
        encoded(text) { isUnreserved($0) || kept.utf8.contains($0) }
    }

    /// The same, added to bytes.
    package static func appendMailto(_ text: String, to bytes: inout [UInt8]) {
        append(text, keeping: isUnreserved, to: &bytes)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        if byte.isLetter || byte.isDigit { return true }
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): return true
        default: return false
        }
    }

    private static func encoded(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        append(text, keeping: isKept, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(_ text: String, keeping isKept: (UInt8) -> Bool, to bytes: inout [UInt8]) {
        for byte in text.utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes.append(percent)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
    }

    private static let percent = UInt8(ascii: "%")
    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? { digits.firstIndex(of: byte).map { UInt8($0) } }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != percent && byte != UInt8(ascii: "=")
    }
}
