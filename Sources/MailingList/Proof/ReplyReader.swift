import Base
import Mail

/// Finds the token that a mail brings back, and checks it.
struct ReplyReader: Sendable {
    let domain: Domain
    let signer: TokenSigner

    /// Which of our mails this one answers; nil where it answers none.
    func reply(
        _ message: Message, from address: Address, open: OpenQuestions, at now: Instant
    ) -> Reply? {
        let named = name(in: message).map { name in
            Reply(name.purpose, isProven: signer.isGenuine(name.token, name.purpose, for: address, at: now))
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
            .first { name in
                switch name.purpose {
                case .copy, .note: true
                default: false
                }
            }
    }

    /// Identifiers that are looked at.
    private static let mostNames = 50
    private static let mostTokens = 8

    /// A genuine `[kutsu:TOKEN]`, which comes back even through programs that lose In-Reply-To.
    private func tokenInSubject(
        _ subject: String, from address: Address, open: OpenQuestions, at now: Instant
    ) -> Reply? {
        let tokens = SubjectPrefix.takingTokens(from: subject).tokens.prefix(Self.mostTokens).compactMap { Token($0) }
        guard !tokens.isEmpty else { return nil }
        let questions =
            TokenPurpose.personalQuestions + open.posts.map(TokenPurpose.post) + open.items.map(TokenPurpose.item)
        for token in tokens {
            for question in questions where signer.isGenuine(token, question, for: address, at: now) {
                return Reply(question, isProven: true)
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
                    signer.isGenuine(token, .unsubscribe, for: address, at: now)
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
