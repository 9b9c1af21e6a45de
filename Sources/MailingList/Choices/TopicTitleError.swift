import Base
import Mail

/// Why something cannot be what people call a topic.
package enum TopicTitleError: Error, Hashable, Sendable {
    /// Too long, or not to be found again between brackets or in a command.
    case unreadable
    /// It means a language already.
    case language
    /// Gateways write it before subjects: `[external]`.
    case mark
}

extension Topics {
    /// Characters.
    package static let longestTitle = 40

    /// Whether a topic that is called so can be named in a subject and in a command.
    package static func objection(to title: String) -> TopicTitleError? {
        let folded = Folding.fold(title)
        guard Language(rawValue: folded) == nil else { return .language }
        guard SubjectMarks.afterMark("[\(title)]") == nil else { return .mark }
        guard let name = TopicName("x"), title.count <= longestTitle, !title.contains(where: { "[]".contains($0) })
        else { return .unreadable }
        let topics = Topics([Topic(name: name, titles: [.fi: title])])
        let said = CommandReader.read(
            subject: "aiheet -\(title)", written: "", collections: CollectionWords([]), topics: topics)
        guard case .topics(let wishes)? = said?.command, wishes.count == 1, let wish = wishes.first else {
            return .unreadable
        }
        return wish.hasPrefix("-") && topics[wish.dropFirst()] == name ? nil : .unreadable
    }

    /// The topic that is called so already.
    package func owner(of title: String) -> TopicName? { self[title] }
}
