import Base
import Mail
import MailingList
import Rendering

/// Tells whether a mail is what the story expects, and whether it is as it should be.
struct StoryJudge: Sendable {
    let context: ListContext

    /// What was looked at, and whether it was right.
    struct Finding {
        var isGood: Bool
        var text: String
    }

    /// Whether this is the mail that is meant, good or bad.
    func isMeant(_ mail: Message, for recipient: Persona, _ expectation: Story.Expectation, about: StoryPast) -> Bool {
        guard expectation.recipient == recipient else { return false }
        switch expectation {
        case .letter(let kind, _):
            // The token stands behind it.
            return mail.subject.hasPrefix(subject(of: kind, in: recipient.language, about: about))
        case .copy, .invitation, .digest: return mail.header.first("List-Id") != nil
        case .forward: return mail.replyTo.mailboxes.first?.address.text == about.writer?.address
        }
    }

    func findings(_ mail: Message, for recipient: Persona, _ expectation: Story.Expectation, about: StoryPast)
        -> [Finding]
    {
        let isFromList = mail.from.mailboxes.map(\.address.text) == [Cast.listAddress]
        let from = Finding(isGood: isFromList, text: "it comes from the list's own address")
        let language = LocalizedFormat.name(of: recipient.language, in: .en)
        switch expectation {
        case .letter(let kind, _):
            return [Finding(isGood: isFromList, text: "the letter \(kind.rawValue), in \(language)")]
        case .copy: return (isFromList ? [] : [from]) + copyFindings(mail, for: recipient, language, about)
        case .invitation: return (isFromList ? [] : [from]) + invitationFindings(mail, for: recipient, about)
        case .digest: return (isFromList ? [] : [from]) + digestFindings(mail, for: recipient, about)
        case .forward:
            return (isFromList ? [] : [from]) + [
                Finding(
                    isGood: mail.readableText.contains(about.words),
                    text: "the question is unharmed, and an answer to it goes to \(about.writer?.firstName ?? "")")
            ]
        }
    }

    private func copyFindings(_ mail: Message, for recipient: Persona, _ language: String, _ about: StoryPast)
        -> [Finding]
    {
        guard let original = about.announcement else { return [] }
        let footer = piece(.footer, in: recipient.language)
        let text = mail.plainPart.map { Self.squeezed(mail.text(of: $0)) } ?? ""
        let html = mail.htmlPart.map { Self.squeezed(mail.text(of: $0)) } ?? ""
        let htmlBeforeEnd = original.html.prefix(
            upTo: original.html.firstRange(of: "</body>")?.lowerBound ?? original.html.endIndex)
        let isWhole =
            text == Self.squeezed(original.text + "\n" + footer.text)
            && html.hasPrefix(Self.squeezed(String(htmlBeforeEnd))) && html.contains(Self.squeezed(footer.html))
        let files = mail.parts.filter { $0.isAttachment && !$0.nested }
        let isSame =
            files.count == 1 && files[0].filename == original.fileName && mail.decoded(files[0]) == original.file
        let names = Cast.everybody.filter { $0 != recipient }.map(\.address)
        let all = String(decoding: mail.bytes, as: UTF8.self).lowercased()
        return [
            Finding(isGood: isWhole, text: "Anna's text and HTML are unharmed; the footer is in \(language)"),
            Finding(isGood: isSame, text: "the attachment is the same, byte for byte"),
            Finding(isGood: !names.contains(where: all.contains), text: "it names nobody but \(recipient.firstName)"),
        ]
    }

    private func invitationFindings(_ mail: Message, for recipient: Persona, _ about: StoryPast) -> [Finding] {
        guard let meeting = about.meeting, let event = mail.invitedEvent else {
            return [Finding(isGood: false, text: "it holds an invitation")]
        }
        let isMeeting = event.uid == meeting.uid && event.summary == meeting.name && event.location == meeting.place
        let attendees = event.attendees.compactMap(\.address?.text)
        return [
            Finding(
                isGood: isMeeting && event.method == .request, text: "a calendar shows it with buttons, as Anna sent it"
            ),
            Finding(
                isGood: event.organizer?.address?.text == Cast.listAddress && attendees == [recipient.address],
                text: "answers go to the list, and only \(recipient.firstName) is named"),
        ]
    }

