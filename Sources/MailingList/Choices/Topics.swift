import Base

/// Something that a post can be about, so that only those get it who follow it.
package struct Topic: Hashable, Sendable {
    package var name: TopicName
    /// What people call it, by language.
    package var titles: [Language: String]

    package init(name: TopicName, titles: [Language: String] = [:]) {
        self.name = name
        self.titles = titles
    }
}

/// The topics of a list, in the order of its configuration, and the words that people know them by.
package struct Topics: Equatable, Sendable {
    package let all: [Topic]
    /// By folded name or title, in any language.
    private let names: [String: TopicName]

    /// How many a list may have: a member's whole choice stands in one Message-ID.
    package static let most = 24

    /// Of two topics with one word the first has it; the configuration refuses that.
    package init(_ topics: [Topic] = []) {
        all = topics
        names = Dictionary(
            topics.flatMap { topic in
                ([topic.name.text] + topic.titles.values).map { (Folding.fold($0), topic.name) }
            }, uniquingKeysWith: { first, _ in first })
    }

    package var isEmpty: Bool { all.isEmpty }

    /// The topic that is called so, however it is written.
    package subscript(words: some StringProtocol) -> TopicName? { names[Folding.fold(words)] }

    package func contains(_ name: TopicName) -> Bool { all.contains { $0.name == name } }

    /// What letters call it; its name where it is no topic any more, or has no title.
    package func title(of name: TopicName, in language: Language) -> String {
        all.first { $0.name == name }?.titles[language] ?? name.text
    }

    /// What is written behind the word for *topics*, taken apart into signed names: `+kainuu -oulu`, `Kainuu ja Oulu`, `kaikki`.
    ///
    /// - Parameter pieces: the words as written, without punctuation around them but with a leading sign.
    /// - Returns: Nil where the words name no topic and have no sign: “Topics for Thursday” is a sentence.
    func wishes(_ pieces: [String]) -> [String]? {
        guard let first = pieces.first else { return [] }
        guard Self.isSigned(first) else {
            return known(pieces).map { $0.map { "+" + $0 } } ?? all(pieces) ?? misspelt(pieces)
        }
        var groups: [(sign: Character, words: [String])] = []
        // Inside one piece only a plus separates: `tasa-arvo` is one word.
        for piece in pieces {
            for (index, part) in piece.split(separator: "+").enumerated() {
                if index > 0 || piece.hasPrefix("+") {
                    groups.append(("+", [String(part)]))
                } else if part.hasPrefix("-") {
                    groups.append(("-", [String(part.dropFirst())]))
                } else {
                    groups[groups.count - 1].words.append(String(part))
                }
            }
        }
        return groups.flatMap { group in
            (known(group.words) ?? [group.words.filter { !Self.isConnector($0) }.joined(separator: " ")])
                .map { "\(group.sign)\($0)" }
        }
    }

    private static func isSigned(_ piece: String) -> Bool { piece.first.map { "+-".contains($0) } ?? false }

    /// The topics that the words are made of, in their order and as they are written; nil where anything else is there.
    private func known(_ words: [String]) -> [String]? {
        var found: [String] = []
        var rest = words[...]
        while !rest.isEmpty {
            let lengths = stride(from: rest.count, to: 0, by: -1)
            if let length = lengths.first(where: { self[rest.prefix($0).joined(separator: " ")] != nil }) {
                found.append(rest.prefix(length).joined(separator: " "))
                rest = rest.dropFirst(length)
            } else if !found.isEmpty, rest.count > 1, rest.first.map(Self.isConnector) == true {
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        return found
    }

    /// All of them, or none, in so many words.
    private func all(_ words: [String]) -> [String]? {
        let said = Folding.fold(words.joined(separator: " "))
        if isEmpty { return nil }
        if Self.everything.contains(said) { return all.map { "+" + $0.name.text } }
        return Self.nothing.contains(said) ? all.map { "-" + $0.name.text } : nil
    }

    /// Names among which some are nearly topics: they are asked back.
    private func misspelt(_ words: [String]) -> [String]? {
        let groups = words.split(whereSeparator: Self.isConnector).map { $0.joined(separator: " ") }
        let isMeant = groups.allSatisfy { words in
            self[words] != nil || nearest(to: Folding.fold(words), among: Array(names.keys)) != nil
        }
        return isMeant && !isEmpty ? groups.map { "+" + $0 } : nil
    }

    private static func isConnector(_ word: String) -> Bool { ["ja", "sekä", "och", "samt", "and"].contains(word) }

    private static let everything = Set(["kaikki", "alla", "allt", "all", "everything"].map { Folding.fold($0) })
    private static let nothing = Set(
        ["ei mitään", "ei yhtään", "inga", "inget", "none", "nothing"].map { Folding.fold($0) })
}
