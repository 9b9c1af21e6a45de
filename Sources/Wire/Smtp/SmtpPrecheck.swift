import Base

/// Refuses mail that the server would refuse or that cannot be written in SMTP, with the codes that a server would use.
enum SmtpPrecheck {
    /// Whether an address can stand between the angle brackets of a path without ending the path, the argument or the
    /// line early, so that nobody smuggles a command in. The longest path is 256 bytes with its brackets (RFC 5321
    /// section 4.5.3.1.3).
    static func isPath(_ address: String) -> Bool {
        let bytes = address.utf8
        return bytes.count <= 254
            && bytes.allSatisfy { byte in
                byte > UInt8(ascii: " ") && byte != 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
            }
    }

    static func needsUtf8(_ address: String) -> Bool { address.utf8.contains { $0 >= 0x80 } }

    /// Why this server cannot be given this mail for any recipient; nil if it can.
    static func refusal(of mail: OutgoingMail, by extensions: SmtpExtensions) -> SmtpRefusal? {
        guard isPath(mail.sender) else {
            return SmtpRefusal(
                code: 553, enhanced: SmtpStatus(5, 1, 7), text: "The sender's address cannot be written in SMTP",
                stage: .sender, subject: .sender)
        }
        if needsUtf8(mail.sender), !extensions.smtpUtf8 { return noUtf8(.sender, .sender) }
        // Otherwise it would be sent in vain: after BDAT or DATA a server can refuse only when it has received the
        // whole.
        if let limit = extensions.sizeLimit, mail.size > limit {
            let text = "The message has \(mail.size) bytes, and the server takes at most \(limit)"
            return SmtpRefusal(
                code: 552, enhanced: SmtpStatus(5, 3, 4), text: text, stage: .message, subject: .message)
        }
        return nil
    }

    /// Why this server cannot be given this recipient; nil if it can.
    static func refusal(of recipient: String, by extensions: SmtpExtensions) -> SmtpRefusal? {
        guard !recipient.isEmpty, isPath(recipient) else {
            return SmtpRefusal(
                code: 553, enhanced: SmtpStatus(5, 1, 3), text: "The address cannot be written in SMTP",
                stage: .recipient, subject: .recipient)
        }
        return needsUtf8(recipient) && !extensions.smtpUtf8 ? noUtf8(.recipient, .recipient) : nil
    }

    private static func noUtf8(_ stage: SmtpRefusal.Stage, _ subject: RefusalSubject) -> SmtpRefusal {
        SmtpRefusal(
            code: 553, enhanced: SmtpStatus(5, 6, 7), text: "The server takes only addresses in ASCII", stage: stage,
            subject: subject)
    }
}
