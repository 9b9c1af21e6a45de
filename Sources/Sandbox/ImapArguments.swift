/// Why a command is refused.
enum ImapRefusal: Error, Equatable {
    case bad(String)
    case no(String)
}

/// Reads a command's text from left to right, in the words of RFC 3501's grammar.
struct ImapArguments {
    private let text: [UInt8]
    private let literals: [[UInt8]]
    private var position = 0
    private var literalsUsed = 0

    init(_ command: ReceivedCommand) {
        text = command.text
        literals = command.literals
    }

    var next: UInt8? { position < text.count ? text[position] : nil }
    var isAtEnd: Bool { position >= text.count }

    mutating func accept(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ byte: Unicode.Scalar) throws(ImapRefusal) {
        guard accept(byte) else { throw .bad(byte == " " ? "Missing argument" : "Expected \(byte)") }
    }

    mutating func end() throws(ImapRefusal) {
        guard isAtEnd else { throw .bad("Unexpected text after the command") }
    }

    /// Bytes as long as the condition holds; may be empty.
    mutating func take(while condition: (UInt8) -> Bool) -> [UInt8] {
        let start = position
        while let byte = next, condition(byte) { position += 1 }
        return Array(text[start..<position])
    }

    /// An atom in upper case: a keyword of the protocol.
    mutating func keyword() throws(ImapRefusal) -> String {
        let bytes = take { Self.isAtomByte($0) && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
        guard !bytes.isEmpty else { throw .bad("Expected a word") }
        return String(decoding: bytes, as: UTF8.self).uppercased()
    }

    mutating func number() throws(ImapRefusal) -> UInt32 {
        let digits = take { (48...57).contains($0) }
        guard let number = UInt32(String(decoding: digits, as: UTF8.self)) else { throw .bad("Expected a number") }
        return number
    }

    mutating func numberSet() throws(ImapRefusal) -> NumberSet {
        let bytes = take { (48...57).contains($0) || "*:,".utf8.contains($0) }
        guard let set = NumberSet(bytes) else { throw .bad("Expected a set of numbers") }
        return set
    }

    /// atom / quoted string / literal.
    mutating func astring() throws(ImapRefusal) -> [UInt8] {
        switch next {
        case UInt8(ascii: "\""): return try quoted()
        case 0: return try literal()
        default:
            let bytes = take { Self.isAtomByte($0) }
            guard !bytes.isEmpty else { throw .bad("Expected a string") }
            return bytes
        }
    }

    /// A folder's name. Modified UTF-7 stays as it stands: here a name is only compared and shown.
    mutating func mailbox() throws(ImapRefusal) -> String {
        var name = String(decoding: try astring(), as: UTF8.self)
        if name.hasSuffix("/") { name.removeLast() }
        guard !name.isEmpty, name.utf8.count <= MailStore.folderNameByteLimit,
            name.utf8.allSatisfy({ (32..<127).contains($0) }), !name.contains("//"), !name.hasPrefix("/")
        else { throw .no("[CANNOT] Not a name for a folder") }
        return MailStore.canonical(name)
    }

    /// As astring, but `%` and `*` stand for themselves.
    mutating func listPattern() throws(ImapRefusal) -> [UInt8] {
        switch next {
        case UInt8(ascii: "\""): return try quoted()
        case 0: return try literal()
        default: return take { Self.isAtomByte($0) || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "*") }
        }
    }

    /// `(\Seen \Deleted)`, or the same without parentheses. Keywords are read and forgotten.
    mutating func flags() throws(ImapRefusal) -> MessageFlags {
        let isList = accept("(")
        var flags: MessageFlags = []
        while let byte = next, byte != UInt8(ascii: ")") {
            _ = accept("\\")
            let name = try keyword()
            if let flag = MessageFlags(named: "\\" + name) { flags.insert(flag) }
            guard accept(" ") else { break }
        }
        if isList { try expect(")") }
        return flags
    }

    mutating func quoted() throws(ImapRefusal) -> [UInt8] {
        try expect("\"")
        var bytes: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return bytes
            case UInt8(ascii: "\\"):
                guard let escaped = next, escaped != 0 else { throw .bad("Unfinished string") }
                position += 1
                bytes.append(escaped)
            case 0: throw .bad("Literal inside a string")
            default: bytes.append(byte)
            }
        }
        throw .bad("Unfinished string")
    }

    mutating func literal() throws(ImapRefusal) -> [UInt8] {
        guard next == 0, literalsUsed < literals.count else { throw .bad("Expected a literal") }
        position += 1
        literalsUsed += 1
        return literals[literalsUsed - 1]
    }

    /// ATOM-CHAR and `]`, which astrings may have; 8-bit bytes are let through for the folder check to refuse.
    private static func isAtomByte(_ byte: UInt8) -> Bool {
        byte > 32 && byte != 127 && !"(){%*\"\\".utf8.contains(byte)
    }
}