    private func digestFindings(_ mail: Message, for recipient: Persona, _ about: StoryPast) -> [Finding] {
        let text = mail.readableText
        let language = LocalizedFormat.name(of: recipient.language, in: .en)
        let isWhole = about.tips.allSatisfy { tip in
            // Headings of plain text are in capitals.
            let mark = LocalizedFormat.inLanguage(tip.language, recipient.language).uppercased()
            return text.contains(tip.firstWords) && text.uppercased().contains(mark)
        }
        return [
            Finding(
                isGood: isWhole && !about.tips.isEmpty, text: "every tip is in it, around them all is \(language)"),
            Finding(
                isGood: about.tips.allSatisfy { !text.contains($0.author.address.text) }, text: "no author is named"),
        ]
    }

    /// What a letter's subject is, as the list's own letters have it.
    private func subject(of kind: TemplateName, in language: Language, about: StoryPast) -> String {
        var values = common(kind, language)
        if kind.fields.contains(where: { $0.name == "subject" }) {
            values["subject"] = .text(about.meeting?.name ?? about.announcement?.subject ?? "")
        }
        if kind == .itemPreview, let writer = about.writer {
            values["sender"] = .text("\(writer.name) (\(writer.address))")
        }
        return rendered(kind, language, values).subject
    }

    private func piece(_ kind: TemplateName, in language: Language) -> RenderedLetter {
        rendered(kind, language, common(kind, language))
    }

    private func rendered(_ kind: TemplateName, _ language: Language, _ values: [String: LetterValue]) -> RenderedLetter
    {
        do { return try context.book.render(kind, language, values: values) } catch {
            preconditionFailure("the sandbox gives a letter too little: \(error)")
        }
    }

    /// Values enough for any letter: what is required, with anything in it.
    private func common(_ kind: TemplateName, _ language: Language) -> [String: LetterValue] {
        var values: [String: LetterValue] = [:]
        for field in kind.fields where field.isRequired { values[field.name] = Self.anything(field.shape) }
        values["title"] = .text(context.policy.title(in: language))
        values["list"] = .address(Cast.listAddress)
        return values
    }

    private static func anything(_ shape: LetterShape) -> LetterValue {
        switch shape {
        case .text, .token: .text("")
        case .lines: .lines("")
        case .passage: .passage("", nil)
        case .link: .link("")
        case .address: .address("")
        case .members, .count, .mails, .size: .number(0)
        case .time: .time(CivilTime(date: CivilDate(daysSince1970: 0)))
        case .flag: .flag(false)
        case .languages: .languages([])
        case .texts: .texts([])
        case .items: .items([])
        }
    }

    private static func squeezed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

/// What happened so far, as far as what comes now is measured by it.
struct StoryPast: Sendable {
    var announcement: Announcement?
    var meeting: Meeting?
    /// Those that went into the digest.
    var tips: [Item] = []
    /// Who wrote last, and what.
    var writer: Persona?
    var words = ""
}

extension Story.Expectation {
    var recipient: Persona {
        switch self {
        case .letter(_, let persona), .copy(let persona), .forward(let persona), .invitation(let persona),
            .digest(let persona):
            persona
        }
    }

    /// For whoever waits for it in vain.
    var description: String {
        switch self {
        case .letter(let kind, let persona):
            "the letter \(kind.rawValue) to \(persona.firstName), in \(LocalizedFormat.name(of: persona.language, in: .en))"
        case .copy(let persona): "\(persona.firstName)'s copy of the announcement"
        case .invitation(let persona): "\(persona.firstName)'s invitation to the meeting"
        case .digest(let persona): "\(persona.firstName)'s digest of tips"
        case .forward(let persona): "the mail, passed on to \(persona.firstName)"
        }
    }
}
