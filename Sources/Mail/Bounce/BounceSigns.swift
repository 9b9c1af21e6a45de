import Base

/// Tells delivery reports and complaints from all other mail. Whom they are about is read elsewhere.
enum BounceSigns {
    static func reason(in message: Message) -> String? {
        byParts(message) ?? byFields(message) ?? byWords(message)
    }

    private static func byParts(_ message: Message) -> String? {
        for part in message.parts where !part.nested {
            let type = part.contentType
            if type.matches("message", "delivery-status") || type.matches("message", "global-delivery-status") {
                return "it holds a delivery status (RFC 3464)"
            }
            if type.matches("message", "feedback-report") { return "it holds a complaint (RFC 5965)" }
        }
        let root = message.parts[0].contentType
        guard root.matches("multipart", "report") else { return nil }
        // Of 349 real ones 25 hold no delivery status; several programs also leave the report type out.
        switch root["report-type"]?.lowercased() {
        case nil, "delivery-status": return "it is a delivery report (multipart/report)"
        case "feedback-report": return "it is a complaint (RFC 5965)"
        default: return nil
        }
    }

    private static func byFields(_ message: Message) -> String? {
        // Exim and Gmail; Exchange writes its field without a value.
        ["X-Failed-Recipients", "X-MS-Exchange-Message-Is-Ndr"]
            .first { message.header.first($0) != nil }
            .map { "it has \($0)" }
    }

    /// Half of all bounces in the wild are plain text. A subject alone proves nothing: people write of undelivered promises,
    /// and pass on the mails they got.
    private static func byWords(_ message: Message) -> String? {
        let sender = Sender(message)
        if sender == .daemon { return "it is from a mailer daemon" }
        let hasTypicalSubject = isTypical(message.subject)
        if hasTypicalSubject, sender == .postmaster { return "a postmaster's subject says so" }
        if hasTypicalSubject, message.hasNullReturnPath { return "null return path, and its subject says so" }
        let returnsMail = message.parts.contains { part in
            !part.nested
                && (part.contentType.matches("message", "rfc822") || part.contentType.matches("text", "rfc822-headers"))
        }
        if hasTypicalSubject, message.parts[0].contentType["boundary"]?.lowercased().contains("interscan") ?? false {
            return "InterScan made it, and its subject says so"
        }
        if returnsMail {
            // Hotmail's complaints have no part of RFC 5965, but name whom they are about in the mail they return.
            if message.parts.contains(where: { $0.header.first("X-HmXmrOriginalRecipient") != nil }) {
                return "it returns a mail that somebody complained about"
            }
            if hasTypicalSubject, SmtpAnswer.isQuoted(in: message.firstText) {
                return "it returns a mail with a server's answer, and its subject says so"
            }
            if message.hasNullReturnPath, AutoReplySigns.begins(message.subject) == nil {
                return "null return path, and it returns a mail"
            }
        }
        return nil
    }

    private enum Sender {
        case daemon, postmaster, other

        /// Reads the field itself: `MAILER-DAEMON` and `<>` are no addresses.
        init(_ message: Message) {
            let from = message.header.first("From")?.decoded.lowercased() ?? ""
            if Self.daemons.areIn(from) {
                self = .daemon
            } else if from.isEmpty || from.hasSuffix("<>") || Self.names.areIn(from)
                || Self.boxNames.areIn(from) && Self.isBox(message.from.mailboxes.first)
            {
                self = .postmaster
            } else {
                self = .other
            }
        }

        private static let daemons: Phrases = ["mailer-daemon", "mdaemon@"]

        /// What servers call themselves.
        private static let names: Phrases = [
            "postmaster", "mail delivery s", "mail.delivery", "maildelivery", "system administrator", "interscan",
            "trend micro", "mail administrator", "mailadministrator", "mail system", "mail router", "mail gateway",
        ]

        private static func isBox(_ mailbox: NamedAddress?) -> Bool {
            mailbox.map { boxes.contains($0.address.local.lowercased()) } ?? false
        }

        /// Local parts that no person has.
        private static let boxes: Set<String> = [
            "post_master", "post-master", "sysadmin", "mail-daemon", "mail_daemon", "mailerdaemon", "mailer_daemon",
            "maildaemon", "mailsystem", "mail-system", "mailadmin", "interscan", "imss", "imsva", "imsx", "smtp",
            "bounce",
            "bounces", "dsn", "ndr",
        ]
        /// The same, found before any address is read.
        private static let boxNames = Phrases(boxes.sorted())
    }

    /// Whether the subject starts as those of bounces do, in the languages seen most here.
    static func isTypical(_ subject: String) -> Bool {
        let own = SubjectMarks.afterMark(subject[...].stripped) ?? subject[...]
        let text = own.lowercased().drop { !$0.isLetter }
        return starts.begin(text)
    }

    private static let starts: Phrases = [
        // English, by server
        "undeliverable", "undelivered", "undeliverd", "returned mail", "mail returned", "delivery status",
        "delivery failure", "delivery report", "delivery notification", "delivery has failed", "delivery failed",
        "mail delivery", "mail failure", "mail failed", "mail system error", "mail error", "mail could not be deliver",
        "mail not delivered", "message delivery", "message could not be deliver", "failure notice", "failure delivery",
        "failed mail", "permanent delivery failure", "warning: message", "warning: could not send", "delayed mail",
        "message status - undeliverable", "sorry, your message could not", "your message to ", "non-delivery",
        "considered unsolicited", "there was an error sending your mail", "complaint about message from",
        // Exchange in Finnish, Swedish and others
        "ei toimitettavissa", "ei voi toimittaa", "toimitus epäonnistui", "toimittaminen epäonnistui",
        "toimituksen tila", "viestiä ei voitu toimittaa", "olevererbart", "det går inte att leverera",
        "kan inte leverera", "kunde inte leverera", "leveransfel", "meddelandet kunde inte levereras",
        "kan ikke leveres", "unzustellbar", "non remis", "non recapitabile", "no se puede entregar", "onbestelbaar",
        "ej levererbart", "uleverbar", "kättetoimetamatu", "kohaletoimetamatu", "nepiegādājams", "nepristatyta",
        "nie można dostarczyć", "nedoručitelné", "nedoručiteľné", "kézbesíthetetlen",
        // Mimecast, Courier
        "postmaster] email delivery", "email delivery failure", "notice: mail delivery status",
        "niet te bezorgen", "não é possível entregar", "недоставленное", "ваше сообщение не доставлено",
    ]
}
