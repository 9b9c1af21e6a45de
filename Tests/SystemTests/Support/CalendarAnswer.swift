/// What somebody answers to an invitation, as the program at hand writes it.
struct CalendarAnswer: Sendable {
    /// The programs, and three ways in which some write no good REPLY.
    enum Writer: Sendable, CaseIterable {
        /// No ORGANIZER, nothing in the mail but the calendar object.
        case outlook
        /// Marked as automatic, with words of its own.
        case google
        case apple
        /// Neither DTSTAMP nor SEQUENCE, and the address in capitals.
        case bare
        /// An attendee who can be told by From only.
        case nameless
        /// Marked as automatic, and does not say who answers.
        case empty
    }

    var uid: String
    var sequence: Int
    /// `ACCEPTED`, `TENTATIVE` or `DECLINED`.
    var participation: String
    /// In RFC 3339.
    var stamp: String
    var comment = ""

    init(_ participation: String, to invitation: ArrivedInvitation, at stamp: String, comment: String = "") {
        uid = invitation.uid
        sequence = invitation.sequence
        self.participation = participation
        self.stamp = stamp
        self.comment = comment
    }

    func draft(by writer: Writer, from person: Person, to list: TestList, answering mail: ReceivedMail) throws -> Draft
    {
        var draft = Draft(
            from: person.name, person.address, to: [mail.replyAddress], subject: "\(word): \(mail.subject)", text: "")
        draft.calendar = .init(method: "REPLY", bytes: try object(by: writer, from: person, to: list))
        switch writer {
        case .outlook:
            draft.set("In-Reply-To", mail.messageID)
            draft.set("References", mail.messageID)
        case .google:
            draft.text =
                "\(person.name) has \(participation.lowercased()) this invitation.\n\nInvitation from Google Calendar\n"
            draft.set("Auto-Submitted", "auto-generated")
            draft.set("Sender", "Google Calendar <calendar-notification@google.com>")
            draft.attachments = [
                .init(name: "invite.ics", type: "application/ics", bytes: draft.calendar?.bytes ?? [])
            ]
        case .apple: draft.text = "\(person.name) on vastannut kutsuusi: \(word)\n"
        case .empty: draft.set("Auto-Submitted", "auto-replied")
        case .bare, .nameless: break
        }
        return draft
    }

    private var word: String {
        ["ACCEPTED": "Hyväksytty", "TENTATIVE": "Alustava", "DECLINED": "Hylätty"][participation] ?? participation
    }

    private func object(by writer: Writer, from person: Person, to list: TestList) throws -> [UInt8] {
        let stamp = try Meeting().time("DTSTAMP", stamp)
        var event = ["UID:\(uid)"]
        if writer != .bare { event += [stamp, "SEQUENCE:\(sequence)"] }
        let product: String
        switch writer {
        case .outlook:
            product = "Microsoft Exchange Server 2010"
            event.append("ATTENDEE;PARTSTAT=\(participation);CN=\(person.name):mailto:\(person.address)")
            if !comment.isEmpty { event.append("COMMENT;LANGUAGE=fi-FI:\(Meeting.escaped(comment))\\n") }
        case .google:
            product = "-//Google Inc//Google Calendar 70.9054//EN"
            let note = comment.isEmpty ? "" : ";X-RESPONSE-COMMENT=\"\(comment)\""
            event.append("ORGANIZER;CN=Verkosto:mailto:\(list.address)")
            event.append(
                "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=\(participation);X-NUM-GUESTS=0\(note):mailto:\(person.address)")
        case .apple:
            product = "-//Apple Inc.//iOS 18.5//EN"
            event.append("ORGANIZER;EMAIL=\(list.address):mailto:\(list.address)")
            event.append("ATTENDEE;CN=\"\(person.name)\";PARTSTAT=\(participation):mailto:\(person.address)")
            if !comment.isEmpty { event.append("COMMENT:\(Meeting.escaped(comment))") }
        case .bare:
            product = "-//Vanha kalenteri//FI"
            event.append("ATTENDEE;PARTSTAT=\(participation.lowercased()):MAILTO:\(person.address.uppercased())")
        case .nameless:
            product = "-//Vanha kalenteri//FI"
            event.append("ATTENDEE;PARTSTAT=\(participation):invalid:nomail")
        case .empty: product = "-//Vanha kalenteri//FI"
        }
        let lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:\(product)", "METHOD:REPLY", "BEGIN:VEVENT"] + event
        return Array((lines + ["END:VEVENT", "END:VCALENDAR", ""]).joined(separator: "\r\n").utf8)
    }
}

extension Person {
    /// Answers an invitation with the buttons of a calendar.
    @discardableResult
    func responds(
        _ participation: String, to invitation: ArrivedInvitation, with writer: CalendarAnswer.Writer = .outlook,
        at stamp: String, comment: String = "", on list: TestList
    ) async throws -> Draft {
        let answer = CalendarAnswer(participation, to: invitation, at: stamp, comment: comment)
        return try await sends(answer.draft(by: writer, from: self, to: list, answering: invitation.mail))
    }
}
