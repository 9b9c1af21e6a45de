import Base

/// What a topic is called in files, in commands and between brackets: `kainuu`.
package struct TopicName: Hashable, Sendable, Comparable {
    package let text: String

    /// Characters: the names of many topics stand in one Message-ID.
    package static let longest = 20

    /// Nil unless `text` is small letters, digits and hyphens, begins with a letter, and is no language: `[sv]` before a
    /// subject means that already.
    package init?(_ text: some StringProtocol) {
        let isPlain = text.allSatisfy { ($0.isLetter && $0.isLowercase) || $0.isNumber || $0 == "-" }
        guard isPlain, text.first?.isLetter == true, text.count <= Self.longest,
            Language(rawValue: String(text)) == nil
        else { return nil }
        self.text = String(text)
    }

    package static func < (left: TopicName, right: TopicName) -> Bool { left.text < right.text }

    /// Several in one word of a file: `kainuu,oulu`.
    static func list(_ names: some Sequence<TopicName>) -> String { names.map(\.text).joined(separator: ",") }

    /// Nil where one of them is none.
    static func read(list text: some StringProtocol) -> [TopicName]? {
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map { TopicName($0) }
        return text.isEmpty ? [] : names.contains(nil) ? nil : names.compactMap { $0 }
    }
}
