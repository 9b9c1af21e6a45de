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

    package enum Outcome: Hashable, Sendable {
        /// The server answers for it now.
        case accepted(text: String)
        /// For good: the same mail would be refused again.
        case refused(Refusal)
        /// Surely not taken; may be tried again.
        case later(Refusal)
        /// All of it was handed to the connection, and no verdict came: it may or may not have been taken.
        case unknown
        /// Nothing of it was sent: no attempt was made.
        case notTried
    }

    /// The words of a refusal; the server's, or our own in the same form where we did not need to ask.
    package struct Refusal: Hashable, Sendable {
        /// 400–599.
        package let code: Int
        package let enhanced: SmtpStatus?
        package let text: String

        package init(code: Int, enhanced: SmtpStatus?, text: String) {
            self.code = code
            self.enhanced = enhanced
            self.text = text
        }
    }
}

extension RecipientResult.Outcome {
    /// What a negative reply means: 5yz for good, 4yz for now (RFC 5321 4.2.1).
    init(refusal reply: SmtpReply) {
        let refusal = RecipientResult.Refusal(code: reply.code, enhanced: reply.enhanced, text: reply.text)
        self = reply.code >= 500 ? .refused(refusal) : .later(refusal)
    }

    /// The connection was lost before the server had all of the message.
    static let incomplete = Self.later(
        .init(code: 451, enhanced: .init(4, 4, 2), text: "The connection was lost before the whole message was sent"))
}

// Recipients and servers' words stay out of descriptions, and so out of logs: the words often repeat the address.
extension RecipientResult: CustomStringConvertible {
    package var description: String { outcome.description }
}

extension RecipientResult.Outcome: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let refusal): "refused \(refusal)"
        case .later(let refusal): "later \(refusal)"
        case .unknown: "unknown"
        case .notTried: "not tried"
        }
    }
}

extension RecipientResult.Refusal: CustomStringConvertible {
    package var description: String { enhanced.map { "\(code) \($0)" } ?? "\(code)" }
}
