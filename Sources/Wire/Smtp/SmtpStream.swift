/// The bytes for the server: made, offered to the connection, and sent. All are counted from the beginning of the
/// connection.
struct SmtpStream: Sendable {
    /// Made and not yet sent, from `head` on.
    private var buffer: [UInt8] = []
    private var head = 0
    /// A message of which only a part is in `buffer`.
    private var body: SmtpBody?
    /// All bytes sent since the beginning.
    private(set) var sent = 0
    /// How many bytes may have been sent: all that were ever offered to the connection, since a call that fails does
    /// not say how many it had sent.
    private(set) var offered = 0

    /// All bytes made since the beginning.
    var made: Int { sent + waiting }
    private var waiting: Int { buffer.count - head }

    var hasBody: Bool { body != nil }
    var isEmpty: Bool { waiting == 0 && body == nil }
    var isFull: Bool { waiting >= SmtpPipeline.chunkSize }

    /// Drops the bytes that are sent, and says whether more may be made. Does nothing while half a chunk or more waits:
    /// on a slow connection, which takes a little at a time, all the rest would be moved each time.
    mutating func makeRoom() -> Bool {
        guard waiting < SmtpPipeline.chunkSize / 2 else { return false }
        buffer.removeSubrange(..<head)
        head = 0
        return true
    }

    mutating func offer() -> ArraySlice<UInt8> {
        let chunk = buffer[head...].prefix(SmtpPipeline.chunkSize)
        offered = max(offered, sent + chunk.count)
        return chunk
    }

    mutating func wrote(_ count: Int) {
        precondition((0...waiting).contains(count), "more was sent than there was")
        head += count
        sent += count
    }

    /// Drops what is not sent: nothing more goes out.
    mutating func cutOff() {
        (buffer, head, body) = ([], 0, nil)
        offered = sent
    }

    /// Appends one command of a transaction: the one that is ``SmtpTransaction/awaited``.
    mutating func appendCommand(of transaction: SmtpTransaction, _ extensions: SmtpExtensions) {
        append(transaction.awaited, of: transaction, extensions)
    }

    /// Appends all commands of a transaction at once, up to where the message follows.
    mutating func appendFlight(of transaction: SmtpTransaction, _ extensions: SmtpExtensions, isTrial: Bool = false) {
        if transaction.awaited == .reset { append(.reset, of: transaction, extensions) }
        append(.mail, of: transaction, extensions)
        for position in transaction.named.indices { append(.recipient(position), of: transaction, extensions) }
        if isTrial { return }
        append(extensions.mode == .window ? .final : .data, of: transaction, extensions)
    }

    /// Appends the first line of a message as a chunk of its own.
    mutating func appendFirstChunk(of mail: OutgoingMail) {
        let size = mail.firstLineSize
        SmtpCommand.appendFirstChunkHeader(size, to: &buffer)
        for segment in mail.split(after: size).first { buffer.append(contentsOf: segment) }
    }

    /// Lets the rest of that message follow, as the last chunk.
    mutating func beginRest(of mail: OutgoingMail) {
        let size = mail.firstLineSize
        SmtpCommand.appendChunkHeader(mail.size - size, to: &buffer)
        begin(SmtpBody(mail.split(after: size).rest, form: .chunk))
    }

    private mutating func append(
        _ command: SmtpTransaction.Awaited, of transaction: SmtpTransaction, _ extensions: SmtpExtensions
    ) {
        switch command {
        case .reset: buffer.append(contentsOf: SmtpCommand.reset)
        case .mail: SmtpCommand.appendMail(transaction.mail, utf8: transaction.needsUtf8, extensions, to: &buffer)
        case .recipient(let position): SmtpCommand.appendRecipient(transaction.name(at: position), to: &buffer)
        case .data: buffer.append(contentsOf: SmtpCommand.data)
        case .firstChunk: preconditionFailure("the first chunk is not a command alone")
        case .final: SmtpCommand.appendChunkHeader(transaction.mail.size, to: &buffer)
        }
    }

    /// Lets a message follow the bytes that are there.
    mutating func begin(_ body: SmtpBody) { self.body = body }

    /// Appends more of the message, and says whether it is complete now.
    mutating func continueBody() -> Bool {
        let room = max(1, SmtpPipeline.chunkSize - waiting)
        let isComplete = body?.append(to: &buffer, atMost: room) ?? true
        if isComplete { body = nil }
        return isComplete
    }
}
