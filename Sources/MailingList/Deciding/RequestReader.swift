import Base
import Mail

/// Reads what a mail asks, in the order of <doc:Conversation>, "What a mail is".
package struct RequestReader: Sendable {
    private let policy: Policy
    private let signer: TokenSigner
    private let replies: ReplyReader
    private let collections: CollectionWords
    private let events: EventReader
    private let returns: ReturnReader

    package init(policy: Policy, signer: TokenSigner) {
        self.policy = policy
        self.signer = signer
        returns = ReturnReader(list: policy.address, signer: signer)
        events = EventReader(zone: policy.zone, zoneName: policy.zoneName, zones: policy.zones)
        replies = ReplyReader(domain: policy.address.domain, signer: signer)
        collections = CollectionWords(policy.collections)
    }

    /// The header field that every letter and copy carries, with the list's name: what comes back with it is ours.
    package static let loopField = "X-Kutsu-List"

    /// - Parameter open: what may be answered by the token in the subject alone.
    package func read(
        _ message: Message, identity: MailIdentity, open: OpenQuestions = OpenQuestions(), at now: Instant
    ) -> Request {
        let from = message.from
        let sender = from.count == 1 && !from.hasGroup ? from.mailboxes.first : nil
        var request = Request(
            identity: identity, sender: sender.map(Self.shortened),
            fingerprint: sender.map { signer.fingerprint(of: $0.address) },
            subject: String(message.subject.cut(to: Self.subjectLimit)), messageID: message.messageID,
            attachments: Self.attachments(of: message), size: message.bytes.count)
        request.obstacle = obstacle(message, sender: sender, addresses: from.count)
        switch request.obstacle {
        case .bounce, .automatic: request.returned = returns.copies(message, at: now)
        default: break
        }
        if case .automatic(let reason) = request.obstacle, let sender {
            // Apple Mail's button sends the draft of List-Unsubscribe as an automatic mail, and providers send it by
            // programs. Its token is proof enough; nothing that a machine wrote in answer to us begins so.
            request.unsubscribes = replies.unsubscribed(in: request.subject, "", at: now)
            // Google and some phones mark a person's answer to an invitation as automatic (RFC 3834). It counts, and is
            // never answered; whatever else such a mail says does not count, nor does other lists' or returned mail.
            if message.automatic?.kind == .autoReply {
                request.event = event(message, from: sender, written: nil, at: now)
            }
            // The same button on a copy that many share has no token. Its reader is asked, as after any bare word.
            if request.unsubscribes == nil, message.header.first("X-Apple-Unsubscribe") != nil {
                let said = command(SubjectPrefix(request.subject), "", isReply: false)
                request.command = said?.command == .leave ? said : nil
            }
            if request.event != nil || request.unsubscribes != nil || request.command != nil {
                request.automaticReason = reason
                request.obstacle = nil
            }
            return request
        }
        if case .suspect = request.obstacle {
            request.possibleSenders = message.possibleSenders
            request.isAuthenticated = sender.map { isAuthenticated(message, $0) } ?? false
        }
        guard request.obstacle == nil, let sender else { return request }

        let prefix = SubjectPrefix(request.subject)
        let isAnswer = message.isAnswer || !prefix.tokens.isEmpty
        let newText = message.newText(isAnswer: isAnswer)
        let written = String(newText.words.cut(to: Self.writtenLimit))
        request.excerpt = Self.excerpt(of: written)
        request.isBrief = Self.isBrief(message, written)
        request.leavesOut = newText.leavesOut
        request.sealed = message.sealed
        request.reply = replies.reply(message, from: sender.address, open: open, at: now)
        request.isAuthenticated = isAuthenticated(message, sender)
        request.command = command(prefix, written, isReply: request.reply != nil)
        // A question is no command, however sure it is who asks.
        if request.subject.contains(where: Answer.questionMarks.contains)
            || request.excerpt.contains(where: Answer.questionMarks.contains)
        {
            request.isAuthenticated = false
        }
        if request.reply != nil {
            request.answer = answer(prefix, written, from: sender)
            // Receipts, reports and absences that bear no other sign: people do not write such a subject above an answer.
            if message.hasSubjectOfPrograms { (request.command, request.answer) = (nil, Answer(.other)) }
        }
        request.hintsAtCommand = request.command == nil && request.isBrief && CommandReader.hints(in: written)
        request.event = event(message, from: sender, written: written, at: now)
        if case .item(let name, let rest)? = request.command?.command {
            request.item = ItemText.read(rest, of: name, in: message, newText, isAnswer: isAnswer, collections)
        }
        request.unsubscribes = replies.unsubscribed(in: request.subject, written, at: now)
        return request
    }

    private func isAuthenticated(_ message: Message, _ sender: NamedAddress) -> Bool {
        guard case .authenticationResults(let authservID) = policy.trust else { return false }
        return message.isAuthenticated(sender.address, by: authservID)
    }

    /// Of an automatic mail (`written` is nil) only an answer to an invitation counts.
    private func event(
        _ message: Message, from sender: NamedAddress, written: String?, at now: Instant
    ) -> EventRequest? {
        let request =
            written.map { events.event(message, from: sender.address, written: $0, at: now) }
            ?? events.answer(message, from: sender.address)
        guard case .answer(var answer)? = request else { return request }
        answer.isProven = answer.attendee.map { replies.isAnswered(message, by: $0, at: now) } ?? false
        return .answer(answer)
    }

    /// The longest line of a mail (RFC 5322 section 2.1.1).
    private static let subjectLimit = 998
    private static let nameLimit = 200
    private static let attachmentLimit = 50
    private static let excerptLimit = 120
    /// Characters of the new text that are looked at: a command stands in its first line.
    private static let writtenLimit = 4096
    /// Characters: a command, a greeting and the signature that many workplaces ask for.
    private static let briefLimit = 500
    /// Lines of a longer signature.
    private static let signatureLimit = 40

    /// Brief is what the new text is: a signature may be as long as its organisation likes, and what programs attach by
    /// themselves says nothing.
    private static func isBrief(_ message: Message, _ written: String) -> Bool {
        let hasDocuments = message.parts.contains { $0.isAttachment && !$0.nested && !$0.isTrimming }
        return !hasDocuments && (written.utf8.count <= briefLimit || written.count <= briefLimit || isSigned(written))
    }

    /// Whether below the first lines there is only what signatures have: short lines that are no sentences.
    private static func isSigned(_ written: String) -> Bool {
        let lines = written.filledLines.map { $0.drop(while: \.isSpace) }.filter {
            !$0.isEmpty
        }
        return lines.count <= signatureLimit && lines.first.map { $0.count <= CommandReader.longestLine } ?? true
            && lines.dropFirst().allSatisfy { line in
                let words = line.split(separator: " ").count
                let isSentence = words >= 6 && line.last.map { sentenceEnds.contains($0) } ?? false
                return line.count <= 120 && words <= 14 && !isSentence
            }
    }

    private static let sentenceEnds: CharacterTable = ".!?:,"

    private func obstacle(_ message: Message, sender: NamedAddress?, addresses: Int) -> Request.Obstacle? {
        if message.header.all(Self.loopField).contains(where: { $0.unfolded == policy.name }) { return .own }
        if let sign = message.automatic {
            return sign.kind == .bounce ? .bounce(sign.reason) : .automatic(sign.reason)
        }
        if message.defects.isHostile { return .suspect("the mail goes beyond a limit: \(message.defects.limitNames)") }
        guard let sender else {
            return .suspect(addresses > 1 ? "more than one address in From" : "no usable address in From")
        }
        return sender.address == policy.address ? .own : nil
    }

    /// In an answer the subject is somebody's earlier words, whatever its prefix: an empty answer to “Publish? Thanks”
    /// must not publish. Only who wrote a new subject into an answer said something with it, and never `publish`.
    private func command(_ prefix: SubjectPrefix, _ written: String, isReply: Bool) -> CommandReader.Result? {
        let isToken = { CommandReader.looksLikeToken($0) || Token($0) != nil }
        let list = ListWords(collections: collections, topics: policy.topics)
        guard isReply, !prefix.isForward else {
            return CommandReader.read(prefix, written: written, isAnswer: false, list, isToken)
        }
        if let said = CommandReader.read(SubjectPrefix(""), written: written, isAnswer: true, list, isToken) {
            return said
        }
        guard !prefix.isReply, written.isEmpty else { return nil }
        let said = CommandReader.read(prefix, written: "", isAnswer: true, list, isToken)
        return said?.command == .publish ? nil : said
    }

    /// Who only wrote a new subject into an answer said something with it; who passes our letter on answers nothing.
    private func answer(_ prefix: SubjectPrefix, _ written: String, from sender: NamedAddress) -> Answer {
        if prefix.isForward { return Answer(.other) }
        let names = Set(Folding.words(sender.name) + Folding.words(sender.address.local))
        let isInSubject = written.isEmpty && !prefix.isReply && !prefix.rest.isEmpty
        let answer = Answer.read(isInSubject ? prefix.rest : written, from: names)
        // Our own subject without its prefix is no answer either.
        return isInSubject && answer.word == .other ? Answer(.nothing) : answer
    }

    private static func excerpt(of written: String) -> String {
        let line = written.filledLines.first { $0.contains { !$0.isSpace } } ?? ""
        let words = line.drop(while: \.isSpace)
        return words.count > excerptLimit ? words.prefix(excerptLimit - 1) + "…" : String(words)
    }

    private static func shortened(_ sender: NamedAddress) -> NamedAddress {
        NamedAddress(name: String(sender.name.cut(to: nameLimit)), address: sender.address)
    }

    private static func attachments(of message: Message) -> [String] {
        message.parts.lazy.filter { $0.isAttachment && !$0.nested }.prefix(attachmentLimit)
            .map { String(($0.filename ?? "?").prefix(nameLimit)) }
    }
}

extension Message.Defects {
    fileprivate var limitNames: String {
        [
            (Message.Defects.headerTooLarge, "a header too large"), (.tooManyFields, "too many header fields"),
            (.tooManyParts, "too many parts"), (.tooDeep, "parts nested too deep"),
            (.innerMessagesTooLarge, "inner messages too large"),
        ].filter { contains($0.0) }.map(\.1).joined(separator: ", ")
    }
}
