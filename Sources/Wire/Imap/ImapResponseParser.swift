import Base

/// Turns the server's bytes, cut anywhere, into responses. A value without IO: feed it, then ask until it has no more.
package struct ImapResponseParser: Sendable {
    private let limits: ImapLimits
    private var buffer: [UInt8] = []
    /// Everything before it has been used.
    private var start = 0
    /// No line end lies between `start` and here, so no byte is looked at twice.
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

    /// The next whole response, or nil until more bytes are fed. After an error nobody knows where the next one begins,
    /// and the connection can only be closed.
    ///
    /// - Throws: ``WireError/protocolViolation(_:)`` and ``WireError/limit(_:)``.
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
        // Memory that is reserved and never used costs nothing, so a server may announce what it never sends.
        if isKept { literal?.bytes.reserveCapacity(size) }
    }

    /// Moves what is there of the literal; whether it is whole now.
    private mutating func takeLiteral() -> Bool {
        guard var current = literal else { return true }
        // Moved out of the property while it grows: with two references each append would copy it.
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
