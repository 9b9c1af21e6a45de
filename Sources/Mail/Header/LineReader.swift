/// The lines of a mail. They end in LF or CRLF, or in CR if there is no LF at all (old Macintosh programs). Elsewhere a
/// lone CR is a byte like others: two programs that disagree about it would see two headers.
struct LineReader {
    struct Line {
        /// Where the line starts, where its text ends, and where the next line starts.
        let start: Int
        let textEnd: Int
        let next: Int

        var isBlank: Bool { textEnd == start }
    }

    let bytes: [UInt8]
    private let endsAtCR: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        endsAtCR = !bytes.contains(0x0A)
    }

    /// The line that starts at `start`; `nil` at the end.
    func line(at start: Int) -> Line? {
        guard start < bytes.count else { return nil }
        let span = bytes.span
        var index = start
        while index < span.count, span[index] != 0x0A, !(endsAtCR && span[index] == 0x0D) { index += 1 }
        guard index < span.count else { return Line(start: start, textEnd: index, next: index) }
        if span[index] == 0x0D {
            let isPair = index + 1 < span.count && span[index + 1] == 0x0A
            return Line(start: start, textEnd: index, next: isPair ? index + 2 : index + 1)
        }
        let textEnd = index > start && span[index - 1] == 0x0D ? index - 1 : index
        return Line(start: start, textEnd: textEnd, next: index + 1)
    }

    /// The first line at or after `start` (itself the start of a line) that begins with `--`.
    func dashedLine(from start: Int) -> Line? {
        let span = bytes.span
        var index = start
        while index < span.count {
            if span[index] == UInt8(ascii: "-"), index + 1 < span.count, span[index + 1] == UInt8(ascii: "-") {
                return line(at: index)
            }
            while index < span.count, span[index] != 0x0A, !(endsAtCR && span[index] == 0x0D) { index += 1 }
            index += 1
        }
        return nil
    }

    /// `end` without the line end before it, but never before `start`.
    func trimmingLineEnd(_ end: Int, downTo start: Int) -> Int {
        guard end > start else { return start }
        if bytes[end - 1] == 0x0A {
            return end - 2 >= start && bytes[end - 2] == 0x0D ? end - 2 : end - 1
        }
        return endsAtCR && bytes[end - 1] == 0x0D ? end - 1 : end
    }
}
