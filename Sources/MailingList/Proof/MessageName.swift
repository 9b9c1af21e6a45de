import Base

/// The left side of a Message-ID that Kutsu gives: it says what the mail was and proves, when it comes back in
/// In-Reply-To or References, that its reader is answering.
///
///     note.TOKEN.MARK        letter
///     post.20261121-7f3a9c04.TOKEN.MARK        preview of that post
///     tip.t-9f3a5c1200e1b7d4.TOKEN.MARK        question about that item
///     choice.oruxs.TOKEN.MARK                 question about that choice
///     copy.20261121-7f3a9c04.TOKEN        copy of that post
package struct MessageName: Hashable, Sendable {
    package var purpose: TokenPurpose
    package var token: Token

    package init(purpose: TokenPurpose, token: Token) {
        self.purpose = purpose
        self.token = token
    }

    /// Reads a Message-ID without angle brackets; nil where it was not given by a list at `domain`.
    package init?(messageID: String, domain: Domain) {
        guard let at = messageID.lastIndex(of: "@"),
            messageID[messageID.index(after: at)...].lowercased() == domain.text
        else { return nil }
        var words = messageID[..<at].lowercased().split(separator: ".", omittingEmptySubsequences: false)[...]
        // What stands in List-Unsubscribe is read by everybody whom a copy was shown: it takes off, and proves nothing.
        guard let word = words.popFirst(), let purpose = TokenPurpose(word: word, subject: &words),
            purpose != .unsubscribe, let token = words.popFirst().flatMap({ Token($0) })
        else { return nil }
        self.purpose = purpose
        self.token = token
    }

    /// The Message-ID without angle brackets. `mark` makes mails of one kind to one address differ.
    package func messageID(mark: String? = nil, domain: Domain) -> String {
        [purpose.word, purpose.subject, token.text, mark].compactMap { $0 }.joined(separator: ".") + "@" + domain.text
    }
}
