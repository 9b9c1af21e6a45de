import Mail

/// Reads what a mail asks, in the order of DESIGN 2.1.
public struct RequestReader: Sendable {
    private let policy: Policy
    private let seal: Seal

    public init(policy: Policy, seal: Seal) {
        self.policy = policy
        self.seal = seal
    }

    /// The header field that every letter and copy carries, with the list's name: what comes back with it is ours.
    public static let loopField = "X-Kutsu-List"

    /// `heldPosts` are those whose preview may be answered by the token in the subject alone.
    public func read(
        _ message: Message, identity: MailIdentity, heldPosts: [PostID] = [], at now: Instant
    ) -> Request {
        let from = message.from
        let sender = from.count == 1 && !from.hasGroup ? from.mailboxes.first : nil
        var request = Request(
            identity: identity, sender: sender, subject: message.subject, messageID: message.messageID,
            attachments: message.parts.compactMap { $0.isAttachment && !$0.nested ? $0.filename ?? "?" : nil })
        request.obstacle = obstacle(message, sender: sender, addresses: from.count)
        guard request.obstacle == nil, let sender else { return request }

        let written = String(message.written.prefix(Self.writtenLimit))
        request.isEmpty = !written.contains { !$0.isWhitespace }
        request.answer = answer(message, from: sender.address, heldPosts: heldPosts, at: now)
        request.command = CommandReader.read(subject: message.subject, written: written)
        request.unsubscribes = request.command.flatMap { unsubscribed($0, at: now) }
        return request
    }

    /// Characters of the new text that are looked at: a command stands in its first line.
    private static let writtenLimit = 4096

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

    private func answer(
        _ message: Message, from address: Address, heldPosts: [PostID], at now: Instant
    ) -> Request.Answer? {
        let domain = policy.address.domain
        // The mail answered stands in In-Reply-To; where a client leaves that out, it is the last of References.
        let name =
            message.inReplyTo.lazy.compactMap { MessageName(messageID: $0, domain: domain) }.first
            ?? message.references.suffix(50).reversed().lazy
            .compactMap { MessageName(messageID: $0, domain: domain) }.first
        if let name {
            let genuine = seal.isGenuine(name.token, name.purpose, for: name.subject(for: address), at: now)
            return Request.Answer(purpose: name.purpose, post: name.post, isProven: genuine)
        }
        return subjectToken(in: message.subject).flatMap { token in
            let candidates =
                TokenPurpose.all.filter { $0 != .post && $0 != .copy && $0 != .unsubscribe }.map { ($0, nil) }
                + heldPosts.map { (TokenPurpose.post, PostID?.some($0)) }
            for (purpose, post) in candidates {
                let subject = MessageName.subject(purpose, post: post, address: address)
                if seal.isGenuine(token, purpose, for: subject, at: now) {
                    return Request.Answer(purpose: purpose, post: post, isProven: true)
                }
            }
            return nil
        }
    }

    /// The token in `[kutsu:…]`.
    private func subjectToken(in subject: String) -> Token? {
        guard let start = subject.lowercased().firstRange(of: "[kutsu:") else { return nil }
        return Token(subject.lowercased()[start.upperBound...].prefix(Token.length))
    }

    /// `eroa TOKEN anna@hel.fi`, as List-Unsubscribe writes it: works from whatever address it is sent.
    private func unsubscribed(_ command: CommandReader.Result, at now: Instant) -> Address? {
        guard command.command == .leave, command.arguments.count == 2, let token = Token(command.arguments[0]),
            let address = Address(command.arguments[1]),
            seal.isGenuine(token, .unsubscribe, for: address.text, at: now)
        else { return nil }
        return address
    }
}

extension Message.Defects {
    fileprivate var limitNames: String {
        [
            (Message.Defects.headerTooLarge, "a header too large"), (.tooManyFields, "too many header fields"),
            (.tooManyParts, "too many parts"), (.tooDeep, "parts nested too deep"),
        ].filter { contains($0.0) }.map(\.1).joined(separator: ", ")
    }
}
