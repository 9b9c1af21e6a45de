import Base
import Mail
import MailingList

/// What arrived in somebody's own mailbox.
struct ReceivedMail: Sendable {
    var messageID: String
    var subject: String
    var answers: [String]
    /// The identifier of the event that it invites to.
    var uid: String?

    init(_ bytes: [UInt8]) {
        let message = Message(bytes)
        messageID = message.messageID ?? ""
        subject = message.subject
        answers = message.inReplyTo
        if case .success(let object)? = message.calendar, object.method == .request {
            uid = try? object.event().uid
        }
    }

    /// The words of its Message-ID: `copy`, `20261121-7f3a9c04`, …
    var name: [Substring] { messageID.prefix { $0 != "@" }.split(separator: ".") }
    /// What it is: `join-fi`, `post`, `tip`, `copy`, `note` …
    var purpose: String { name.first.map(String.init) ?? "" }
    /// The post or item that it is about, where its name says so.
    var about: String { name.count > 1 ? String(name[1]) : "" }
}

/// A mail that somebody, or some machine, sent to the list.
struct SentMail: Sendable {
    /// Who really sent it; nil for a machine.
    var author: Address?
    /// Whom it says it is from.
    var from: Address
    var words: String
    /// What it answers, which its author really got.
    var answers: ReceivedMail?
    /// No person sent it.
    var isAutomatic = false
    var messageID: String
    var bytes: [UInt8]

    var isForged: Bool { author != from }
}

/// Writes mails to the list, each with a name of its own.
struct MailWriter {
    static let list = "verkosto@hel.fi"
    private var count = 0

    private mutating func compose(
        from: Address, _ subject: String, _ header: [String], _ body: String, at time: Instant
    ) -> (id: String, bytes: [UInt8]) {
        count += 1
        let id = "\(count).\(time.secondsSince1970)@\(from.domain.text)"
        let fields =
            [
                "From: Nimi <\(from.text)>", "To: \(Self.list)", "Subject: \(subject)", "Message-ID: <\(id)>",
                "Date: \(DateText.rfc5322(time))", "MIME-Version: 1.0",
            ] + header
        return (id, Array((fields + ["", body, ""]).joined(separator: "\r\n").utf8))
    }

    mutating func mail(
        by author: Address?, from: Address? = nil, _ subject: String, _ body: String, answering: ReceivedMail? = nil,
        isAutomatic: Bool = false, _ more: [String] = [], at time: Instant
    ) -> SentMail {
        guard let from = from ?? author else { preconditionFailure("a mail is from somebody") }
        var header = more
        if let answering { header.append("In-Reply-To: <\(answering.messageID)>") }
        let subject = answering.map { "Re: \($0.subject)" } ?? subject
        let hasType = more.contains { $0.hasPrefix("Content-Type") }
        if !hasType { header.append("Content-Type: text/plain; charset=utf-8") }
        let (id, bytes) = compose(from: from, Self.encoded(subject), header, body, at: time)
        return SentMail(
            author: author, from: from, words: body.isEmpty ? subject : body, answers: answering,
            isAutomatic: isAutomatic, messageID: id, bytes: bytes)
    }

    private static func encoded(_ subject: String) -> String {
        if subject.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return subject }
        let words = subject.utf8.map { byte in
            byte.isLetter || byte.isDigit ? String(UnicodeScalar(byte)) : "=" + Hex.text([byte]).uppercased()
        }
        return "=?utf-8?q?\(words.joined())?="
    }

    /// A calendar's answer to an invitation.
    mutating func answer(_ invitation: ReceivedMail, by author: Address, _ word: String, at time: Instant) -> SentMail {
        let stamp = time.text.filter { $0 != "-" && $0 != ":" }
        let lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", "UID:\(invitation.uid ?? "")",
            "DTSTAMP:\(stamp)", "SEQUENCE:0", "ORGANIZER:mailto:\(Self.list)",
            "ATTENDEE;PARTSTAT=\(word):mailto:\(author.text)", "END:VEVENT", "END:VCALENDAR",
        ]
        return mail(
            by: author, "", lines.joined(separator: "\r\n"), answering: invitation,
            ["Content-Type: text/calendar; method=REPLY; charset=utf-8"], at: time)
    }

    /// A delivery report: nobody is at the address to which this copy went.
    mutating func report(on copy: ReceivedMail, to recipient: Address, at time: Instant) -> SentMail {
        let body = """
            --b\r
            Content-Type: text/plain\r
            \r
            Undelivered.\r
            --b\r
            Content-Type: message/delivery-status\r
            \r
            Reporting-MTA: dns; mx.hel.fi\r
            \r
            Final-Recipient: rfc822; \(recipient.text)\r
            Action: failed\r
            Status: 5.1.1\r
            Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
            \r
            --b\r
            Content-Type: text/rfc822-headers\r
            \r
            Message-ID: <\(copy.messageID)>\r
            Subject: x\r
            \r
            --b--\r
            """
        guard let daemon = Address("mailer-daemon@hel.fi") else { preconditionFailure("an address") }
        return mail(
            by: nil, from: daemon, "Undelivered Mail Returned to Sender", body, isAutomatic: true,
            [
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
                "Auto-Submitted: auto-replied",
            ],
            at: time)
    }
}
