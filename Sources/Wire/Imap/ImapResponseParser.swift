/// Turns the server's bytes, cut anywhere, into responses. A value without IO: feed it, then ask until it has no more.
package struct ImapResponseParser: Sendable {
    private let limits: ImapLimits
    private var buffer: [UInt8] = []
    /// Everything before it has been used.
    private var start = 0
    /// No line ends between `start` and here: so that bytes fed one by one are looked at once.
    private var scanned = 0
    private var line = ImapLine()
    private var literal: Literal?

    private struct Literal {
        let size: Int
        var missing: Int
        let isKept: Bool
        var bytes: [UInt8] = []
    }

    package init(limits: ImapLimits = ImapLimits()) {
        self.limits = limits
    }

    package mutating func feed(_ bytes: some Collection<UInt8>) {
        if start == buffer.count {
            buffer.removeAll(keepingCapacity: true)
            (start, scanned) = (0, 0)
        } else if start > 4096, start > buffer.count / 2 {
            buffer.removeSubrange(..<start)
            (start, scanned) = (0, scanned - start)
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next whole response, or nil until more bytes are fed. After an error the connection is out of step.
    package mutating func next() throws(WireError) -> ImapResponse? {
        while true {
            if literal != nil {
                guard takeLiteral() else { return nil }
            }
            guard let piece = try takePiece() else { return nil }
            line.append(piece)
            if !line.isProse, let size = try ImapLine.announcedLiteral(piece) {
                try begin(literal: size, announcement: piece)
                continue
            }
            let whole = line
            line = ImapLine()
            if !whole.text.isEmpty { return try ImapGrammar.response(whole, depth: limits.depth) }
        }
    }

    /// The bytes up to the end of the line, without it, or nil if it has not come yet. A bare LF is taken as well.
    private mutating func takePiece() throws(WireError) -> ArraySlice<UInt8>? {
        let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n"))
        guard line.text.count + (end ?? buffer.count) - start <= limits.line else {
            throw .limit("a response of more than \(limits.line) bytes")
        }
        guard let end else {
            scanned = buffer.count
            return nil
        }
        var piece = buffer[start..<end]
        (start, scanned) = (end + 1, end + 1)
        if piece.last == UInt8(ascii: "\r") { piece = piece.dropLast() }
        return piece
    }

    private mutating func begin(literal size: Int, announcement: ArraySlice<UInt8>) throws(WireError) {
        guard line.literals.count < limits.literals else {
            throw .limit("a response with more than \(limits.literals) literals")
        }
        let isKept = line.literalBytes + size <= limits.literal
        guard isKept || size <= limits.skipped else { throw .limit("a literal of \(size) bytes") }
        literal = Literal(size: size, missing: size, isKept: isKept)
        // The server may lie about the size: what has not come yet is given room only up to a point.
        if isKept { literal?.bytes.reserveCapacity(min(size, 1 << 20)) }
    }

    /// Moves what is there of the literal; whether it is whole now.
    private mutating func takeLiteral() -> Bool {
        guard var current = literal else { return true }
        // Taken out of its place while it grows: two owners would copy it at each step.
        literal = nil
        let end = start + min(current.missing, buffer.count - start)
        if current.isKept { current.bytes.append(contentsOf: buffer[start..<end]) }
        current.missing -= end - start
        (start, scanned) = (end, end)
        guard current.missing == 0 else {
            literal = current
            return false
        }
        line.literals.append(current.isKept ? .bytes(current.bytes) : .tooLarge(current.size))
        line.literalBytes += current.isKept ? current.size : 0
        return true
    }
}

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

    /// Whether it ends in words for people, where `{5}` means nothing: continuations and statuses.
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
