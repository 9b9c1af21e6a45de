/// What an SMTP server speaks of when it refuses (RFC 5321 section 4.2, RFC 3463).
///
/// The codes alone do not tell: providers answer `550` to RCPT for a used-up quota as for an unknown user, and hardly one
/// uses the enhanced codes as RFC 3463 means them. So the words are read first, then the enhanced code, then the stage.
/// In doubt a refusal of RCPT is about the recipient, and one of MAIL is not. The raw values stand in journals.
package enum RefusalSubject: String, Hashable, Sendable, CaseIterable {
    /// This address or its mailbox: unknown, full, switched off, restricted, greylisted.
    case recipient = "recipient"
    /// What is sent: its size or its content. Every copy of a post is alike in that.
    case message = "message"
    /// More recipients than the server takes in one transaction (RFC 5321 section 4.5.3.1.10).
    case recipientCount = "recipientCount"
    /// The address we send as: not ours to use, not verified, unknown.
    case sender = "sender"
    /// No login, a wrong one, or one without the right to send.
    case login = "login"
    /// How much we may send in an hour or a day, and what looks to the provider like too much.
    case quota = "quota"
    /// How fast, and over how many connections.
    case rate = "rate"
    /// Our own account: its mailbox is full, or it is suspended.
    case account = "account"
    /// A rule against us: our address, name, network or reputation.
    case policy = "policy"
    /// The server's own trouble: disk, queue, internal errors, or it did not understand.
    case server = "server"

    /// Whether the refusal is about this one mail. Anything else is about us or the server: other mails would meet it too,
    /// and no member is to blame.
    package var isAboutOneMail: Bool {
        switch self {
        case .recipient, .message: true
        case .recipientCount, .sender, .login, .quota, .rate, .account, .policy, .server: false
        }
    }
}

extension RefusalSubject {
    init(code: Int, enhanced: SmtpStatus?, stage: SmtpRefusal.Stage, words: RefusalWords) {
        let enhanced = enhanced ?? words.status
        let read =
            Self.said(words, stage: stage) ?? enhanced.flatMap { Self.meant(by: $0, stage: stage) }
            ?? Self.meant(by: code, stage: stage)
        // Before RCPT no recipient was named.
        let isTooEarly = read == .recipient && (stage == .sender || stage == .session)
        self = isTooEarly ? (code >= 500 && stage == .sender ? .sender : .server) : read
    }

    /// What an enhanced code means where the words say nothing (RFC 3463, 4954, 6710, 7293, 7372, 7505 and Exchange).
    private static func meant(by status: SmtpStatus, stage: SmtpRefusal.Stage) -> RefusalSubject? {
        let ofRecipientOr = { (other: RefusalSubject) -> RefusalSubject in stage == .recipient ? .recipient : other }
        switch (status.subject, status.detail) {
        case (1, 7), (1, 8): return .sender
        case (1, 90...92): return .quota
        case (1, _): return ofRecipientOr(stage == .message ? .recipient : .sender)
        case (2, 3): return .message
        case (2, 252): return .sender
        case (2, _): return ofRecipientOr(.account)
        case (3, 4): return .message
        case (3, _): return .server
        case (4, 5), (4, 6): return .quota
        case (4, _): return ofRecipientOr(.server)
        case (5, 3): return .recipientCount
        case (5, _): return .server
        case (6, 7): return ofRecipientOr(.message)
        case (6, _): return .message
        case (7, let detail): return meant(byPolicy: detail, isTemporary: status.statusClass == 4, stage: stage)
        default: return nil
        }
    }

    /// `x.7.detail`.
    private static func meant(byPolicy detail: Int, isTemporary: Bool, stage: SmtpRefusal.Stage) -> RefusalSubject? {
        switch detail {
        // The list, the group or the mailbox behind the address takes no mail from us.
        case 2, 17, 18, 124, 128, 129, 133...136: return stage == .recipient ? .recipient : .policy
        case 3, 8, 9, 11, 12, 30, 54, 57, 64, 139: return .login
        case 13: return stage == .recipient ? .recipient : .account
        case 27, 60: return .sender
        case 28, 508: return .rate
        case 232, 233, 236, 705: return .quota
        // Greylisting, and whatever else makes one mail wait, says 4.7.0 or 4.7.1.
        case 0, 1: return isTemporary && stage != .session ? (stage == .message ? .message : .recipient) : .policy
        default: return isTemporary ? .rate : .policy
        }
    }

    /// What a reply code means where nothing else is known.
    private static func meant(by code: Int, stage: SmtpRefusal.Stage) -> RefusalSubject {
        switch (code, stage) {
        case (530, _), (534, _), (535, _), (538, _): return .login
        case (421, _): return .server
        case (432, _): return .rate
        case (452, .recipient), (452, .sender), (452, .message): return .server
        case (500, _), (502, _), (503, _), (504, _), (555, .sender), (555, .message): return .server
        case (_, .session): return code >= 500 ? .policy : .server
        case (_, .sender): return code >= 500 ? .sender : .server
        case (554, .recipient): return .policy
        case (_, .recipient): return .recipient
        case (_, .message): return .message
        }
    }
}
