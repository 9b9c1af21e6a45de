extension String {
    /// The lines that are not empty, wherever `Character.isNewline` parts them. Linear in the text's bytes.
    package var filledLines: [Substring] { self[...].filledLines }

    /// As `prefix(_:)`, but counts characters only where there are more bytes than that.
    package func cut(to characters: Int) -> Substring { self[...].cut(to: characters) }
}

extension Substring {
    /// The lines that are not empty, wherever `Character.isNewline` parts them. Linear in the text's bytes.
    package var filledLines: [Substring] {
        var lines: [Substring] = []
        var start = startIndex
        var index = startIndex
        while index < endIndex {
            guard let end = endOfLineEnd(at: index) else {
                index = utf8.index(after: index)
                continue
            }
            if start < index { lines.append(self[start..<index]) }
            start = end
            index = end
        }
        if start < endIndex { lines.append(self[start...]) }
        return lines
    }

    /// LF, VT, FF, CR; U+0085; U+2028 and U+2029.
    private func endOfLineEnd(at index: Index) -> Index? {
        let byte = utf8[index]
        guard (0x0A...0x0D).contains(byte) || byte == 0xC2 || byte == 0xE2 else { return nil }
        let next = utf8.index(after: index)
        switch byte {
        case 0xC2: return next < endIndex && utf8[next] == 0x85 ? utf8.index(after: next) : nil
        case 0xE2:
            guard next < endIndex, utf8[next] == 0x80 else { return nil }
            let last = utf8.index(after: next)
            guard last < endIndex, utf8[last] == 0xA8 || utf8[last] == 0xA9 else { return nil }
            return utf8.index(after: last)
        default: return next
        }
    }

    /// As `prefix(_:)`, but counts characters only where there are more bytes than that.
    package func cut(to characters: Int) -> Substring { utf8.count <= characters ? self : prefix(characters) }
}
