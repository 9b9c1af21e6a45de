/// A negative reply of an SMTP server, with what it was said to. What it speaks of is its ``subject``: a server that says
/// no is not always speaking of the recipient.
package struct SmtpRefusal: Hashable, Sendable {
    /// What the server answered when it refused.
    package enum Stage: Hashable, Sendable, CaseIterable {
        /// Greeting, EHLO, STARTTLS or the login: no mail was named yet.
        case session
        /// MAIL FROM.
        case sender
        /// RCPT TO.
        case recipient
        /// DATA, BDAT, or the message itself.
        case message
    }

    /// 400–599; the server's, or our own in the same form where we did not need to ask.
    package let code: Int
    package let enhanced: SmtpStatus?
    package let text: String
    package let stage: Stage
    package let subject: RefusalSubject

    /// - Parameters:
    ///   - sender: the reverse-path of the mail, and `recipient` the forward-path: a text that repeats one of them mostly
    ///     speaks of it. Nil or empty where there is none.
    package init(
        code: Int, enhanced: SmtpStatus?, text: String, stage: Stage, sender: String? = nil, recipient: String? = nil
    ) {
        self.code = code
        self.enhanced = enhanced
        self.text = text
        self.stage = stage
        let words = RefusalWords(text, sender: sender, recipient: recipient)
        subject = RefusalSubject(code: code, enhanced: enhanced, stage: stage, words: words)
    }

    /// Where the subject is known and not to be read off the words.
    package init(code: Int, enhanced: SmtpStatus?, text: String, stage: Stage, subject: RefusalSubject) {
        (self.code, self.enhanced, self.text, self.stage, self.subject) = (code, enhanced, text, stage, subject)
    }

    /// 5yz: the same mail would be refused again (RFC 5321 section 4.2.1). With a ``subject`` other than the recipient that
    /// is the server's opinion only: the quota is back tomorrow, and an administrator can grant a right.
    package var isPermanent: Bool { code >= 500 }

    /// As the server wrote it: `550 5.1.1 No such user`.
    package var line: String {
        ([String(code)] + (enhanced.map { ["\($0)"] } ?? []) + (text.isEmpty ? [] : [text])).joined(separator: " ")
    }

    /// The codes and words without what differs from one recipient to the next: addresses, numbers, identifiers. Servers
    /// that give many recipients the same pattern one after the other do not speak of any of them, whatever they say.
    package var pattern: String {
        let words = RefusalWords(text, sender: nil, recipient: nil).words.filter { word in
            !word.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "@") }
        }
        return ([String(code)] + (enhanced.map { ["\($0)"] } ?? []) + words).joined(separator: " ")
    }
}

extension SmtpRefusal: CustomStringConvertible {
    /// The codes alone: servers like to repeat the recipient's address in the text, and that belongs in no log.
    package var description: String { enhanced.map { "\(code) \($0)" } ?? "\(code)" }
}
