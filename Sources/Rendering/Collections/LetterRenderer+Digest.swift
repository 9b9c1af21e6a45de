import Base
import MailingList

/// A digest in words, and as a mail of its own.
extension LetterRenderer {
    /// Around the items' own words, each with its language.
    func digest(
        of name: CollectionName, _ items: [Item], _ language: Language, at time: Instant
    ) throws(LetterError) -> RenderedLetter {
        let collection = policy.collection(name)
        let values = items.enumerated().map { index, item -> [String: LetterValue] in
            let (heading, text) = item.headed ?? ("", item.text)
            var values: [String: LetterValue] = [
                "number": .text(String(index + 1)), "heading": .words(heading, item.language),
                "text": .passage(text, item.language),
                "language": .text(LocalizedFormat.inLanguage(item.language, language)),
            ]
            // Coordinators got each address with its mail. Of members it is nobody's business; who gave no name stays
            // unnamed.
            let sender = collection?.readers == .coordinators ? item.author.shown : item.author.name
            if collection?.names == true, !sender.isEmpty { values["sender"] = .text(sender) }
            return values
        }
        var about = policy.about(name, language)
        if name != .tips, let collection, !collection.isClosed(at: time, in: policy.zone) {
            about["word"] = .text(collection.word(in: language))
        }
        return try book.render(
            .digest, language,
            values: common(language).merging(["tips": .items(values)]) { $1 }.merging(about) { $1 })
    }

    /// A digest as it would go out, in one language and to nobody in particular.
    package func digest(_ post: Post, _ items: [Item], _ language: Language) throws(LetterError) -> [UInt8] {
        guard case .digest(let name, _) = post.kind else { preconditionFailure("a post that is no digest") }
        let copies = CopyRenderer(.post(post, .digest(name, items)), message: [], renderer: self)
        return Array(try copies.copy(to: nil, language).joined())
    }

    /// The mail that a decision brings by itself and the files keep: a digest, in the list's own language. Empty where
    /// it brings none.
    package func generatedMessage(of decision: Decision, in state: State) throws(LetterError) -> [UInt8] {
        for case .post(.dispatched(let post)) in decision.entries {
            guard case .digest(_, let ids) = post.kind else { continue }
            return try digest(post, ids.compactMap { state.items[$0] }, policy.defaultLanguage)
        }
        return []
    }
}
