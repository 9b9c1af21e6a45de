import Base

/// One mail transaction as its replies come in: which reply is next, and what each recipient's outcome is so far.
///
/// The command whose reply comes next is its state (``awaited``):
///
/// | awaited | reply | next |
/// |---|---|---|
/// | `reset` | any but 3yz | `mail` |
/// | `mail` | any but 3yz; a refusal is the outcome for all | `recipient(0)`; in lockstep the end if refused |
/// | `recipient(n)` | any but 3yz; a refusal is the outcome for this one | `recipient(n + 1)` |
/// | the last `recipient` | the same | `data`, with BDAT `final`, or `firstChunk` where BDAT is on trial; in lockstep and on trial the end if all are refused |
/// | `firstChunk` | 2yz: the rest of the message may be sent | `final` |
/// | `firstChunk` | 500–504, 555, any 5yz that is not about the message: the server takes no BDAT, whatever it offered | the end, and of the connection |
/// | `firstChunk` | other 4yz or 5yz | the end; the server keeps the transaction open until RSET |
/// | `data` | 3yz, unless MAIL was refused | `final` |
/// | `data` | 4yz or 5yz | the end; the server keeps the transaction open until RSET |
/// | `final` | 2yz after the whole message, 4yz, 5yz | the end |
///
/// Any other reply is a ``WireError/protocolViolation(_:)``.
///
/// The first reply that is not 2yz is the verdict (`550` for a recipient, then `554 no valid recipients` for BDAT);
/// a policy against the sender may show only at RCPT. So MAIL's refusal counts for all, RCPT's for one, and the final
/// reply for those that are still open.
struct SmtpTransaction: Sendable {
    /// The command whose reply comes next.
    enum Awaited: Hashable, Sendable {
        case reset
        case mail
        /// A position in ``named``.
        case recipient(Int)
        case data
        /// The first line of the message, as a chunk of its own.
        case firstChunk
        /// BDAT LAST, or the dot.
        case final

        var name: String {
            switch self {
            case .reset: "RSET"
            case .mail: "MAIL"
            case .recipient: "RCPT"
            case .data: "DATA"
            case .firstChunk: "BDAT"
            case .final: "the message"
            }
        }
    }

    /// What a reply leads to.
    enum Step: Hashable, Sendable {
        /// The next reply, or in lockstep the next command.
        case goOn
        /// 354: the message may be sent.
        case sendBody
        /// Every recipient has an outcome.
        case finished
        /// Every recipient has an outcome, and the server still holds an open transaction: without RSET the next MAIL
        /// gets `503 nested MAIL`.
        case finishedOpen
        /// The server does not know BDAT. What follows on this connection cannot be told apart any more: it may read the
        /// chunks as commands.
        case chunkingRefused
    }

    /// Whether BDAT is on trial: see ``SmtpPipeline``.
    private let isTrial: Bool
    /// The first refusal that the last reply brought.
    private(set) var refusal: SmtpRefusal?
    /// Recipients that the server has accepted so far.
    private var acceptedCount = 0
    /// How many recipients the server took before it refused more.
    private(set) var recipientLimit: Int?

    let mail: OutgoingMail
    /// The recipients given to the server, as positions in `mail.recipients`.
    let named: [Int]
    private(set) var awaited: Awaited
    /// Where in the stream of bytes the message ends, once all of it has been written out.
    var end: Int?
    /// Whether it was told that the end goes out.
    var isTransmissionTold = false
    private let mode: SmtpMode
    private var isMailRefused = false
    /// By recipient; nil while undecided.
    private var outcomes: [Outcome?]

    /// Prepares a mail. Recipients that ``SmtpPrecheck`` refuses have their outcome at once; if all are, ``named`` is
    /// empty and nothing must be sent. More recipients than `recipientLimit` are not tried.
    init(
        _ mail: OutgoingMail, extensions: SmtpExtensions, afterReset: Bool, isTrial: Bool = false,
        recipientLimit: Int? = nil
    ) {
        self.mail = mail
        let whole = SmtpPrecheck.refusal(of: mail, by: extensions)
        var outcomes: [Outcome?] = []
        var named: [Int] = []
        for recipient in mail.recipients {
            let refusal = whole ?? SmtpPrecheck.refusal(of: recipient, by: extensions)
            let isOver = refusal == nil && named.count >= recipientLimit ?? .max
            if refusal == nil, !isOver { named.append(outcomes.count) }
            outcomes.append(isOver ? .notTried : refusal.map { .refused($0) })
        }
        self.isTrial = isTrial
        self.outcomes = outcomes
        self.named = named
        mode = extensions.mode
        awaited = afterReset ? .reset : .mail
    }

    func name(at position: Int) -> String { mail.recipients[named[position]] }

    /// RFC 6531 3.4: MAIL must say so if any address of the transaction is not ASCII.
    var needsUtf8: Bool {
        SmtpPrecheck.needsUtf8(mail.sender) || named.contains { SmtpPrecheck.needsUtf8(mail.recipients[$0]) }
    }

    /// Whether some recipient is undecided.
    var isOpen: Bool { outcomes.contains { $0 == nil } }

