import Base

/// The lexical tokens of a structured address field (RFC 5322 section 3.2), read in one pass without recursion.
enum AddressToken {
    /// A run of atom text, dots included.
    case atom(ArraySlice<UInt8>)
    /// A quoted string's content, its quoted pairs resolved.
    case quoted([UInt8])
    /// With its brackets.
    case literal(ArraySlice<UInt8>)
    case comment([UInt8])
    /// One of `< > @ , ; :`, or a byte that has no place in the grammar.
    case special(UInt8)
}

struct AddressLexer {
    private let bytes: [UInt8]
    private var index = 0
    /// Whether white space or a comment came before the token that was read last.
    private(set) var isSpaced = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> AddressToken? {
        let start = index
        while index < bytes.count, bytes[index].isFoldingSpace { index += 1 }
        isSpaced = index > start
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case UInt8(ascii: "\""):
            return .quoted(delimited(by: UInt8(ascii: "\"")))
        case UInt8(ascii: "["):
            let first = index
            _ = delimited(by: UInt8(ascii: "]"))
            return .literal(bytes[first..<index])
        case UInt8(ascii: "("):
            return .comment(comment())
        case let byte where byte.isAtomText || byte == UInt8(ascii: "."):
            let first = index
            while index < bytes.count, bytes[index].isAtomText || bytes[index] == UInt8(ascii: ".") { index += 1 }
            return .atom(bytes[first..<index])
        case let byte:
            index += 1
            return .special(byte)
        }
    }

    /// The content up to `close`, or up to the end where it is missing.
    private mutating func delimited(by close: UInt8) -> [UInt8] {
        var content: [UInt8] = []
        index += 1
        while index < bytes.count, bytes[index] != close {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
            content.append(bytes[index])
            index += 1
        }
        index = min(index + 1, bytes.count)
        return content
    }

    /// A comment's content with the comments inside it; nesting is a count, not a call.
    private mutating func comment() -> [UInt8] {
        var content: [UInt8] = []
        var depth = 0
        while index < bytes.count {
            var byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "("), depth == 0 {
                depth = 1
                continue
            }
            if byte == UInt8(ascii: "(") { depth += 1 }
            if byte == UInt8(ascii: ")") { depth -= 1 }
            if depth == 0 { break }
            if byte == UInt8(ascii: "\\"), index < bytes.count {
                byte = bytes[index]
                index += 1
            }
            content.append(byte)
        }
        return content
    }
}
