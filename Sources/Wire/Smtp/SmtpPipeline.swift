import Base

/// Sends mail over SMTP, as a value without IO (RFC 5321, 2920, 3030): mail and replies go in, bytes to write and
/// results come out.
///
/// It may be far ahead of the server: in the window mode dozens of messages are written before the first reply comes. A
/// reply belongs to the oldest command without one, and nothing but this order says so. So after one reply that cannot
/// be read the connection is of no use.
///
/// Use: ``enqueue(_:)``, and ``append(_:)`` while it ``wantsMail``; write what ``output()`` gives, report it with ``wrote(_:)``, pass replies to
/// ``receive(_:)``, and collect ``takeResults()``, until ``isDone``. Every recipient gets exactly one result.
///
/// BDAT is on trial at first: some front ends offer CHUNKING and do not know BDAT, and a server that does not would read
/// messages as commands. So the first message of a connection is sent alone, and of it only the first line, in which nobody
/// can hide a command, before the server has shown that it takes it. Where it does not, ``isChunkingRefused`` is set, the
/// connection is of no more use, and what was not begun comes back from ``takeReturned()`` for another.
///
/// What may be written next is its state (`Turn`):
///
/// | state | next bytes | then |
/// |---|---|---|
/// | `begin` | the first bytes of the next mail, if the window has room | `begin` (window), `wait` (flights), `command` (lockstep) |
/// | `command` | lockstep: the command whose reply is awaited | `wait` |
/// | `body` | the message, after 354; on trial its first line, then the rest | `begin` (flights, window), `wait` (lockstep, first line) |
/// | `wait` | none before a reply | after 354 `body`; in lockstep `command`; when no mail is in flight `begin` |
///
/// A message that is partly in the buffer is written to its end in every state. After ``lost()`` the pipeline is closed: all
/// that is in it has its result, and mail that is added gets ``Outcome/notTried``. After 421 nothing more is written, and it
/// closes when no mail that the server has whole waits for a reply any more.
package struct SmtpPipeline: Sendable {
    /// How far ahead of the server's replies to write. Both must be positive.
    package struct Limits: Hashable, Sendable {
        /// Most messages without a final reply; at 20 ms round trip more than 50 gain nothing.
        package var messages: Int
        /// Once there are so many, no other is begun before so many less than that are left: what is done once for some
        /// messages costs much more than a message.
        package var together: Int
        /// Most bytes of such messages together; a single message may be larger.
        package var bytes: Int
        /// After so many mails in a row that were refused for something that is not about them, nothing more is begun:
        /// every mail would be refused.
        package var refusals: Int

        package init(messages: Int = 60, together: Int = 12, bytes: Int = 4 << 20, refusals: Int = 3) {
            precondition(messages > 0 && together > 0 && bytes > 0 && refusals > 0)
            self.messages = messages
            self.together = min(together, messages)
            self.bytes = bytes
            self.refusals = refusals
        }
    }

    /// What the server's next reply is about. How long to wait for it depends on that (``SmtpTimeouts``).
    package enum Awaited: Hashable, Sendable { case command, dataStart, transfer, verdict }

    /// Most bytes that ``output()`` gives at once.
    package static let chunkSize = 65536

    package let extensions: SmtpExtensions
    let limits: Limits
    /// Not yet begun, from `next` on.
    var queue: [OutgoingMail] = []
    var next = 0
    /// Begun and without a final reply, oldest first.
    var transactions: [SmtpTransaction] = []
    var bytesInFlight = 0
    /// Whether the window is being filled, rather than emptied: see ``Limits/together``.
    var isFilling = true
    var results: [MailResult] = []
    var stream = SmtpStream()
    var turn = Turn.begin
    var needsReset = false

    /// Whether BDAT has not been tried yet.
    var isTrial: Bool
    /// Mails for another connection.
    private var returned: [OutgoingMail] = []
    /// Mails refused one after the other for something that is not about them.
    var refusalsInARow = 0

    /// The first reply since the last ``enqueue(_:)`` by which the server asked for less mail.
    package private(set) var slowDown: SmtpReply?
    /// The refusal over which no more mail was begun, since the last ``enqueue(_:)``: it is about us or the server.
    package internal(set) var refusal: SmtpRefusal?
    /// Whether the server does not know BDAT, although it offers CHUNKING.
    package private(set) var isChunkingRefused = false
    /// Whether the server ended the connection instead of answering the first line in BDAT: better to try DATA.
    package internal(set) var isChunkingSuspect = false
    /// Most recipients of one mail, as the server said or showed.
    package internal(set) var recipientLimit: Int?
    /// Whether the connection takes no more mail.
    package internal(set) var isClosed = false
    /// The 421 that announced the end, while replies about mails that the server has whole may still come.
    package internal(set) var farewell: SmtpReply?
    /// Whether the server has answered about a mail on this connection.
    var hasFinished = false

    /// What may be written next: see the table above.
    enum Turn { case begin, command, body, wait }

    /// - Parameter isChunkingKnown: whether this connection has taken BDAT before.
    package init(
        extensions: SmtpExtensions, limits: Limits = Limits(), isChunkingKnown: Bool = true, recipientLimit: Int? = nil
    ) {
        self.extensions = extensions
        self.limits = limits
        isTrial = extensions.mode == .window && !isChunkingKnown
        self.recipientLimit = recipientLimit ?? extensions.recipientLimit
    }

    /// Nothing is queued, in flight or half written.
    package var isDone: Bool { next == queue.count && transactions.isEmpty && stream.isEmpty }

    /// Results that wait for ``takeResults()``.
    package var resultCount: Int { results.count }

    /// Messages without a final reply.
    package var inFlight: Int { transactions.count }

    package var awaited: Awaited {
        switch transactions.first?.awaited {
        case .final: transactions.first?.end == nil ? .transfer : .verdict
        case .data, .firstChunk: .dataStart
        case .reset, .mail, .recipient, nil: .command
        }
    }

    /// Whether mail that is added may be begun: nothing has ended the sending yet.
    package var takesMail: Bool { !isClosed && slowDown == nil && refusal == nil && !isChunkingRefused }

    /// Whether there is room for mail that is not queued yet.
    package var wantsMail: Bool { takesMail && next == queue.count && isFilling }

    /// Adds the first mail of a batch to send.
    package mutating func enqueue(_ mails: some Sequence<OutgoingMail>) {
        (slowDown, refusal) = (nil, nil)
        append(mails)
    }

    /// Adds more mail to the batch.
    package mutating func append(_ mails: some Sequence<OutgoingMail>) {
        queue.append(contentsOf: mails)
        if isClosed || farewell != nil { stop() }
    }

    /// What is to be written now, at most ``chunkSize`` bytes: a whole flight in one piece wherever it fits, because
    /// small writes make Nagle's algorithm and delayed acknowledgements wait for each other. From here on these bytes
    /// count as possibly sent. Empty while nothing can be written before the next reply.
    package mutating func output() -> ArraySlice<UInt8> {
        if stream.makeRoom() { while !stream.isFull, writeMore() {} }
        return stream.offer()
    }

    /// The mails that are whole with the last ``output()``, each once: when it has been sent the server may have taken
    /// them.
    package mutating func takeTransmitted() -> [UInt64] {
        var ids: [UInt64] = []
        for index in transactions.indices.reversed() {
            if transactions[index].isTransmissionTold { break }
            guard let end = transactions[index].end, end <= stream.offered else { continue }
            transactions[index].isTransmissionTold = true
            ids.append(transactions[index].mail.id)
        }
        return ids.reversed()
    }

    /// The first `count` bytes of the last ``output()`` have been sent.
    package mutating func wrote(_ count: Int) { stream.wrote(count) }

    /// Takes the next reply. After an error call ``lost()``.
    ///
    /// - Throws: ``WireError/protocolViolation(_:)`` for a reply that cannot belong to the oldest open command.
    package mutating func receive(_ reply: SmtpReply) throws(WireError) {
        guard !isClosed else { return }
        if reply.asksToSlowDown {
            slowDown = slowDown ?? reply
            stop()
        }
        if reply.endsConnection, !hearFarewell(reply) { return }
        guard !transactions.isEmpty else { throw .protocolViolation("\(reply.code) to no command") }
        let step = try transactions[0].take(reply)
        heed(transactions[0].refusal, reply)
        switch step {
        case .goOn: if extensions.mode == .lockstep { turn = .command }
        case .sendBody: turn = .body
        case .finished: finish(resetNeeded: false)
        case .finishedOpen: finish(resetNeeded: true)
        case .chunkingRefused: refuseChunking()
        }
        if farewell != nil, transactions.isEmpty { end { _ in } }
    }

    /// Stops where a refusal means that more mail would be refused as well.
    private mutating func heed(_ refusal: SmtpRefusal?, _ reply: SmtpReply) {
        guard let refusal else { return }
        if refusal.subject == .rate {
            slowDown = slowDown ?? reply
            stop()
        }
    }

    /// The message that was on trial was not taken. Where others are in flight behind it, the server may have.
    private mutating func refuseChunking() {
        isChunkingRefused = true
        returned.append(transactions.removeFirst().mail)
        returned += queue[next...]
        clearQueue()
        lost()
    }

    /// The mails that wait for a connection without CHUNKING, since the last call. They get no result here.
    package mutating func takeReturned() -> [OutgoingMail] {
        defer { returned = [] }
        return returned
    }

    /// The results since the last call, in the order of their arrival.
    package mutating func takeResults() -> [MailResult] {
        defer { results.removeAll(keepingCapacity: true) }
        return results
    }

    mutating func clearQueue() { (queue, next) = ([], 0) }
}
