import Base
import Mail
import MailingList

/// What all copies of a job in one language share: their subject and their body.
enum CopyBody: Sendable {
    case shared(subject: String, RewrittenBody)
    case invitation(subject: String, InvitationBody, description: String)

    var subject: String {
        switch self {
        case .shared(let subject, _), .invitation(let subject, _, _): subject
        }
    }

    /// Whether each copy has its own reader's address in it.
    var namesItsReader: Bool {
        switch self {
        case .shared: false
        case .invitation: true
        }
    }

    /// - Parameter message: the job's mail; what time brings stands beside it, or in its place.
    init(
        _ kind: CopyRenderer.Kind, _ message: Message, _ renderer: LetterRenderer, _ language: Language
    ) throws(LetterError) {
        let footer = try renderer.footer(kind, language)
        let words: RenderedLetter
        var attachments: [Attachment] = []
        switch kind {
        case .forward:
            self = .shared(subject: message.subject, RewrittenBody(of: message, footer: footer))
            return
        case .post(let post, .mail):
            self = .shared(subject: post.subject, RewrittenBody(of: message, footer: footer))
            return
        case .post(let post, .invitation(let event, let isUpdate)):
            self = try renderer.invitationBody(post, event, isUpdate: isUpdate, message, footer, language)
            return
        case .post(let post, .cancellation(let event)):
            words = try renderer.cancellation(event.plan, words: message.wordsBelowEventLines, language)
            let body = InvitationBody(
                text: words.text + "\n" + footer.text, html: HtmlFooter.adding(footer.html, to: words.html),
                method: .cancel, boundarySeed: post.id.text)
            self = .invitation(subject: words.subject, body, description: "")
            return
        case .post(_, .reminder(let event)):
            words = try renderer.reminder(event.plan, words: message.wordsBelowEventLines, language)
        case .post(let post, .digest(let name, let items)):
            words = try renderer.digest(of: name, items, language, at: post.held)
        case .post(_, .roundup(let posts)):
            (words, attachments) = try renderer.roundup(of: posts, message, language)
        }
        let seed = "\(kind.came.text) \(language.rawValue)"
        let composed = MessageComposer.compose(
            fields: [], text: words.text, html: words.html, attachments: attachments, boundarySeed: seed)
        self = .shared(subject: words.subject, RewrittenBody(of: Message(composed), footer: footer))
    }
}

extension LetterRenderer {
    /// The words at the end of a copy.
    func footer(_ kind: CopyRenderer.Kind, _ language: Language) throws(LetterError) -> Footer {
        var values = common(language)
        let words: RenderedLetter
        switch kind {
        case .post(_, let content):
            if case .digest(let name, _) = content, policy.collection(name)?.readers == .coordinators {
                values["coordinator"] = .flag(true)
            }
            values.merge(policy.keeper(in: language)) { $1 }
            words = try book.render(.footer, language, values: values)
        case .forward(let forward, let isMember, let subject):
            values["sender"] = .text(forward.from.shown)
            values["member"] = .flag(isMember)
            if let subject { values["post"] = .text(subject) }
            words = try book.render(.forwardNote, language, values: values)
        }
        return Footer(text: words.text, html: words.html)
    }

    /// A coordinator's words stand as they came where they came as HTML; what a calendar program made of them is made
    /// anew from the event, since its own buttons would answer in the list's name.
    fileprivate func invitationBody(
        _ post: Post, _ event: Event, isUpdate: Bool, _ message: Message, _ footer: Footer, _ language: Language
    ) throws(LetterError) -> CopyBody {
        // Words in an attached calendar file stand below the coordinator's own, not in their place.
        let isSaid = message.calendar == nil && EventLines.read(message.written)?.language == language
        let note = try eventNote(event.plan, words: message.fileWords, isSaid: isSaid, isUpdate: isUpdate, language)
        let words = try invitation(event.plan, words: message.eventWords, isUpdate: isUpdate, language)
        let html = message.isCalendarMail ? nil : message.htmlPart.map { message.text(of: $0) }
        let text = html == nil ? words.text : message.readableText + "\n"
        let body = InvitationBody(
            text: text + "\n" + note.text + "\n" + footer.text,
            html: HtmlFooter.adding(note.html + footer.html, to: html ?? words.html), extras: message.extras,
            method: .request, boundarySeed: post.id.text)
        let description = [message.eventWords, message.fileWords].compactMap { $0 }.joined(separator: "\n\n")
        return .invitation(subject: words.subject, body, description: description)
    }

