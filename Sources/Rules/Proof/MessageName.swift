import Mail

/// The left side of a Message-ID that Kutsu gives: it says what the mail was and proves, when it comes back in
/// In-Reply-To or References, that its reader is answering.
///
///     note.TOKEN.1042.0        letter
///     post.20261121-7f3a9c04.TOKEN.1042.0        preview of that post
///     tip.t-9f3a5c1200e1b7d4.TOKEN.1042.0        question about that tip
///     copy.20261121-7f3a9c04.TOKEN        copy of that post
package struct MessageName: Hashable, Sendable {
    package var purpose: TokenPurpose
    package var post: PostID?
    package var tip: TipID?
    package var token: Token

    package init(purpose: TokenPurpose, post: PostID? = nil, tip: TipID? = nil, token: Token) {
        self.purpose = purpose
        self.post = post
        self.tip = tip
        self.token = token
    }

    /// Reads a Message-ID without angle brackets; nil where it was not given by a list at `domain`.
    package init?(messageID: String, domain: String) {
        guard let at = messageID.lastIndex(of: "@"), messageID[messageID.index(after: at)...].lowercased() == domain
        else { return nil }
        var words = messageID[..<at].lowercased().split(separator: ".", omittingEmptySubsequences: false)[...]
        // What stands in List-Unsubscribe is read by everybody whom a copy was shown: it takes off, and proves nothing.
        guard let purpose = words.popFirst().flatMap({ TokenPurpose(word: $0) }), purpose != .unsubscribe else {
            return nil
        }
        if purpose == .post || purpose == .copy {
            guard let post = words.popFirst().flatMap({ PostID($0) }) else { return nil }
            self.post = post
        }
        if purpose == .tip {
            guard let tip = words.popFirst().flatMap({ TipID($0) }) else { return nil }
            self.tip = tip
        }
        guard let token = words.popFirst().flatMap({ Token($0) }) else { return nil }
        self.purpose = purpose
        self.token = token
    }

    /// What the token was made for, when `address` got the mail.
    package func subject(for address: Address) -> String {
        Self.subject(purpose, post: post, tip: tip, address: address)
    }

    package static func subject(
        _ purpose: TokenPurpose, post: PostID?, tip: TipID? = nil, address: Address
    ) -> String {
        if let tip { return tip.text }
        guard let post else { return address.text }
        return purpose == .post ? post.text : "\(post.text) \(address.text)"
    }

    /// The Message-ID without angle brackets. `mark` makes mails of one kind to one address differ.
    package func messageID(mark: String? = nil, domain: String) -> String {
        [purpose.word, post?.text, tip?.text, token.text, mark].compactMap { $0 }.joined(separator: ".") + "@" + domain
    }
}
