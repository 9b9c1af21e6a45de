import Base

/// Which collection: its name in the configuration and in journals.
package struct CollectionName: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let text: String

    /// Nil unless it is 1 to 64 lower-case ASCII letters, digits and hyphens: it stands in files.
    package init?(_ text: some StringProtocol) {
        guard (1...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ ($0.isLetter && $0.lowercased == $0) || $0.isDigit || $0 == UInt8(ascii: "-") })
        else { return nil }
        self.text = String(text)
    }

    private init(known text: String) { self.text = text }

    /// The collection that every list has.
    package static let tips = CollectionName(known: "tips")

    /// Journals name every collection but the first, which they knew before there were others.
    private static let key = "collection"

    func add(to record: inout JournalRecord) {
        if self != .tips { record.add(Self.key, text) }
    }

    init?(of record: JournalRecord) {
        guard let written = record[Self.key] else {
            self = .tips
            return
        }
        self.init(written)
    }

    package var description: String { text }
    package static func < (left: CollectionName, right: CollectionName) -> Bool { left.text < right.text }
}

/// What the admin decided about one collection.
package struct CollectionPolicy: Hashable, Sendable {
    package enum Readers: String, Hashable, Sendable, CaseIterable {
        case members = "members"
        case coordinators = "coordinators"
    }

    package var name: CollectionName
    /// What letters call it; a language that has none takes the word. Tips are spoken of in words of their own.
    package var titles: [Language: String]
    /// What begins an item: `vinkki: …`; some for each language.
    package var words: [Language: [String]]
    /// Each item waits for a coordinator.
    package var moderate: Bool
    /// The digest names who sent each item.
    package var names: Bool
    /// Who gets the digest.
    package var readers: Readers
    /// Nil: a digest goes out only when somebody asks for it.
    package var digest: Schedule?

    package init(
        name: CollectionName, titles: [Language: String] = [:], words: [Language: [String]], moderate: Bool = true,
        names: Bool = false, readers: Readers = .members, digest: Schedule? = nil
    ) {
        self.name = name
        self.titles = titles
        self.words = words
        self.moderate = moderate
        self.names = names
        self.readers = readers
        self.digest = digest
    }

    /// What is collected where nothing is configured.
    package static let ofEveryList = [tips()]

    package static func tips(moderate: Bool = true, names: Bool = false, digest: Schedule? = nil) -> CollectionPolicy {
        CollectionPolicy(
            name: .tips, words: [.fi: ["vinkki"], .sv: ["tips"], .en: ["tip"]], moderate: moderate, names: names,
            digest: digest)
    }
}

extension CollectionPolicy {
    package func title(in language: Language) -> String {
        if let title = titles[language] { return title }
        let word = word(in: language)
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// What somebody writes before an item.
    package func word(in language: Language) -> String { words[language]?.first ?? name.text }

    /// When its only digest goes out; nil where there are others after it.
    package func deadline(in zone: TimeZoneRules) -> Instant? {
        guard case .once? = digest?.day else { return nil }
        return digest?.next(after: .earliest, in: zone)
    }

    package func isClosed(at now: Instant, in zone: TimeZoneRules) -> Bool {
        deadline(in: zone).map { $0 <= now } ?? false
    }
}

extension Policy {
    /// Nil for a collection that is configured no longer.
    package func collection(_ name: CollectionName) -> CollectionPolicy? { collections.first { $0.name == name } }
}
