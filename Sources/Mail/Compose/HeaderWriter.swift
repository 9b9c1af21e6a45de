/// Writes header fields as bytes, folded and encoded. The one gate through which text of others gets into headers:
/// no line break and no control can pass it, whatever a name or a subject holds.
package struct HeaderWriter: Sendable {
    /// Whole fields, each with its CRLF; without the blank line that ends a header.
    package private(set) var bytes: [UInt8] = []

    /// RFC 5322 section 2.1.1, both without CRLF.
    private static let preferredLine = 78
    private static let longestLine = 998
    /// RFC 2047 section 2: a line that holds an encoded word is shorter.
    private static let encodedLine = 76

    private var column = 0
    /// Where the line at hand should end.
    private var limit = HeaderWriter.preferredLine
    /// Whether the line holds nothing but the space that folds it.
    private var lineIsFresh = false
    /// A fold right after the field name would leave a line of a name alone; some servers take that for damage.
    private var canFold = false

    package init() {}

    package static func bytes(of fields: [OutgoingField]) -> [UInt8] {
        var writer = HeaderWriter()
        for field in fields { writer.write(field) }
        return writer.bytes
    }

    /// A field whose name has no printable ASCII but colons is left out.
    package mutating func write(_ field: OutgoingField) {
        let name = field.name.utf8.filter { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
        guard !name.isEmpty else { return }
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: ":"))
        column = name.count + 1
        lineIsFresh = false
        canFold = false
        for piece in FieldPieces.of(field.value) {
            switch piece {
            case .plain(let text): writePlain(text)
            case .encoded(let text): writeEncoded(text)
            }
        }
        endLine()
    }

    private mutating func writePlain(_ text: String) {
        if !lineIsFresh, column + 1 + text.utf8.count > limit, canFold { fold() }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let room = Self.longestLine - column - 1
            if rest.count > room, !lineIsFresh { fold() }
            append(rest.prefix(max(room, 1)))
            rest = rest.dropFirst(max(room, 1))
        }
    }

    private mutating func writeEncoded(_ text: String) {
        var words = EncodedWordWriter(text)
        while !words.isDone {
            if !lineIsFresh, column + 1 + EncodedWordWriter.shortest > Self.encodedLine { fold() }
            let used = lineIsFresh ? column : column + 1
            append(words.next(within: Self.encodedLine - used)[...])
            limit = Self.encodedLine
            if !words.isDone { fold() }
        }
    }

    private mutating func append(_ word: ArraySlice<UInt8>) {
        if !lineIsFresh {
            bytes.append(0x20)
            column += 1
        }
        bytes.append(contentsOf: word)
        column += word.count
        lineIsFresh = false
        canFold = true
    }

    private mutating func fold() {
        endLine()
        bytes.append(0x20)
        column = 1
        lineIsFresh = true
    }

    private mutating func endLine() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        limit = Self.preferredLine
    }
}
