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
            proven(name.token, name.purpose, address, at: now) ?? Reply(name.purpose, isProven: false)
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
        for parent in parents {
            if let name = MessageName(messageID: parent, domain: domain) { return name }
        }
        for identifier in message.references.suffix(Self.mostNames).reversed() {
            guard let name = MessageName(messageID: identifier, domain: domain) else { continue }
            switch name.purpose {
            case .copy, .note: return name
            default: continue
            }
        }
        return nil
    }

    /// Identifiers that are looked at.
    private static let mostNames = 50
    private static let mostTokens = 8

    /// A genuine `[kutsu:TOKEN]`, which comes back even through programs that lose In-Reply-To.
    private func tokenInSubject(
        _ subject: String, from address: Address, open: OpenQuestions, at now: Instant
    ) -> Reply? {
        let words = SubjectPrefix.takingTokens(from: subject).tokens.prefix(Self.mostTokens)
        // What the list does not know by itself stands behind the token.
        for halves in words.map({ $0.lowercased().split(separator: ".") }) where halves.count == 2 {
            guard let token = Token(halves[0]) else { continue }
            let purposes =
                (Choice(encoded: halves[1]).map { [TokenPurpose.choice($0)] } ?? [])
                + (TokenPurpose.address(encoded: halves[1]).map {
                    [.move(to: $0), .newAddress(from: $0), .admission(of: $0)]
                } ?? [])
                + (Choices(encoded: halves[1]).map { choices in
                    Language.allCases.map { .invitation($0, choices) }
                } ?? [])
            for purpose in purposes {
                if let reply = proven(token, purpose, address, at: now) { return reply }
            }
        }
        let tokens = words.compactMap { Token($0) }
        guard !tokens.isEmpty else { return nil }
        let questions =
            TokenPurpose.personalQuestions + open.posts.map(TokenPurpose.post) + open.items.map(TokenPurpose.item)
        for token in tokens {
            for question in questions {
                if let reply = proven(token, question, address, at: now) { return reply }
            }
        }
        return nil
    }

    private func proven(_ token: Token, _ purpose: TokenPurpose, _ address: Address, at now: Instant) -> Reply? {
        guard let expiry = signer.expiry(of: token, purpose, for: address), now <= expiry else { return nil }
        return Reply(purpose, isProven: true, issued: purpose.life.map { expiry - $0 })
    }

    /// Whether the mail answers a mail of ours that was made for `reader`, from whatever address it comes.
    func isAnswered(_ message: Message, by reader: Address, at now: Instant) -> Bool {
        guard let name = name(in: message) else { return false }
        switch name.purpose {
        case .copy, .note, .probe: return signer.isGenuine(name.token, name.purpose, for: reader, at: now)
        default: return false
        }
    }

    /// `eroa TOKEN anna@hel.fi`, as List-Unsubscribe writes it: works from whatever address it is sent, and whatever a
    /// program or a gateway made of it (`%20` or `+` for the spaces, a tag before it).
    func unsubscribed(in subject: String, _ written: String, at now: Instant) -> Unsubscribing? {
        let line = written.filledLines.first { $0.contains { !$0.isSpace } } ?? ""
        let texts = [subject[...], line].map { $0.cut(to: Self.draftLimit) }
            // Most have no room for a token, or no address: `@`, or what it is encoded as.
            .filter {
                $0.utf8.count > Token.codeLength
                    && $0.utf8.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "%") }
            }
        guard !texts.isEmpty, !SubjectPrefix(subject).isForward else { return nil }
        for text in texts.map({ String($0) }) {
            let upper = text.uppercased()
            let spellings = [text, PercentCodec.value(upper), PercentCodec.value(upper.replacing("+", with: " "))]
            for spelling in spellings.compactMap({ $0 }) {
                if let found = unsubscribed(in: spelling, at: now) { return found }
            }
        }
        return nil
    }

    private func unsubscribed(in text: String, at now: Instant) -> Unsubscribing? {
        let words = text.split(whereSeparator: \.isWhitespace)
        for index in words.indices.dropLast() where index > 0 && CommandWords.endsLeaving(words[..<index]) {
            let next = words[index + 1].drop { "<(".contains($0) }.prefix { !">),;".contains($0) }
            guard let token = Token(words[index]), let address = Address(next),
                let expiry = signer.expiry(of: token, .unsubscribe, for: address), now <= expiry
            else { continue }
            return Unsubscribing(address: address, issued: expiry - Policy.answerWithin)
        }
        return nil
    }

    /// Characters: a word, a token, an address of the greatest length, and what a program puts before; encoded.
    private static let draftLimit = 900
}

/// A genuine token of List-Unsubscribe: whom it takes off the list, and when it was made.
package struct Unsubscribing: Hashable, Sendable {
    package var address: Address
    package var issued: Instant

    package init(address: Address, issued: Instant) {
        self.address = address
        self.issued = issued
    }
}
