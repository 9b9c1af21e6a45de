/// Reads the values of one response from left to right, each byte once.
struct ImapScanner {
    private let line: ImapLine
    private let depth: Int
    private var position = 0
    private var literal = 0

    init(_ line: ImapLine, depth: Int) {
        self.line = line
        self.depth = depth
    }

    private var byte: UInt8? { position < line.text.count ? line.text[position] : nil }

    private var malformed: WireError { .protocolViolation("a response cannot be read") }

    mutating func skipSpaces() {
        while byte == UInt8(ascii: " ") { position += 1 }
    }

    var isAtEnd: Bool { position >= line.text.count }

    /// Whether the next value is a response code such as `[UIDNEXT 7]`.
    mutating func isAtBracket() -> Bool {
        skipSpaces()
        return byte == UInt8(ascii: "[")
    }

    /// Bytes up to the next space, which goes too; empty at the end. Some servers write two spaces where the grammar has
    /// one.
    mutating func word() -> String {
        skipSpaces()
        let rest = line.text[position...]
        let end = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
        position = min(end + 1, rest.endIndex)
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    /// Everything that is left.
    mutating func prose() -> ArraySlice<UInt8> {
        skipSpaces()
        defer { position = line.text.count }
        return line.text[position...]
    }

    /// The next value, nil at the end of the response. Lists are kept on a stack of our own: no recursion.
    mutating func data() throws(WireError) -> ImapData? {
        var open: [[ImapData]] = []
        while true {
            skipSpaces()
            var value: ImapData
            switch byte {
            case nil:
                guard open.isEmpty else { throw malformed }
                return nil
            case UInt8(ascii: "(")?:
                guard open.count < depth else { throw .limit("a response nested deeper than \(depth)") }
                position += 1
                open.append([])
                continue
            case UInt8(ascii: ")")?:
                guard let items = open.popLast() else { throw malformed }
                position += 1
                value = .list(items)
            case UInt8(ascii: "\"")?: value = .string(.bytes(try quoted()))
            case UInt8(ascii: "{")?: value = .string(try takeLiteral())
            default: value = .atom(try atom())
            }
            guard !open.isEmpty else { return value }
            open[open.count - 1].append(value)
        }
    }

    private mutating func quoted() throws(WireError) -> [UInt8] {
        position += 1
        var bytes: [UInt8] = []
        while let byte {
            position += 1
            if byte == UInt8(ascii: "\"") { return bytes }
            if byte == UInt8(ascii: "\\"), let escaped = self.byte {
                position += 1
                bytes.append(escaped)
            } else {
                bytes.append(byte)
            }
        }
        throw malformed
    }

    private mutating func takeLiteral() throws(WireError) -> ImapText {
        guard literal < line.literals.count, literal < line.ends.count else { throw malformed }
        // The announcement is `{digits}` up to the noted end; anything else that starts with a brace is not one.
        let end = line.ends[literal]
        guard end > position, !line.text[position..<end].contains(UInt8(ascii: " ")) else { throw malformed }
        defer {
            position = end
            literal += 1
        }
        return line.literals[literal]
    }

    /// Accepts more than RFC 3501: real folder names and flags have characters that it forbids in atoms. In
    /// `BODY[HEADER.FIELDS (TO)]` everything up to the closing bracket belongs to the atom.
    private mutating func atom() throws(WireError) -> String {
        let first = position
        while let byte, byte != UInt8(ascii: " "), byte != UInt8(ascii: "("), byte != UInt8(ascii: ")"),
            byte != UInt8(ascii: "\"")
        {
            position += 1
            guard byte == UInt8(ascii: "["), isSection(line.text[first..<position]) else { continue }
            guard let close = line.text[position...].firstIndex(of: UInt8(ascii: "]")) else { throw malformed }
            position = close + 1
        }
        guard position > first else { throw malformed }
        return String(decoding: line.text[first..<position], as: UTF8.self)
    }

    private func isSection(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 5 && String(decoding: bytes, as: UTF8.self).uppercased() == "BODY["
    }
}
