import Base

/// Why a word cannot begin the items of a collection.
package enum CollectionWordError: Error, Hashable, Sendable {
    case noWord
    case tooLong
    /// It means something already, such as `liity`.
    case command
    /// A greeting, or what mail programs put before a subject: it never reaches the table of words.
    case unreadable
}

extension CollectionWords {
    /// Characters.
    package static let longestWord = 40

    /// Whether a mail that begins with this word, or has it as its subject, is found to be an item.
    package static func objection(to word: String) -> CollectionWordError? {
        guard !Folding.fold(word).isEmpty, !word.contains(":") else { return .noWord }
        guard word.count <= longestWord else { return .tooLong }
        let read = { (subject: String, written: String, words: CollectionWords) in
            CommandReader.read(subject: subject, written: written, collections: words)?.command
        }
        guard read(word, "", CollectionWords([])) == nil else { return .command }
        // A mail that only greets or thanks is no item, whatever the configuration calls one.
        guard !CommandPhrase.isCourtesy(Folding.words(word)[...]) else { return .unreadable }
        let words = CollectionWords([CollectionPolicy(name: .tips, words: [.fi: [word]])])
        let isRead =
            read(word, "", words) == .item(.tips, "") && read("\(word): x", "", words) == .item(.tips, "x")
            && read("", "\(word): x", words) == .item(.tips, "x")
        return isRead ? nil : .unreadable
    }

    /// The collection to which a word belongs.
    package func owner(of word: String) -> CollectionName? { self[Folding.fold(word)]?.name }
}
