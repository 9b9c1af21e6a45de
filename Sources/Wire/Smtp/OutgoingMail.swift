import Base

/// One message on its way out, with its envelope.
package struct OutgoingMail: Sendable {
    /// The caller's name for it; comes back with the result.
    package let id: UInt64
    /// The reverse-path, without angle brackets; empty for the null sender.
    package let sender: String
    /// The forward-paths, without angle brackets.
    package let recipients: [String]
    /// Header and body, CRLF at the end of every line. Slices, so that copies of a post share what they have in common.
    package let segments: [ArraySlice<UInt8>]
    /// All segments together, in bytes.
    package let size: Int

    package init(id: UInt64, sender: String, recipients: [String], segments: [ArraySlice<UInt8>]) {
        self.id = id
        self.sender = sender
        self.recipients = recipients
        self.segments = segments
        self.size = segments.reduce(0) { $0 + $1.count }
    }
}

extension OutgoingMail {
    /// The size of its first line, where that has not more than 1000 bytes; else 1, or 0 for an empty mail.
    var firstLineSize: Int {
        var size = 0
        for segment in segments {
            for byte in segment.prefix(1000 - size) {
                size += 1
                if byte == UInt8(ascii: "\n") { return size }
            }
        }
        return min(1, self.size)
    }

    /// The segments before and after the first `count` bytes.
    func split(after count: Int) -> (first: [ArraySlice<UInt8>], rest: [ArraySlice<UInt8>]) {
        var (first, rest, left) = ([ArraySlice<UInt8>](), [ArraySlice<UInt8>](), count)
        for segment in segments {
            first.append(segment.prefix(left))
            rest.append(segment.dropFirst(left))
            left -= min(left, segment.count)
        }
        return (first, rest)
    }
}

extension OutgoingMail: CustomStringConvertible {
    package var description: String { "mail \(id) of \(size) bytes to \(recipients.count) recipient(s)" }
}

/// What became of an ``OutgoingMail``.
package struct MailResult: Hashable, Sendable {
    package let id: UInt64
    /// In the order of the mail.
    package let recipients: [RecipientResult]

    package init(id: UInt64, recipients: [RecipientResult]) {
        self.id = id
        self.recipients = recipients
    }
}

/// What became of one recipient of an ``OutgoingMail``.
package struct RecipientResult: Hashable, Sendable {
    package let recipient: String
    package let outcome: Outcome

    package init(recipient: String, outcome: Outcome) {
        self.recipient = recipient
        self.outcome = outcome
    }
}

// Recipients stay out of descriptions, and so out of logs.
extension RecipientResult: CustomStringConvertible {
    package var description: String { outcome.description }
}

extension Outcome {
    /// What a negative reply means: 5yz for good, 4yz for now (RFC 5321 4.2.1).
    init(_ reply: SmtpReply, to stage: SmtpRefusal.Stage, of mail: OutgoingMail, recipient: String) {
        let refusal = SmtpRefusal(
            code: reply.code, enhanced: reply.enhanced, text: reply.text, stage: stage, sender: mail.sender,
            recipient: recipient)
        self = refusal.isPermanent ? .refused(refusal) : .later(refusal)
    }

    var refusal: SmtpRefusal? {
        switch self {
        case .refused(let refusal), .later(let refusal): refusal
        case .accepted, .unknown, .notTried: nil
        }
    }

    /// The connection was lost before the server had all of the message.
    static let incomplete = Self.later(
        SmtpRefusal(
            code: 451, enhanced: SmtpStatus(4, 4, 2),
            text: "The connection was lost before the whole message was sent", stage: .session, subject: .server))
}
