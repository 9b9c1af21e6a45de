import Base
import Mail
import MailingList

/// A mail as Kutsu understands it.
struct InspectedMail {
    /// The words for a mail's kind: Conversation.md, "What a mail is".
    enum Kind: String {
        case bounce, automatic, answer, calendar, command, tip, post, person
    }

    let message: Message
    let size: Int
    let kind: Kind
    /// Why it is a bounce or automatic, or why it is kept for the admin.
    let reason: String?
    let command: CommandReader.Result?
    /// Nil without a list: only a list knows its own tokens.
    let answer: Reply?
    /// Whom a report or a complaint is about; empty for any other mail.
    let bounce: [InspectedBounce]
    let written: String
    /// Nil without a list.
    let decision: Decision?

    init(_ bytes: [UInt8], list: Inspect.ListView? = nil) {
        size = bytes.count
        message = Message(bytes)
        let report = message.bounce
        bounce = report?.recipients.map(InspectedBounce.init) ?? []
        written = message.writtenOrPassedOn
        var sign = message.automatic
        // A complaint is a report, too, but of what somebody wants: nothing bounced.
        if report?.kind == .complaint { sign?.kind = .autoReply }
        guard let list else {
            command = sign == nil ? Self.command(in: message) : nil
            reason = sign?.reason
            answer = nil
            decision = nil
            kind = Self.kind(sign) ?? (message.answersLetter ? .answer : Self.kind(of: message, command) ?? .person)
            return
        }
        let identity = MailIdentity(validity: 0, uid: 0, digest: MailDigest(of: message))
        let request = list.reader.read(
            message, identity: identity, open: list.rules.state.openQuestions, at: list.rules.now)
        command = request.command
        answer = request.reply
        decision = list.rules.decide(.mail(request))
        switch list.rules.kind(of: request) {
        case .obstacle(let obstacle): (kind, reason) = Self.kind(obstacle, sign)
        // Whatever it says, it answers one of our mails.
        case .person where request.reply != nil: (kind, reason) = (.answer, nil)
        // One that cannot be read is an answer still, though the rules leave it to people.
        case .person(.forPeople) where message.answersInvitation: (kind, reason) = (.calendar, nil)
        case .person(let mail): (kind, reason) = (mail.kind, nil)
        }
    }

    private static func kind(_ obstacle: Request.Obstacle, _ sign: AutomaticSign?) -> (Kind, String?) {
        switch obstacle {
        case .own: (.automatic, "the list wrote it itself")
        case .suspect(let reason): (.person, reason)
        case .tooLarge(let bytes): (.person, "\(bytes) bytes are more than the list takes")
        case .bounce, .automatic: (kind(sign) ?? .automatic, sign?.reason)
        }
    }

    private static func kind(_ sign: AutomaticSign?) -> Kind? {
        sign.map { $0.kind == .bounce ? .bounce : .automatic }
    }

    /// In an answer to a letter the subject is the letter's, as the rules have it.
    private static func command(in message: Message) -> CommandReader.Result? {
        CommandReader.read(
            subject: message.answersLetter ? "" : message.subject, written: message.written, collections: .standard)
    }

    /// Nil for what is no more than words to people.
    private static func kind(of message: Message, _ command: CommandReader.Result?) -> Kind? {
        if message.answersInvitation { return .calendar }
        switch command?.command {
        case nil: return nil
        case .item: return .tip
        default: return .command
        }
    }

    /// What it asks, in a word.
    var request: String? { command?.command.word }

    /// The leaves of its tree.
    var leaves: [Part] { message.parts.filter { !$0.isMultipart } }
}

extension Message {
    /// Whether it is somebody's answer to an invitation (iTIP, RFC 5546 section 3.2.3), or asks for another time.
    fileprivate var answersInvitation: Bool {
        switch calendar {
        case .success(let object): return object.method == .reply || object.method == .counter
        // A damaged answer is an answer still.
        case .failure: return parts.contains { !$0.nested && $0.contentType["method"]?.lowercased() == "reply" }
        case nil: return false
        }
    }

    /// Whether the mail that it answers is named as this program names its letters and copies. Of which list, and
    /// whether the token is genuine, only that list can tell.
    fileprivate var answersLetter: Bool {
        (inReplyTo.isEmpty ? references.suffix(1) : inReplyTo.prefix(50)).contains { parent in
            let domain = parent.lastIndex(of: "@").map { parent[parent.index(after: $0)...].lowercased() }
            return domain.flatMap { Domain($0) }.flatMap { MessageName(messageID: parent, domain: $0) } != nil
        }
    }
}

extension Command {
    var word: String {
        switch self {
        case .join: "join"
        case .leave: "leave"
        case .help: "help"
        case .language: "language"
        case .ownData: "my data"
        case .erase: "erase"
        case .changeAddress: "new address"
        case .pause: "pause"
        case .resume: "resume"
        case .topics: "topics"
        case .portion: "digest"
        case .publish: "publish"
        case .cancel: "cancel"
        case .situation: "situation"
        case .item(let collection, _): collection == .tips ? "tip" : collection.text
        }
    }
}

extension Decision {
    /// The verb of each fact as the journal has it, written as one word: `languageChanged`.
    var entryNames: [String] {
        entries.map { entry in
            let words = entry.record.verb.split(separator: "-")
            return words.prefix(1).joined()
                + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
    }
    /// The kind of each letter.
    var letterNames: [String] { letters.map(\.kind.rawValue) }
    var name: String { verdict.word }
    /// What the verdict says besides its word.
    var detail: String? { verdict.detail }
}

extension PersonMail {
    fileprivate var kind: InspectedMail.Kind {
        switch self {
        case .reply: .answer
        case .calendarAnswer, .unclearCalendarAnswer: .calendar
        case .unsubscribe, .command: .command
        case .item: .tip
        case .event, .announcement: .post
        case .forPeople: .person
        }
    }
}
