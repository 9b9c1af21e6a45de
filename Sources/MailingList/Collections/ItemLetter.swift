import Base

/// What letters say about an item of a collection.
package enum ItemLetter: LetterSlice {
    /// Asks a coordinator; `answer` are the first words of an answer that was not understood, nil for the first question.
    case preview(ItemID, answer: String?)
    case thanks(CollectionName, moderated: Bool)
    /// To somebody who is no member: the mail went on to the coordinators.
    case fromStranger(CollectionName)

    package var item: ItemID? { if case .preview(let id, _) = self { id } else { nil } }

    package var kind: LetterKind {
        switch self {
        case .preview: .itemPreview
        case .thanks: .itemThanks
        case .fromStranger: .itemFromStranger
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .preview(let id, let answer):
            values.add(ItemID.key, id.text)
            if let answer { values.add("answer", answer) }
        case .thanks(let collection, let moderated):
            if moderated { values.add("moderated", "yes") }
            values.add(collection)
        case .fromStranger(let collection):
            values.add("forwarded", "yes")
            values.add(collection)
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        let collection = values["collection"].map { CollectionName($0) } ?? .tips
        guard let collection else { return nil }
        switch kind {
        case .itemPreview:
            guard let id = values[ItemID.key].flatMap({ ItemID($0) }) else { return nil }
            self = .preview(id, answer: values["answer"])
        case .itemThanks: self = .thanks(collection, moderated: values["moderated"] != nil)
        case .itemFromStranger: self = .fromStranger(collection)
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose {
        switch self {
        case .preview(let id, _): .item(id)
        case .thanks, .fromStranger: .note
        }
    }
}

extension LetterFacts {
    fileprivate mutating func add(_ collection: CollectionName) {
        if collection != .tips { add("collection", collection.text) }
    }
}
