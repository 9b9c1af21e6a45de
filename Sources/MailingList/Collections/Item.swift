import Base
import Mail

/// What somebody sends to a collection, a tip for example: kept for the next digest.
///
///     waiting ──→ kept, dropped
///     kept ─────→ published, dropped
///     published ─→ forgotten, when the digest has come to its end
///
/// An item of an unmoderated collection begins as kept. Whatever else a journal says changes nothing.
package struct Item: Hashable, Sendable {
    /// The raw values stand in journals and in `--json`.
    package enum Status: String, Sendable, CaseIterable {
        /// Waits for a coordinator's `julkaise` or `peru`.
        case waiting = "waiting"
        /// Goes into the next digest.
        case kept = "kept"
        /// Its digest is on the way.
        case published = "published"

        package var next: Set<Status> {
            switch self {
            case .waiting: [.kept]
            case .kept: [.published]
            case .published: []
            }
        }

        package var canBeDropped: Bool { self != .published }
    }

    package var id: ItemID
    package var collection: CollectionName
    package var author: NamedAddress
    /// Of the word that it was sent with; its own words may be in any.
    package var language: Language
    /// Lines with LF between them, at most `longestText` characters.
    package var text: String
    package var received: Instant
    package var status: Status
    /// Since when it may go into a digest; nil while it waits.
    package var kept: Instant?
    /// Whether something but the From line showed that it is the author's.
    package var isProven: Bool

    /// Characters: more is an article, and the coordinators get it as it came.
    package static let longestText = 8000

    package init(
        id: ItemID, collection: CollectionName = .tips, author: NamedAddress, language: Language, text: String,
        received: Instant, status: Status, kept: Instant? = nil, isProven: Bool = false
    ) {
        self.id = id
        self.collection = collection
        self.author = author
        self.language = language
        self.text = text
        self.received = received
        self.status = status
        self.kept = kept
        self.isProven = isProven
    }

    /// Its first line, shortened.
    package var firstWords: String {
        let line = LinkedText.plain(String(text.prefix { !$0.isNewline }))
        return line.count > 80 ? line.prefix(79) + "…" : line
    }

    /// Its own first line as a heading, and what stands below it; nil where that line is long, greets, lists or leads
    /// somewhere: it is no heading then.
    package var headed: (heading: String, rest: String)? {
        let words = text.drop(while: \.isWhitespace)
        let line = words.prefix { !$0.isNewline }
        let heading = String(line).trimmed
        let isList = ["- ", "* ", "• ", "> "].contains { heading.hasPrefix($0) }
        guard !heading.isEmpty, heading.count <= Self.longestHeading, !isList, !heading.contains("://"),
            !heading.contains("](<"), heading.contains(where: \.isLetter), !CommandPhrase.isGreeting(heading)
        else { return nil }
        return (heading, String(words[line.endIndex...].drop(while: \.isWhitespace)))
    }

    /// Characters.
    private static let longestHeading = 80
}

/// The name of an item: `t-` and its mail's digest.
package struct ItemID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String
    package init(digest: MailDigest) { text = "t-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("t-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    /// The key of an item's id in journals; tips were the first items.
    static let key = "tip"

    package var description: String { text }
    package static func < (left: ItemID, right: ItemID) -> Bool { left.text < right.text }
}
