import Mail

@testable import Rules

/// Mails as bytes, and what the list makes of them.
enum Mails {
    /// A plain mail; `header` holds further fields, one a line.
    static func mail(
        from: String = "Olli <olli@hel.fi>", subject: String = "", _ header: [String] = [], _ text: String = ""
    ) -> [UInt8] {
        let fields = ["From: \(from)", "To: verkosto@hel.fi", "Subject: \(subject)", "Message-ID: <q@x>"] + header
        return Array((fields.joined(separator: "\r\n") + "\r\n\r\n" + text + "\r\n").utf8)
    }

    static func read(
        _ bytes: [UInt8], held: [PostID] = [], at now: Instant = W.now, by reader: RequestReader = W.reader
    ) -> Request {
        let message = Message(bytes)
        let identity = MailIdentity(validity: 1, uid: 1, digest: MailDigest(of: message))
        return reader.read(message, identity: identity, open: OpenQuestions(posts: held), at: now)
    }

    static func decide(_ bytes: [UInt8], in state: State = W.state(), at now: Instant = W.now) -> Decision {
        let held = state.posts.values.filter { $0.status.isOpen }.map(\.id)
        return W.rules.decide(state, .mail(read(bytes, held: held, at: now)), at: now)
    }

    /// The token of a letter to `address`, or of a post.
    static func token(
        _ purpose: TokenPurpose, _ address: Address, _ post: PostID? = nil, days: Int64 = 7
    ) -> Token {
        let subject = MessageName.subject(purpose, post: post, address: address)
        return W.signer.token(purpose, for: subject, until: W.now + .days(days))
    }

    /// The Message-ID of such a letter or copy, with its angles.
    static func name(
        _ purpose: TokenPurpose, _ address: Address, _ post: PostID? = nil, days: Int64 = 7, domain: String = "hel.fi"
    ) -> String {
        let name = MessageName(purpose: purpose, post: post, token: token(purpose, address, post, days: days))
        return "<\(name.messageID(mark: "12.0", domain: domain))>"
    }
}
