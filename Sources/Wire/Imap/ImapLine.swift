import Base

/// A response without its line ends: text, and the literals that were announced in it.
struct ImapLine: Sendable {
    private(set) var text: [UInt8] = []
    /// Where in ``text`` the announcement of each literal ends.
    private(set) var ends: [Int] = []
    var literals: [ImapText] = []
    var literalBytes = 0

    mutating func append(_ piece: ArraySlice<UInt8>) {
        if literals.count > ends.count { ends.append(text.count) }
        text += piece
    }

    /// Whether it ends in free text, where `{5}` announces no literal: continuations and statuses.
    var isProse: Bool {
        guard literals.isEmpty else { return false }
        let words = text.prefix(160).split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard let first = words.first else { return false }
        if first.elementsEqual("+".utf8) { return true }
        guard words.count > 1 else { return false }
        return !first.elementsEqual("*".utf8) || words[1].first == UInt8(ascii: "[")
            || ImapStatus.Condition(rawValue: String(decoding: words[1], as: UTF8.self).uppercased()) != nil
    }

    /// The n of `{n}` or `{n+}` at the end of a line.
    static func announcedLiteral(_ piece: ArraySlice<UInt8>) throws(WireError) -> Int? {
        guard piece.last == UInt8(ascii: "}") else { return nil }
        var digits = piece.dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard let open = digits.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        digits = digits[(open + 1)...]
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
        guard digits.count <= 18, let size = Int(String(decoding: digits, as: UTF8.self)) else {
            throw .limit("a literal with a size of \(digits.count) digits")
        }
        return size
    }
}
