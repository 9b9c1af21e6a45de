import Mail

/// Finds the token that a mail brings back, and checks it.
struct ReplyReader: Sendable {
    let domain: String
    let signer: TokenSigner

    /// Which of our mails this one answers; nil where it answers none.
    func answer(
        _ message: Message, from address: Address, open: OpenQuestions, at now: Instant
    ) -> Request.Answer? {
        let named = name(in: message).map { name in
            Request.Answer(
                purpose: name.purpose, post: name.post, tip: name.tip,
                isProven: signer.isGenuine(name.token, name.purpose, for: name.subject(for: address), at: now))
        }
        if let named, named.isProven { return named }
        return tokenInSubject(message.subject, from: address, open: open, at: now) ?? named
    }

    /// The mail answered stands in In-Reply-To; where a client leaves that out, it is the last of References.
    ///
    /// Further back in a conversation a copy or a note still shows whose mail it is and what it is about; but a
    /// question that we asked earlier is not answered by what somebody says to somebody else.
    private func name(in message: Message) -> MessageName? {
        let parents =
            message.inReplyTo.isEmpty ? message.references.suffix(1) : message.inReplyTo.prefix(Self.mostNames)
        if let name = parents.lazy.compactMap({ MessageName(messageID: $0, domain: domain) }).first { return name }
        return message.references.suffix(Self.mostNames).reversed().lazy
            .compactMap { MessageName(messageID: $0, domain: domain) }
            .first { $0.purpose == .copy || $0.purpose == .note }
    }

    /// Identifiers that are looked at.
    private static let mostNames = 50
    private static let mostTokens = 8

    /// A genuine `[kutsu:TOKEN]`, which comes back even through programs that lose In-Reply-To.
    private func tokenInSubject(
        _ subject: String, from address: Address, open: OpenQuestions, at now: Instant
    ) -> Request.Answer? {
        let tokens = SubjectPrefix.takingTokens(from: subject).tokens.prefix(Self.mostTokens).compactMap { Token($0) }
        guard !tokens.isEmpty else { return nil }
        let questions =
            TokenPurpose.all.filter(\.isQuestionToOne).map { Request.Answer(purpose: $0, isProven: true) }
            + open.posts.map { Request.Answer(purpose: .post, post: $0, isProven: true) }
            + open.tips.map { Request.Answer(purpose: .tip, tip: $0, isProven: true) }
        for token in tokens {
            for question in questions {
                let subject = MessageName.subject(
                    question.purpose, post: question.post, tip: question.tip, address: address)
                if signer.isGenuine(token, question.purpose, for: subject, at: now) { return question }
            }
        }
        return nil
    }

    /// `eroa TOKEN anna@hel.fi`, as List-Unsubscribe writes it: works from whatever address it is sent.
    func unsubscribed(in subject: String, _ written: String, at now: Instant) -> Address? {
        for text in [subject, written] {
            let words = text.prefix(Self.draftLimit).split(whereSeparator: \.isWhitespace)
            for (word, next) in zip(words, words.dropFirst()) {
                if let token = Token(word), let address = Address(next),
                    signer.isGenuine(token, .unsubscribe, for: address.text, at: now)
                {
                    return address
                }
            }
        }
        return nil
    }

    /// Characters: a word, a token, an address of the greatest length, and what a program puts before.
    private static let draftLimit = 600
}

extension TokenPurpose {
    /// Whether a letter asks one person, with the token in its subject.
    fileprivate var isQuestionToOne: Bool {
        switch self {
        case .join, .leave, .language: true
        case .post, .tip, .copy, .note, .probe, .unsubscribe: false
        }
    }
}
