/// Uuencode (POSIX `uuencode`): never a MIME standard, but old Outlook and Eudora mail carries it as `x-uuencode`.
enum Uuencode {
    /// The content between the `begin` and the `end` line; empty where there is no `begin`.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        var begun = false
        for line in text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if begun {
                if line.elementsEqual("end".utf8) { break }
                append(line, to: &content)
            } else {
                begun = line.starts(with: "begin ".utf8)
            }
        }
        return content
    }

    /// One line: its first character says how many bytes it holds. Blanks that were trimmed on the way count as zero.
    private static func append(_ line: ArraySlice<UInt8>, to content: inout [UInt8]) {
        guard let first = line.first, (0x20...0x60).contains(first) else { return }
        var left = Int((first - 0x20) & 0x3F)
        var digits = line.dropFirst().makeIterator()
        while left > 0 {
            var group: UInt32 = 0
            for _ in 0..<4 { group = group << 6 | UInt32(((digits.next() ?? 0x20) &- 0x20) & 0x3F) }
            for shift in [16, 8, 0].prefix(left) { content.append(UInt8(truncatingIfNeeded: group >> UInt32(shift))) }
            left -= 3
        }
    }
}
