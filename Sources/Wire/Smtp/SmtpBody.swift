/// Writes a message into the output buffer a piece at a time, so that a large message is never copied whole.
struct SmtpBody: Sendable {
    enum Form: Hashable, Sendable {
        /// Unchanged: BDAT has announced the length (RFC 3030).
        case chunk
        /// After DATA: dots at the start of lines doubled, `.` on a line at the end (RFC 5321 4.5.2).
        case lines
    }

    private let segments: [ArraySlice<UInt8>]
    private let form: Form
    /// The segment to go on with, and how many of its bytes are written.
    private var index = 0
    private var taken = 0
    /// The last two bytes written, across segments. At first a line end, since the line with DATA came before.
    private var last: (UInt8, UInt8) = (cr, lf)

    private static let cr = UInt8(ascii: "\r")
    private static let lf = UInt8(ascii: "\n")
    private static let dot = UInt8(ascii: ".")

    init(_ segments: [ArraySlice<UInt8>], form: Form) {
        self.segments = segments
        self.form = form
    }

    /// Appends at most `limit` bytes of what is left, plus what doubled dots and the closing dot add, and says whether
    /// that was the end.
    mutating func append(to bytes: inout [UInt8], atMost limit: Int) -> Bool {
        var left = limit
        while index < segments.count {
            guard left > 0 else { return false }
            let piece = segments[index].dropFirst(taken).prefix(left)
            switch form {
            case .chunk: bytes.append(contentsOf: piece)
            case .lines: appendStuffed(piece, to: &bytes)
            }
            left -= piece.count
            taken += piece.count
            if taken == segments[index].count { (index, taken) = (index + 1, 0) }
        }
        if form == .lines { appendEnd(to: &bytes) }
        return true
    }

    /// A dot is doubled after a bare CR or LF too. Mail here has none, but if one slipped through, a lenient server
    /// would take what follows for the end of the message and the rest for commands (SMTP smuggling).
    private mutating func appendStuffed(_ piece: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        guard let end = piece.last else { return }
        var before = last.1
        var rest = piece
        while let found = rest.firstIndex(of: Self.dot) {
            if found > rest.startIndex { before = rest[found - 1] }
            bytes.append(contentsOf: rest[...found])
            if before == Self.lf || before == Self.cr { bytes.append(Self.dot) }
            before = Self.dot
            rest = rest[(found + 1)...]
        }
        bytes.append(contentsOf: rest)
        last = (piece.dropLast().last ?? last.1, end)
    }

    /// The closing dot needs CR LF before it; without it the server would wait for the end for ever.
    private func appendEnd(to bytes: inout [UInt8]) {
        if last != (Self.cr, Self.lf) { bytes.append(contentsOf: [Self.cr, Self.lf]) }
        bytes.append(contentsOf: [Self.dot, Self.cr, Self.lf])
    }
}
