import Base
import MailingList

/// What letters are told of the collection that they are about.
extension Policy {
    /// Tips are spoken of in each template's own words: of them nothing is told.
    func about(_ name: CollectionName, _ language: Language) -> [String: LetterValue] {
        name == .tips ? [:] : ["collection": .text(title(of: name, in: language))]
    }

    /// Who reads what is collected, and until when it is.
    func ends(of name: CollectionName, at now: Instant) -> [String: LetterValue] {
        guard name != .tips, let collection = collection(name) else { return [:] }
        var values: [String: LetterValue] = [
            "closed": .flag(collection.isClosed(at: now, in: zone)),
            "coordinators": .flag(collection.readers == .coordinators),
        ]
        if let deadline = collection.deadline(in: zone) { values["deadline"] = .time(zone.local(of: deadline).civil) }
        return values
    }

    /// The collections beside tips that take items at this moment, and the word for each.
    func otherCollections(_ language: Language, at now: Instant) -> [[String: LetterValue]] {
        collections.filter { $0.name != .tips && !$0.isClosed(at: now, in: zone) }.map {
            ["name": .text($0.title(in: language)), "word": .text($0.word(in: language))]
        }
    }

    func title(of name: CollectionName, in language: Language) -> String {
        collection(name)?.title(in: language) ?? name.text
    }
}

extension LetterField {
    /// What a letter about another collection than tips is told; a letter about a tip is told none of it.
    static let collection: [LetterField] = [may("collection", .text)]
    static let collectionEnds: [LetterField] = [
        may("deadline", .time), may("closed", .flag), may("coordinators", .flag),
    ]

    /// The names of all that letters are told of other collections.
    static let ofOtherCollections = Set((collection + collectionEnds).map(\.name))
        .union(["word", "collections", "items", "waitingItems", "digests"])
}
