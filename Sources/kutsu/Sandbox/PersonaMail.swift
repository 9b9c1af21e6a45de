import Base
import Mail

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

    /// As Outlook sends a meeting: the invitation beside the text.
    func invitation(_ meeting: Meeting, from persona: Persona) -> [UInt8] {
        let start = time - time % 86_400 + meeting.inDays * 86_400 + 11 * 3600
        var invitation = Invitation(
            .request, uid: meeting.uid, sequence: 0, stamp: Instant(secondsSince1970: time),
            span: .moments(
                start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: start + 7200)),
            summary: meeting.name, organizer: persona.mailbox, attendee: Cast.list)
        invitation.location = meeting.place
        invitation.description = meeting.words
        return calendar(
            CalendarWriter.bytes(of: invitation), .request, from: persona, subject: meeting.name, text: meeting.words)
    }

    /// As Outlook answers: without an organizer, and with nothing to read.
    func participation(_ participation: Participation, in mail: Message, from persona: Persona) -> [UInt8] {
        let event = mail.invitedEvent
        let lines = [
            "BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0", "BEGIN:VEVENT",
            "ATTENDEE;PARTSTAT=\(participation.rawValue);CN=\(persona.name):mailto:\(persona.address)",
            "UID:\(event?.uid ?? "")", "SEQUENCE:\(event?.sequence ?? 0)", "END:VEVENT", "END:VCALENDAR", "",
        ]
        return calendar(
            Array(lines.joined(separator: "\r\n").utf8), .reply, from: persona,
            subject: "\(persona.language.word(for: participation)): \(event?.summary ?? "")", text: "")
    }

    private func calendar(
        _ bytes: [UInt8], _ method: CalendarMethod, from persona: Persona, subject: String, text: String
    ) -> [UInt8] {
        let type = ContentType(
            type: "text", subtype: "calendar",
            parameters: [
                Parameter(name: "charset", value: "utf-8"), Parameter(name: "method", value: method.rawValue),
            ])
        return mail(
            from: persona, subject: subject, text: text,
            alternatives: [Attachment(contentType: type, filename: nil, bytes: bytes)])
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
        from persona: Persona, subject: String, text: String, html: String? = nil, alternatives: [Attachment] = [],
        attachments: [Attachment] = [], answering answered: Message? = nil, further: [OutgoingField] = []
    ) -> [UInt8] {
        let domain = persona.address.drop { $0 != "@" }
        let reference = answered?.messageID.map { "<\($0)>" }
        var fields: [OutgoingField] = [
            .mailboxes("From", [persona.mailbox]),
            .structured("To", Cast.listAddress), .text("Subject", subject),
            .structured("Date", DateText.rfc5322(Instant(secondsSince1970: time))),
            .structured("Message-ID", "<sandbox.\(time).\(number)\(domain)>"),
        ]
        if let reference { fields += [.structured("In-Reply-To", reference), .structured("References", reference)] }
        return MessageComposer.compose(
            fields: fields + further, text: text, html: html, alternatives: alternatives, attachments: attachments,
            boundarySeed: "sandbox \(time) \(number)")
    }
}

extension Language {
    /// As Outlook begins the subject of such an answer.
    fileprivate func word(for participation: Participation) -> String {
        switch (self, participation) {
        case (.fi, .accepted): "Hyväksytty"
        case (.fi, _): "Hylätty"
        case (.sv, .accepted): "Accepterad"
        case (.sv, _): "Avböjd"
        case (.en, .accepted): "Accepted"
        case (.en, _): "Declined"
        }
    }
}

extension Persona {
    fileprivate var mailbox: NamedAddress { Cast.mailbox(name, address) }
}

extension Message {
    /// The event that an invitation is about.
    var invitedEvent: CalendarEvent? {
        guard case .success(let object)? = calendar else { return nil }
        return try? object.event()
    }
}