    /// The MIME fields and the body of one copy.
    func content(
        of body: CopyBody, _ kind: CopyRenderer.Kind, to address: Address?, _ language: Language
    ) -> (fields: [UInt8], segments: [ArraySlice<UInt8>]) {
        switch body {
        case .shared(_, let body): return (body.contentFields, body.segments)
        case .invitation(_, let body, let description):
            let attendee = address ?? policy.address
            guard let invitation = invitation(kind, description: description, to: attendee, language) else {
                preconditionFailure("only invitations have an invitation's body")
            }
            return (body.contentFields, body.segments(for: invitation))
        }
    }

    private func invitation(
        _ kind: CopyRenderer.Kind, description: String, to address: Address, _ language: Language
    ) -> Invitation? {
        let event: Event
        let isRequest: Bool
        switch kind {
        case .post(_, .invitation(let invited, _)): (event, isRequest) = (invited, true)
        case .post(_, .cancellation(let cancelled)): (event, isRequest) = (cancelled, false)
        case .post(_, .mail), .post(_, .reminder), .post(_, .digest), .post(_, .roundup), .forward: return nil
        }
        var invitation = Invitation(
            isRequest ? .request : .cancel, uid: event.plan.uid, sequence: event.sequence,
            stamp: kind.sent, span: event.plan.span, summary: event.plan.name,
            organizer: NamedAddress(name: policy.title(in: language), address: policy.address),
            attendee: NamedAddress(address: address))
        invitation.location = event.plan.place
        invitation.description = description
        invitation.url = event.plan.url
        invitation.isTentative = event.plan.isTentative
        invitation.isTransparent = event.plan.isTransparent
        return invitation
    }
}

extension Message {
    /// What the coordinator says of an event: the event's own description where a calendar program made the mail, else
    /// the mail's text. Nil where nothing is said.
    fileprivate var eventWords: String? {
        var words = readableText
        if isCalendarMail, case .success(let object)? = calendar {
            words = (try? object.event().description) ?? ""
        }
        return words.contains { !$0.isWhitespace } ? String(words.prefix(Self.longestEventWords)) : nil
    }

    /// The same without the lines that say when and where: a letter of ours says so itself, in its reader's language.
    fileprivate var wordsBelowEventLines: String? {
        guard let words = eventWords, calendar == nil else { return eventWords }
        let linked = linkedText.flatMap { LinkedText.spine($0) == LinkedText.spine(words) ? $0 : nil }
        let rest = EventLines.below(linked ?? words)
        return rest.contains { !$0.isWhitespace } ? rest : nil
    }

    /// What an attached calendar file says and the mail does not; nil where there is none.
    fileprivate var fileWords: String? {
        guard !isCalendarMail, case .success(let object)? = calendar, let event = try? object.event() else {
            return nil
        }
        let own = Set(readableText.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isWhitespace } })
        let isSaid = event.description.split(whereSeparator: \.isNewline)
            .allSatisfy { line in own.contains(line.filter { !$0.isWhitespace }) || line.allSatisfy(\.isWhitespace) }
        return isSaid ? nil : String(event.description.prefix(Self.longestEventWords))
    }

    /// Characters: more than a calendar object's description may hold.
    private static let longestEventWords = 100_000
}
