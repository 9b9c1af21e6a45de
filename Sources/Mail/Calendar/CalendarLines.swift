import Base

/// The content lines of a calendar object: unfolded (RFC 5545 section 3.1), decoded to UTF-8, none empty.
enum CalendarLines {
    static func read(
        _ bytes: [UInt8], charset: String?, limits: CalendarLimits
    ) throws(CalendarError) -> [ArraySlice<UInt8>] {
        guard bytes.count <= limits.bytes else { throw .tooLarge }
        // Unfolding comes first, for a fold may split a character. Only where line ends are not single bytes it cannot.
        if case .other(_, isAsciiSuperset: false) = charset.flatMap(CharsetName.init) {
            return split(try unfolded(Array(Charset.decode(bytes, charset: charset).utf8), limits: limits))
        }
        let text = Charset.decode(try unfolded(bytes, limits: limits), charset: charset)
        return split(Array(text.utf8))
    }

    /// Content lines with a LF behind each.
    private static func unfolded(_ bytes: [UInt8], limits: CalendarLimits) throws(CalendarError) -> [UInt8] {
        var unfolded: [UInt8] = []
        unfolded.reserveCapacity(bytes.count)
        var lineCount = 0
        var lineStart = 0
        for line in LineEnds.canonical(bytes[...]).split(separator: 0x0A) {
            let line = line.last == 0x0D ? line.dropLast() : line
            // Gateways that double line ends leave empty lines; a line folded across one goes on behind it.
            guard let first = line.first else { continue }
            lineCount += 1
            if first.isBlank {
                guard unfolded.popLast() != nil else { continue }
                unfolded += line.dropFirst()
            } else {
                lineStart = unfolded.count
                unfolded += line
            }
            // What programs keep for themselves may be as long as the whole: nobody has to read it.
            let isOwn = unfolded[lineStart] | 0x20 == UInt8(ascii: "x")
            guard lineCount <= limits.lines, isOwn || unfolded.count - lineStart <= limits.lineBytes else {
                throw .tooLarge
            }
            unfolded.append(0x0A)
        }
        return unfolded
    }

    private static func split(_ text: [UInt8]) -> [ArraySlice<UInt8>] {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return (text.starts(with: byteOrderMark) ? text.dropFirst(3) : text[...]).split(separator: 0x0A)
    }
}
