import Mail
import Rules

/// A mail as Kutsu understands it.
struct InspectedMail {
    /// DESIGN 2.1: what a mail is, the first that fits.
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
    let answer: Request.Answer?
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
            message, identity: identity, open: list.state.openQuestions, at: list.now)
        command = request.command
        answer = request.answer
        decision = list.rules.decide(list.state, .mail(request), at: list.now)
        let isCoordinator = request.sender.map { list.rules.policy.isCoordinator($0.address) } ?? false
        // A coordinator's mail that was handled before is still a post, unless it goes to people.
        let isPost = isCoordinator && decision?.verdict != .forwarded
        (kind, reason) = Self.kind(of: message, request, sign, isPost: isPost)
    }

    private static func kind(
        of message: Message, _ request: Request, _ sign: AutomaticSign?, isPost: Bool
    ) -> (Kind, String?) {
        switch request.obstacle {
        case .own: return (.automatic, "the list wrote it itself")
        case .suspect(let reason): return (.person, reason)
        case .tooLarge(let bytes): return (.person, "\(bytes) bytes are more than the list takes")
        default: break
        }
        if let kind = kind(sign) { return (kind, sign?.reason) }
        if request.answer != nil { return (.answer, nil) }
        return (kind(of: message, request.command) ?? (isPost ? .post : .person), nil)
    }

    private static func kind(_ sign: AutomaticSign?) -> Kind? {
        sign.map { $0.kind == .bounce ? .bounce : .automatic }
    }

    /// In an answer to a letter the subject is the letter's, as the rules have it.
    private static func command(in message: Message) -> CommandReader.Result? {
        CommandReader.read(subject: message.answersLetter ? "" : message.subject, written: message.written)
    }

    /// Nil for what is no more than words to people.
    private static func kind(of message: Message, _ command: CommandReader.Result?) -> Kind? {
        if message.answersInvitation { return .calendar }
        switch command?.command {
        case nil: return nil
        case .tip: return .tip
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
            return domain.flatMap { MessageName(messageID: parent, domain: $0) } != nil
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
        case .myData: "my data"
        case .erase: "erase"
        case .pause: "pause"
        case .topics: "topics"
        case .publish: "publish"
        case .cancel: "cancel"
        case .situation: "situation"
        case .tip: "tip"
        }
    }
}

extension Decision {
    /// The name of each fact, as the journal has it.
    var entryNames: [String] { entries.map { caseName(of: $0) } }
    /// The kind of each letter.
    var letterNames: [String] { letters.map(\.kind.rawValue) }
    var name: String { caseName(of: verdict) }
    /// What the verdict says besides its name.
    var detail: String? {
        switch verdict {
        case .ignored(let text), .quarantined(let text): text
        default: nil
        }
    }
}

/// `joined` for `.joined(…)`: without what it holds, which may be an address.
private func caseName(of value: Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
}