    /// Whether the message ends within so many bytes of the stream.
    func isWhole(within count: Int) -> Bool { end.map { $0 <= count } ?? false }

    /// Whether the server has answered nothing about it.
    var isAtStart: Bool { awaited == .reset || awaited == .mail }

    /// Takes the reply to the command ``awaited``. A 421 is about the connection, whatever it answers.
    mutating func take(_ reply: SmtpReply) throws(WireError) -> Step {
        refusal = nil
        guard awaited == .data ? !reply.isSuccess : !reply.isIntermediate else {
            throw .protocolViolation("\(reply.code) in answer to \(awaited.name)")
        }
        switch awaited {
        case .reset:
            awaited = .mail
            return .goOn
        case .mail:
            isMailRefused = !reply.isSuccess
            if isMailRefused { settle(reply, to: .sender) }
            awaited = .recipient(0)
            return mode == .lockstep && !isOpen ? .finished : .goOn
        case .recipient(let position):
            return takeRecipient(position, reply)
        case .data:
            guard reply.isIntermediate else {
                settle(reply, to: .message)
                return .finishedOpen
            }
            // The server speaks of another transaction, whose recipients would get the wrong mail.
            if isMailRefused { throw .protocolViolation("\(reply.code) for DATA after MAIL was refused") }
            awaited = .final
            return .sendBody
        case .firstChunk:
            if reply.isSuccess {
                awaited = .final
                return .sendBody
            }
            // One line of a message is no reason for any other refusal. If there is one, DATA meets it as well.
            if reply.isNotUnderstood || isAboutChunking(reply) { return .chunkingRefused }
            settle(reply, to: .message)
            return .finishedOpen
        case .final:
            if mode == .window, acceptedCount > 0, [500, 502].contains(reply.code) || isTrial && reply.isNotUnderstood {
                return .chunkingRefused
            }
            // The server cannot have taken a message that it has not received whole.
            if reply.isSuccess, end == nil { throw .protocolViolation("\(reply.code) before the end of the message") }
            if reply.isSuccess { settle(.accepted(reply.text)) } else { settle(reply, to: .message) }
            return .finished
        }
    }

    private func isAboutChunking(_ reply: SmtpReply) -> Bool {
        guard let recipient = named.first, reply.code >= 500 else { return false }
        let refusal = Outcome(reply, to: .message, of: mail, recipient: mail.recipients[recipient]).refusal
        return refusal.map { !$0.subject.isAboutOneMail } ?? false
    }

    private mutating func takeRecipient(_ position: Int, _ reply: SmtpReply) -> Step {
        let recipient = named[position]
        if reply.isSuccess {
            acceptedCount += 1
        } else if outcomes[recipient] == nil {
            settle(recipient, reply, to: .recipient)
            // The server has enough for one mail (RFC 5321 section 4.5.3.1.10): the others follow at once.
            if refusal?.subject == .recipientCount, acceptedCount > 0 {
                outcomes[recipient] = .notTried
                recipientLimit = acceptedCount
            }
        }
        if position + 1 < named.count {
            awaited = .recipient(position + 1)
            return .goOn
        }
        awaited = isTrial ? .firstChunk : mode == .window ? .final : .data
        if mode == .lockstep || isTrial { return isOpen ? isTrial ? .sendBody : .goOn : .finishedOpen }
        return .goOn
    }

    /// Gives all undecided recipients the same outcome.
    mutating func settle(_ outcome: Outcome) {
        for index in outcomes.indices where outcomes[index] == nil { outcomes[index] = outcome }
    }

    /// Gives all undecided recipients the outcome that a negative reply means.
    mutating func settle(_ reply: SmtpReply, to stage: SmtpRefusal.Stage) {
        for index in outcomes.indices where outcomes[index] == nil { settle(index, reply, to: stage) }
        // All of it refused for having too many: half as many, then.
        guard stage == .message, refusal?.subject == .recipientCount, named.count > 1 else { return }
        recipientLimit = named.count / 2
        for index in named where outcomes[index]?.refusal?.subject == .recipientCount { outcomes[index] = .notTried }
    }

    private mutating func settle(_ index: Int, _ reply: SmtpReply, to stage: SmtpRefusal.Stage) {
        let outcome = Outcome(
            reply, to: reply.endsConnection ? .session : stage, of: mail, recipient: mail.recipients[index])
        refusal = refusal ?? outcome.refusal
        outcomes[index] = outcome
    }

    /// The first outcome that is a refusal about us or the server.
    var foreignRefusal: SmtpRefusal? {
        outcomes.lazy.compactMap { $0?.refusal }
            .first { !$0.subject.isAboutOneMail && $0.subject != .recipientCount }
    }

    var hasAccepted: Bool {
        outcomes.contains { if case .accepted = $0 { true } else { false } }
    }

    /// The result, once every recipient has an outcome.
    var result: MailResult {
        let recipients = zip(mail.recipients, outcomes).map { RecipientResult(recipient: $0, outcome: $1 ?? .unknown) }
        return MailResult(id: mail.id, recipients: recipients)
    }
}
