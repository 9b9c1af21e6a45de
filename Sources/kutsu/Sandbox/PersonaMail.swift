import Mail
import Rules

/// A mail as people's own programs write it.
struct PersonaMail {
    /// Makes its Message-ID differ from all others.
    var number: Int
    /// Seconds since 1970, UTC.
    var time: Int64

    /// A mail to the list.
    func new(from persona: Persona, subject: String, text: String) -> [UInt8] {
        mail(from: persona, subject: subject, text: text)
    }

    /// The words above, and below them what is answered, as programs quote it.
    func answer(to mail: Message, from persona: Persona, text: String) -> [UInt8] {
        let author = mail.from.mailboxes.first?.name ?? ""
        let date = mail.header.first("Date")?.decoded ?? ""
        let attribution =
            switch persona.language {
            case .fi: "\(date) \(author) <\(Cast.listAddress)> kirjoitti:"
            case .sv: "Den \(date) skrev \(author) <\(Cast.listAddress)>:"
            case .en: "On \(date), \(author) <\(Cast.listAddress)> wrote:"
            }
        let quoted = mail.readableText.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }
        let prefix =
            switch persona.language {
            case .fi: "Vs: "
            case .sv: "SV: "
            case .en: "Re: "
            }
        return self.mail(
            from: persona, subject: prefix + mail.subject,
            text: ([text, "", attribution] + quoted).joined(separator: "\n"), answering: mail)
    }

    /// What Exchange sends for somebody who is away. It quotes nothing, and answers the very letter.
    func awayNotice(to mail: Message, from persona: Persona, text: String) -> [UInt8] {
        self.mail(
            from: persona, subject: "Automatic reply: " + mail.subject, text: text, answering: mail,
            further: [
                .structured("Auto-Submitted", "auto-generated"), .structured("X-Auto-Response-Suppress", "All"),
            ])
    }

    func announcement(_ announcement: Announcement, from persona: Persona) -> [UInt8] {
        let picture = Attachment(
            contentType: ContentType(type: "image", subtype: "bmp"), filename: announcement.fileName,
            bytes: announcement.file)
        return mail(
            from: persona, subject: announcement.subject, text: announcement.text, html: announcement.html,
            attachments: [picture])
    }

    private func mail(
        from persona: Persona, subject: String, text: String, html: String? = nil, attachments: [Attachment] = [],
        answering answered: Message? = nil, further: [OutgoingField] = []
    ) -> [UInt8] {
        let domain = persona.address.drop { $0 != "@" }
        let reference = answered?.messageID.map { "<\($0)>" }
        var fields: [OutgoingField] = [
            .mailboxes("From", AddressList.parse("\"\(persona.name)\" <\(persona.address)>").mailboxes),
            .structured("To", Cast.listAddress), .text("Subject", subject),
            .structured("Date", DateText.rfc5322(secondsSince1970: time, offsetMinutes: 0)),
            .structured("Message-ID", "<sandbox.\(time).\(number)\(domain)>"),
        ]
        if let reference { fields += [.structured("In-Reply-To", reference), .structured("References", reference)] }
        return LetterComposer.compose(
            fields: fields + further, text: text, html: html, attachments: attachments,
            boundarySeed: "sandbox \(time) \(number)")
    }
}
