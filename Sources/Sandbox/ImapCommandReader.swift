/// Cuts the client's bytes into commands, literals included (RFC 3501, section 4.3; RFC 7888 for `{n+}`).
struct ImapCommandReader: Sendable {
    enum Event: Equatable, Sendable {
        case command(ReceivedCommand)
        /// A synchronising literal waits for the continuation request.
        case wantsLiteral
        /// The command cannot be taken. Its first bytes are given for the sake of the tag.
        case refused(beginning: [UInt8], reason: String)
        /// The bytes that follow cannot be separated into commands; the connection must be closed.
        case lost(reason: String)
    }

    static let textLimit = 65_536
    static let literalCountLimit = 100

    /// The most bytes that one command's literals may have together; little before the login.
    var literalByteLimit = 8192

    private var buffer: [UInt8] = []
    /// Everything in the buffer before this is used.
    private var position = 0
    /// No line end lies before this.
    private var scanned = 0
    private var command = ReceivedCommand(text: [], literals: [])
    private var literal: [UInt8] = []
    private var missing: Int?
    private var literalBytes = 0
    private var isSkipping = false

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        buffer += bytes
    }

    /// The next event, or nil until more bytes come.
    mutating func next() -> Event? {
        while true {
            if let wanted = missing {
                takeLiteral(upTo: wanted)
                guard missing == 0 else { return nil }
                missing = nil
                command.literals.append(literal)
                literal = []
            }
            guard let line = takeLine() else {
                guard command.text.count + buffer.count - position > Self.textLimit else { return nil }
                // The tag is kept, the rest of the endless line goes as it comes.
                if command.text.isEmpty { command.text = Array(buffer[position...].prefix(100)) }
                isSkipping = true
                drop(upTo: buffer.count)
                return nil
            }
            if let event = use(line) { return event }
        }
    }

    private mutating func use(_ line: ArraySlice<UInt8>) -> Event? {
        if isSkipping || command.text.count + line.count > Self.textLimit {
            let beginning = command.text + line.prefix(100)
            reset()
            return .refused(beginning: beginning, reason: "Command line too long")
        }
        guard !line.contains(0) else {
            reset()
            return .refused(beginning: Array(line), reason: "NUL is not allowed")
        }
        guard let header = LiteralHeader(endOf: line) else {
            command.text += line
            defer { reset() }
            return .command(command)
        }
        literalBytes += min(header.count, literalByteLimit + 1)
        guard literalBytes <= literalByteLimit, command.literals.count < Self.literalCountLimit else {
            let beginning = command.text + line
            reset()
            return header.isSynchronising
                ? .refused(beginning: beginning, reason: "[TOOBIG] Literal too large")
                : .lost(reason: "Literal too large")
        }
        command.text += line.dropLast(header.length)
        command.text.append(0)
        missing = header.count
        return header.isSynchronising ? .wantsLiteral : nil
    }

    private mutating func takeLiteral(upTo wanted: Int) {
        let taken = min(wanted, buffer.count - position)
        literal += buffer[position..<position + taken]
        drop(upTo: position + taken)
        missing = wanted - taken
    }

    /// The next line without its end. A bare LF ends a line too: people type at this server.
    private mutating func takeLine() -> ArraySlice<UInt8>? {
        guard let end = buffer[max(position, scanned)...].firstIndex(of: 10) else {
            scanned = buffer.count
            return nil
        }
        var line = buffer[position..<end]
        if line.last == 13 { line = line.dropLast() }
        drop(upTo: end + 1)
        return line
    }

    /// Forgets used bytes, but moves the rest only when that is worth it, so that all work stays linear.
    private mutating func drop(upTo index: Int) {
        position = index
        scanned = index
        guard position == buffer.count || position > max(65_536, buffer.count / 2) else { return }
        buffer.removeSubrange(..<position)
        position = 0
        scanned = 0
    }

    private mutating func reset() {
        command = ReceivedCommand(text: [], literals: [])
        literalBytes = 0
        isSkipping = false
    }
}

/// `{n}` or `{n+}` at the end of a line.
private struct LiteralHeader {
    let count: Int
    let length: Int
    let isSynchronising: Bool

    init?(endOf line: ArraySlice<UInt8>) {
        guard line.last == UInt8(ascii: "}"), let open = line.lastIndex(of: UInt8(ascii: "{")) else { return nil }
        var digits = line[(open + 1)...].dropLast()
        isSynchronising = digits.last != UInt8(ascii: "+")
        if !isSynchronising { digits = digits.dropLast() }
        guard (1...10).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        count = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        length = line.endIndex - open
    }
}
