import Base

/// Quoted-printable (RFC 2045 section 6.7): bad escapes stay as they are written.
enum QuotedPrintable {
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let span = text.span
        var content: [UInt8] = []
        content.reserveCapacity(span.count)
        var index = 0
        while index < span.count {
            let byte = span[index]
            if byte == UInt8(ascii: "=") {
                if index + 2 < span.count, let high = span[index + 1].hexValue, let low = span[index + 2].hexValue {
                    content.append(high << 4 | low)
                    index += 3
                    continue
                }
                let end = endOfBlanks(span, from: index + 1)
                if let next = afterLineEnd(span, at: end) {
                    index = next  // a soft line break
                    continue
                }
            } else if byte.isBlank {
                let end = endOfBlanks(span, from: index)
                // Rule 3: white space at the end of a line was added on the way.
                if afterLineEnd(span, at: end) == nil {
                    for blank in index..<end { content.append(span[blank]) }
                }
                index = end
                continue
            }
            content.append(byte)
            index += 1
        }
        return content
    }

    private static func endOfBlanks(_ span: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < span.count, span[index].isBlank { index += 1 }
        return index
    }

    /// Where the next line starts if a line (or the text) ends at `index`.
    private static func afterLineEnd(_ span: Span<UInt8>, at index: Int) -> Int? {
        guard index < span.count else { return span.count }
        if span[index] == 0x0A { return index + 1 }
        guard span[index] == 0x0D else { return nil }
        return index + 1 < span.count && span[index + 1] == 0x0A ? index + 2 : index + 1
    }
}
