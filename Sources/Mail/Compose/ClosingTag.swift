import Base

/// Finds where the visible part of an HTML document ends.
enum ClosingTag {
    /// The offset of the last `</body`, else of the last `</html`; `nil` where there is neither.
    ///
    /// Quoted-printable is read through its escapes and soft line breaks; the offset is one of the encoded bytes.
    static func offset(in bytes: ArraySlice<UInt8>, isQuotedPrintable: Bool) -> Int? {
        var body = Search(for: "</body")
        var html = Search(for: "</html")
        var index = bytes.startIndex
        while index < bytes.endIndex {
            var byte = bytes[index]
            var next = index + 1
            if isQuotedPrintable, byte == UInt8(ascii: "=") {
                let rest = bytes[next...].prefix(2)
                if let line = afterSoftBreak(bytes, from: next) {
                    index = line
                    continue
                }
                if rest.count == 2, let high = rest.first?.hexValue, let low = rest.last?.hexValue {
                    byte = high << 4 | low
                    next += 2
                }
            }
            body.take(byte, at: index)
            html.take(byte, at: index)
            index = next
        }
        return body.found ?? html.found
    }

    /// The start of the next line where nothing but blanks stands before it.
    private static func afterSoftBreak(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.endIndex, bytes[index].isBlank || bytes[index] == 0x0D { index += 1 }
        return index < bytes.endIndex && bytes[index] == 0x0A ? index + 1 : nil
    }

    /// Finds a tag byte by byte. As `<` stands only at its start, a mismatch can only begin anew.
    private struct Search {
        private let pattern: [UInt8]
        private var matched = 0
        private var start = 0
        private(set) var found: Int?

        init(for pattern: String) {
            self.pattern = Array(pattern.utf8)
        }

        mutating func take(_ byte: UInt8, at index: Int) {
            if byte == pattern[0] {
                (matched, start) = (1, index)
            } else if matched > 0, byte.lowercased == pattern[matched] {
                matched += 1
            } else {
                matched = 0
            }
            if matched == pattern.count {
                found = start
                matched = 0
            }
        }
    }
}
