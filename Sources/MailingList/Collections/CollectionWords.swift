import Base

/// What begins an item of which collection, in the languages of the list: `vinkki: …`.
package struct CollectionWords: Equatable, Sendable {
    private struct Entry: Equatable, Sendable {
        let name: CollectionName
        /// Nil where several languages share the word.
        let language: Language?
    }

    /// By the folded word.
    private var entries: [String: Entry] = [:]

    /// Of two collections with one word the first has it; the configuration refuses that.
    package init(_ collections: [CollectionPolicy]) {
        for collection in collections {
            for (language, words) in collection.words.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                for word in words.map(Folding.fold) {
                    switch entries[word] {
                    case nil: entries[word] = Entry(name: collection.name, language: language)
                    case let known? where known.name == collection.name:
                        entries[word] = Entry(name: collection.name, language: nil)
                    default: break
                    }
                }
            }
        }
    }

    /// Of a list that nobody configured.
    package static let standard = CollectionWords(CollectionPolicy.ofEveryList)

    /// - Parameter folded: a word as `Folding` makes it.
    subscript(folded: String) -> (name: CollectionName, language: Language?)? {
        entries[folded].map { ($0.name, $0.language) }
    }
}
