import Base

/// Turns the server's bytes, cut anywhere, into replies. A value without IO: feed it, then call ``next()`` until it
/// gives nil.
///
/// Replies that were complete before something unreadable are given first. After an error every call throws it again:
/// nobody knows where the next reply begins, and the connection can only be closed.
package struct SmtpReplyParser: Sendable {
    /// Longest line, in bytes with its end. RFC 5321 section 4.5.3.1.5 says 512; real servers send far longer texts.
    package static let lineLimit = 4096
    /// Most lines of one reply.
    package static let linesLimit = 100
    /// Most bytes of one reply.
    package static let replyLimit = 65536

    private var buffer: [UInt8] = []
    /// Where the line begins that is not yet read.
    private var head = 0
    /// No line end lies between `head` and here, so no byte is looked at twice.
    private var scanned = 0
    /// The lines so far of a reply that goes on, and their bytes.
    private var lines: [String] = []
    private var size = 0
    private var enhanced: SmtpStatus?
    private var failure: WireError?

    package init() {}

    /// Takes bytes as they came from the server.
    package mutating func feed(_ bytes: some Collection<UInt8>) {
        if head == buffer.count {
            buffer.removeAll(keepingCapacity: true)
        } else if head > 0 {
            buffer.removeSubrange(..<head)
        }
        scanned -= head
        head = 0
        buffer.append(contentsOf: bytes)
    }

    /// The next complete reply, or nil while its end has not come.
    ///
    /// - Throws: ``WireError/protocolViolation(_:)`` for a line that is no reply, ``WireError/limit(_:)`` for one that
    ///   is too long.
    package mutating func next() throws(WireError) -> SmtpReply? {
        if let failure { throw failure }
        do throws(WireError) {
            return try read()
        } catch {
            failure = error
            throw error
        }
    }

    private mutating func read() throws(WireError) -> SmtpReply? {
        while let line = try nextLine() {
            guard let code = Self.code(line) else {
                throw .protocolViolation("no SMTP reply: \(ServerText.clean(line))")
            }
            size += line.count
            guard lines.count < Self.linesLimit, size <= Self.replyLimit else {
                throw .limit("an SMTP reply of more than \(Self.linesLimit) lines or \(Self.replyLimit) bytes")
            }
            addText(line.dropFirst(4), code: code)
            if line.count > 3, line[line.startIndex + 3] == UInt8(ascii: "-") { continue }
            // The last line decides: a server that is going down may end a reply it began with 250 as 421.
            let agrees = enhanced.map { $0.statusClass == code / 100 } ?? false
            let reply = SmtpReply(code: code, enhanced: agrees ? enhanced : nil, lines: lines)
            (lines, size, enhanced) = ([], 0, nil)
            return reply
        }
        return nil
    }

    /// The next line without its end. A bare LF ends a line as well.
    private mutating func nextLine() throws(WireError) -> ArraySlice<UInt8>? {
        guard let end = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) else {
            scanned = buffer.count
            guard scanned - head < Self.lineLimit else { throw Self.lineTooLong }
            return nil
        }
        guard end - head < Self.lineLimit else { throw Self.lineTooLong }
        let line = buffer[head..<end]
        head = end + 1
        scanned = head
        return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    private static let lineTooLong = WireError.limit("an SMTP reply line of more than \(lineLimit) bytes")

    /// Three digits, the first of them 2 to 5 (SMTP has no 1yz), then a space, a hyphen or the end.
    private static func code(_ line: ArraySlice<UInt8>) -> Int? {
        let start = line.startIndex
        guard line.count >= 3, let kind = line[start].decimalDigit, (2...5).contains(kind),
            let middle = line[start + 1].decimalDigit, let last = line[start + 2].decimalDigit
        else { return nil }
        if line.count > 3, ![UInt8(ascii: " "), UInt8(ascii: "-")].contains(line[start + 3]) { return nil }
        return kind * 100 + middle * 10 + last
    }

    /// Keeps a line's text without the enhanced code, which each line of a reply repeats (RFC 2034 section 4).
    private mutating func addText(_ text: ArraySlice<UInt8>, code: Int) {
        guard let (status, length) = SmtpStatus.leading(text), status.statusClass == code / 100 else {
            return lines.append(Self.clean(text))
        }
        if enhanced == nil { enhanced = status }
        lines.append(Self.clean(text.dropFirst(length)))
    }

    /// ``ServerText`` handles Unicode, which costs more than all the rest of a reply. Printable ASCII without a space
    /// or full stop at its ends needs no cleaning.
    private static func clean(_ text: ArraySlice<UInt8>) -> String {
        let isTidy = ![UInt8(ascii: " "), UInt8(ascii: ".")].contains(text.last) && text.first != UInt8(ascii: " ")
        let isPlain = text.count <= ServerText.limit && text.allSatisfy { (0x20...0x7E).contains($0) }
        return isTidy && isPlain ? String(decoding: text, as: UTF8.self) : ServerText.clean(text)
    }
}
