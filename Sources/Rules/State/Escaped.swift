/// Text inside a line of a file: what would break the line or its columns is written as `%XX` (RFC 3986 2.1),
/// so that `grep` still finds the words and nothing from outside can end a line.
package enum PercentCodec {
    /// `value` without tabs, line ends, spaces, other controls or `=`; an empty value becomes `-`.
    package static func text(_ value: String) -> String {
        if value.isEmpty { return "-" }
        if value != "-", value.utf8.allSatisfy(isPlain) { return value }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.utf8.count + 16)
        for byte in value.utf8 {
            if isPlain(byte), value != "-" {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The value that `text` stands for; nil where an escape is broken.
    package static func value(_ text: some StringProtocol) -> String? {
        if text == "-" { return "" }
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
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

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "=")
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        digits.firstIndex(of: byte).map(UInt8.init)
    }
}
