import Base

/// Writes text as encoded words (RFC 2047) in UTF-8, one after the other, each as long as its line allows.
///
/// No character is split between two words, and of the Q and B encodings the shorter one is taken for the whole text.
struct EncodedWordWriter {
    /// RFC 2047 section 2.
    private static let longest = 75
    /// `=?UTF-8?Q?` and `?=`.
    private static let frame = 12
    /// Less room than this is not worth beginning a word in: it holds one character of any length.
    static let shortest = frame + 12

    private var rest: Substring.UnicodeScalarView
    private let usesBase64: Bool

    init(_ text: String) {
        rest = text[...].unicodeScalars
        let quoted = text.utf8.reduce(0) { $0 + Self.quotedLength($1) }
        usesBase64 = (text.utf8.count + 2) / 3 * 4 < quoted
    }

    var isDone: Bool { rest.isEmpty }

    /// The next word, at most `room` bytes long but at least one character.
    mutating func next(within room: Int) -> [UInt8] {
        let room = min(room, Self.longest) - Self.frame
        var taken: [UInt8] = []
        var length = 0
        while let scalar = rest.first {
            let bytes = Array(String(scalar).utf8)
            let longer =
                usesBase64
                ? (taken.count + bytes.count + 2) / 3 * 4
                : length + bytes.reduce(0) { $0 + Self.quotedLength($1) }
            if longer > room, !taken.isEmpty { break }
            taken.append(contentsOf: bytes)
            length = longer
            rest.removeFirst()
        }
        let content = usesBase64 ? Base64.encode(taken, lineLength: nil) : Self.quoted(taken)
        return Array("=?UTF-8?\(usesBase64 ? "B" : "Q")?".utf8) + content + Array("?=".utf8)
    }

    private static func quotedLength(_ byte: UInt8) -> Int {
        isPlain(byte) || byte == 0x20 ? 1 : 3
    }

    /// What may stand for itself even in a phrase (RFC 2047 section 5 rule 3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "*")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }

    private static func quoted(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { byte -> [UInt8] in
            if byte == 0x20 { return [UInt8(ascii: "_")] }
            return isPlain(byte) ? [byte] : QuotedPrintable.escape(byte)
        }
    }
}
