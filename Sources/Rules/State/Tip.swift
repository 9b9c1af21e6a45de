import Mail

/// What a member wants to tell the others: kept for the next digest.
package struct Tip: Hashable, Sendable {
    package enum Status: String, Sendable, CaseIterable {
        /// Waits for a coordinator's `julkaise` or `peru`.
        case waiting
        /// Goes into the next digest.
        case kept
        /// Its digest is on the way; gone when the digest came to its end.
        case published
    }

    package var id: TipID
    package var author: NamedAddress
    /// Of the word that it was sent with; its own words may be in any.
    package var language: Language
    /// Lines with LF between them, at most `longestText` characters.
    package var text: String
    package var received: Instant
    package var status: Status
    /// Since when it may go into a digest; nil while it waits.
    package var kept: Instant?

    /// Characters: more is an article, and the coordinators get it as it came.
    package static let longestText = 8000

    package init(
        id: TipID, author: NamedAddress, language: Language, text: String, received: Instant, status: Status,
        kept: Instant? = nil
    ) {
        self.id = id
        self.author = author
        self.language = language
        self.text = text
        self.received = received
        self.status = status
        self.kept = kept
    }

    /// The web addresses in its text, each once, in their order.
    package var links: [String] {
        var links: [String] = []
        for case let link? in Hyperlink.pieces(of: text, mailto: false).map(\.target) where !links.contains(link) {
            links.append(link)
        }
        return links
    }
}

/// The name of a tip: `t-` and its mail's digest.
package struct TipID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String
    package init(digest: MailDigest) { text = "t-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("t-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    package var description: String { text }
    package static func < (left: TipID, right: TipID) -> Bool { left.text < right.text }
}
