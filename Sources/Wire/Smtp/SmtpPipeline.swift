/// Mail in, bytes out, replies in, results out: SMTP sending as a value without IO (RFC 5321, 2920, 3030).
///
/// It may be far ahead of the server: in the window mode dozens of messages are out before the first reply is back.
/// What each reply belongs to follows from its place alone, so one unreadable reply ends everything.
///
/// Use: ``enqueue(_:)``; then write what ``output()`` gives, tell ``wrote(_:)``, pass replies to ``receive(_:)``, and
/// take ``takeResults()``, until ``isDone``. Every recipient gets exactly one result.
package struct SmtpPipeline: Sendable {
    /// How far ahead of the server's replies to write.
    package struct Limits: Hashable, Sendable {
        /// Most messages without a final reply; at 20 ms round trip more than 50 gain nothing.
        package var messages: Int
        /// Most bytes of such messages together; a single message may be larger.
        package var bytes: Int

        package init(messages: Int = 50, bytes: Int = 4 << 20) {
            precondition(messages > 0 && bytes > 0)
            self.messages = messages
            self.bytes = bytes
        }
    }

    /// What the next bytes from the server will be about: how long to wait for them depends on it.
    package enum Awaited: Hashable, Sendable { case command, dataStart, transfer, verdict }

    /// Most bytes that ``output()`` gives at once.
    package static let chunkSize = 65536

    package let extensions: SmtpExtensions
    private let limits: Limits
    /// Not yet begun, from `next` on.
    private var queue: [OutgoingMail] = []
    private var next = 0
    /// Begun and without a final reply, oldest first.
    private var transactions: [SmtpTransaction] = []
    private(set) var bytesInFlight = 0
    private var results: [MailResult] = []
    private var stream = SmtpStream()
    private var turn = Turn.begin
    private var needsReset = false

    /// The server's wish for less mail, since the last ``enqueue(_:)``.
    package private(set) var slowDown: SmtpReply?
    /// The connection is of no more use.
    package private(set) var isClosed = false

    /// What may be written next, where that is not simply the next message.
    private enum Turn { case begin, command, body, wait }

    package init(extensions: SmtpExtensions, limits: Limits = Limits()) {
        self.extensions = extensions
        self.limits = limits
    }

    /// Nothing is queued, in flight or half written.
    package var isDone: Bool { next == queue.count && transactions.isEmpty && stream.isEmpty }

    /// Messages without a final reply.
    package var inFlight: Int { transactions.count }

    package var awaited: Awaited {
        switch transactions.first?.awaited {
        case .final: transactions.first?.end == nil ? .transfer : .verdict
        case .data: .dataStart
        case .reset, .mail, .recipient, nil: .command
        }
    }

    /// Adds mail to send.
    package mutating func enqueue(_ mails: some Sequence<OutgoingMail>) {
        slowDown = nil
        queue.append(contentsOf: mails)
        if isClosed { stop() }
    }

    /// What is to be written now, at most ``chunkSize`` bytes: a whole flight in one piece wherever it fits, because
    /// small writes make Nagle's algorithm and delayed acknowledgements wait for each other. From here on these bytes
    /// count as possibly sent. Empty while only replies can help.
    package mutating func output() -> ArraySlice<UInt8> {
        if stream.makeRoom() { while !stream.isFull, writeMore() {} }
        return stream.offer()
    }

    /// The first `count` bytes of the last ``output()`` are sent.
    package mutating func wrote(_ count: Int) { stream.wrote(count) }

    /// Takes the next reply. After an error call ``lost()``.
    package mutating func receive(_ reply: SmtpReply) throws(WireError) {
        guard !isClosed else { return }
        if reply.asksToSlowDown {
            slowDown = slowDown ?? reply
            stop()
        }
        // Replies before a 421 hold; it and all that follows was not taken (RFC 5321 3.8).
        if reply.endsConnection { return end { _ in .init(refusal: reply) } }
        guard !transactions.isEmpty else { throw .protocolViolation("\(reply.code) to no command") }
        switch try transactions[0].take(reply) {
        case .goOn: if extensions.mode == .lockstep { turn = .command }
        case .sendBody: turn = .body
        case .finished: finish(resetNeeded: false)
        case .finishedOpen: finish(resetNeeded: true)
        }
    }

    /// Begins no more mail: what was not begun is ``RecipientResult/Outcome/notTried``, what is in flight goes on.
    package mutating func stop() {
        for mail in queue[next...] {
            let recipients = mail.recipients.map { RecipientResult(recipient: $0, outcome: .notTried) }
            results.append(MailResult(id: mail.id, recipients: recipients))
        }
        clearQueue()
    }

    /// The connection is gone: what may have been taken is unknown, the rest was surely not taken.
    package mutating func lost() {
        let offered = stream.offered
        end { transaction in transaction.end.map { $0 <= offered } ?? false ? .unknown : .incomplete }
    }

    /// The results since the last call, in the order of their arrival.
    package mutating func takeResults() -> [MailResult] {
        defer { results.removeAll(keepingCapacity: true) }
        return results
    }

    // MARK: Writing

    /// Writes the next step into the stream, if there is one now.
    private mutating func writeMore() -> Bool {
        if stream.hasBody {
            // A refusal in mid-message has ended the transaction already; the server still wants the rest.
            if stream.continueBody(), let last = transactions.indices.last { transactions[last].end = stream.made }
            return true
        }
        switch turn {
        case .wait: return false
        case .begin: return begin()
        case .command:
            turn = .wait
            if let transaction = transactions.first { stream.appendCommand(of: transaction, extensions) }
            return true
        case .body:
            turn = extensions.mode == .lockstep ? .wait : .begin
            // 354 although nobody is left to get it: a lone dot ends it (RFC 2920 3.1).
            if let transaction = transactions.first {
                stream.begin(SmtpBody(transaction.isOpen ? transaction.mail.segments : [], form: .lines))
            }
            return true
        }
    }

    /// Begins the next mail that has somebody to go to, if the window has room.
    private mutating func begin() -> Bool {
        while next < queue.count, hasRoom(for: queue[next]) {
            let mail = queue[next]
            next += 1
            let transaction = SmtpTransaction(mail, extensions: extensions, afterReset: needsReset)
            guard !transaction.named.isEmpty else {
                results.append(transaction.result)
                continue
            }
            transactions.append(transaction)
            bytesInFlight += mail.size
            switch extensions.mode {
            case .lockstep: turn = .command
            case .flights:
                turn = .wait
                stream.appendFlight(of: transaction, extensions)
            case .window:
                stream.appendFlight(of: transaction, extensions)
                stream.begin(SmtpBody(mail.segments, form: .chunk))
            }
            // What came of it shows only when the next messages are out already. Some servers keep the transaction open
            // when BDAT had nobody to go to (Exim: `503 sender already given`), and the next one would be refused.
            needsReset = extensions.mode == .window
            return true
        }
        if next == queue.count { clearQueue() }
        return false
    }

    private mutating func clearQueue() { (queue, next) = ([], 0) }

    private func hasRoom(for mail: OutgoingMail) -> Bool {
        transactions.isEmpty || extensions.mode == .flights
            || transactions.count < limits.messages && bytesInFlight + mail.size <= limits.bytes
    }

    // MARK: Settling

    private mutating func finish(resetNeeded: Bool) {
        let transaction = transactions.removeFirst()
        bytesInFlight -= transaction.mail.size
        results.append(transaction.result)
        if resetNeeded { needsReset = true }
        if transactions.isEmpty, turn == .wait { turn = .begin }
    }

    /// Ends all that is open, and the use of the connection.
    private mutating func end(_ outcome: (SmtpTransaction) -> RecipientResult.Outcome) {
        isClosed = true
        for var transaction in transactions {
            transaction.settle(outcome(transaction))
            results.append(transaction.result)
        }
        transactions = []
        bytesInFlight = 0
        stop()
        stream = SmtpStream()
    }
}
