/// Text that must stay on one line: a control, a line or a paragraph separator would start a new field or a new line in
/// whatever shows it.
extension String {
    /// Whether it holds nothing of that kind.
    var isOnOneLine: Bool {
        let bytes = Array(utf8)
        return !bytes.indices.contains { LineBreaking.length(in: bytes.span, at: $0) > 0 }
    }

    /// On one line: each run of what breaks it is one space.
    var withoutControls: String {
        let bytes = Array(utf8)
        let span = bytes.span
        var line: [UInt8] = []
        var index = 0
        var copied = 0
        while index < span.count {
            let length = LineBreaking.length(in: span, at: index)
            guard length > 0 else {
                index += 1
                continue
            }
            line.append(contentsOf: bytes[copied..<index])
            // Of a run, only the first is a space.
            if index > copied || index == 0 { line.append(0x20) }
            index += length
            copied = index
        }
        guard copied > 0 else { return self }
        line.append(contentsOf: bytes[copied...])
        return String(decoding: line, as: UTF8.self)
    }
}

private enum LineBreaking {
    /// How many bytes of UTF-8 at `index` break the line; 0 for a byte that does not, be it the first of a character or
    /// another.
    static func length(in bytes: Span<UInt8>, at index: Int) -> Int {
        switch bytes[index] {
        case 0x00..<0x20, 0x7F: 1
        // U+0080 to U+009F.
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] < 0xA0: 2
        // U+2028 and U+2029.
        case 0xE2 where index + 2 < bytes.count && bytes[index + 1] == 0x80 && (bytes[index + 2] & 0xFE) == 0xA8: 3
        default: 0
        }
    }
}
