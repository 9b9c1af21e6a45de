import Base
import Mail

/// Which members a post is for.
package struct Audience: Hashable, Sendable {
    /// Only members of this language; nil means of any.
    package var language: Language?
    /// Only members who follow one of these, in the order of the subject; none means all members.
    package var topics: [TopicName]

    package init(language: Language? = nil, topics: [TopicName] = []) {
        self.language = language
        self.topics = topics
    }

    package static let everybody = Audience()

    package static func speaking(_ language: Language) -> Audience { Audience(language: language) }
    package static func following(_ topics: TopicName...) -> Audience { Audience(topics: topics) }

    /// - Parameter language: the one that the list speaks with the member.
    func includes(_ member: Member, speaking language: Language) -> Bool {
        (self.language == nil || self.language == language)
            && (topics.isEmpty || topics.contains(where: member.choices.topics.contains))
    }
}

/// Inside a journal record.
extension Audience {
    var topicsValue: String? { topics.isEmpty ? nil : TopicName.list(topics) }

    /// Nil where a value is none: a post must not go to more people than it was for.
    init?(_ record: JournalRecord) {
        guard let topics = TopicName.read(list: record["topics"] ?? "") else { return nil }
        self.init(language: record.value("audience"), topics: topics)
    }
}

/// A subject with what stands in brackets at its head: `[sv]`, `[kainuu]`, `[kainuu][sv]`, `[kainuu, oulu]`.
package struct AddressedSubject: Hashable, Sendable {
    /// Whom the brackets choose.
    package private(set) var audience = Audience.everybody
    /// As members read it: without the brackets that choose, and without what a gateway put before or behind it, which is
    /// nobody's word and goes to no member.
    package private(set) var subject: String
    /// What stands in brackets as a topic does, and is none of the list's.
    package private(set) var unknown: [String] = []

    /// A language that the list does not speak has no members, so that bracket is just part of the subject; so is any
    /// bracket that is not at the head. Prefixes of answers do not count, nor does a bracket that chooses nobody: what
    /// chooses may stand behind it.
    package init(_ subject: String, _ policy: Policy) {
        var kept: [Substring] = []
        var rest = subject[...]
        var isChanged = false
        for _ in 0..<Self.mostPieces {
            let text = rest.drop(while: \.isWhitespace)
            if let (inner, after) = Self.bracket(text), audience.take(inner, policy) {
                (rest, isChanged) = (after, true)
            } else if let after = Self.afterMark(text) {
                (rest, isChanged) = (after, true)
            } else if let (inner, after) = Self.bracket(text) {
                if Self.looksLikeTopic(inner, policy) { unknown.append(String(inner)) }
                kept.append(text[..<after.startIndex])
                rest = after
            } else if let (_, after) = SubjectMarks.afterPrefix(text) {
                kept.append(text[..<after.startIndex])
                rest = after
            } else {
                break
            }
        }
        rest = rest.drop(while: \.isWhitespace)
        let whole = isChanged ? (kept + (rest.isEmpty ? [] : [rest])).joined(separator: " ")[...] : subject[...]
        self.subject = String(SubjectMarks.withoutMarkAtEnd(whole))
    }

    private static let mostPieces = 16
    private static let longestTopic = 40

    /// What stands in the bracket that begins `text`, and what behind it.
    private static func bracket(_ text: Substring) -> (inner: Substring, after: Substring)? {
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
        return (text[text.index(after: text.startIndex)..<end], text[text.index(after: end)...])
    }

    /// Only what no person writes: `[EXTERNAL]`, `(External)`, `***SPAM***`, `EXT:`.
    private static func afterMark(_ text: Substring) -> Substring? {
        guard let first = text.first, "[({<*".contains(first) || text.prefix(4).uppercased() == "EXT:" else {
            return nil
        }
        return SubjectMarks.afterMark(text)
    }

    /// A word or a few, where the list has topics; not the list's own name, nor a language's tag.
    private static func looksLikeTopic(_ inner: Substring, _ policy: Policy) -> Bool {
        let words = Folding.words(inner)
        let own = ([policy.name] + policy.titles.values).map { Folding.fold($0) }
        return !policy.topics.isEmpty && inner.count <= longestTopic && (1...4).contains(words.count)
            && words[0].first?.isLetter == true && !own.contains(words.joined(separator: " "))
            && Language(rawValue: words.joined()) == nil
    }
}

extension Audience {
    /// Takes in what stands in a bracket; false where it chooses nobody, or not all of it does.
    fileprivate mutating func take(_ inner: Substring, _ policy: Policy) -> Bool {
        var taken = self
        // A topic's title may hold what separates others.
        let whole = policy.topics[inner].map { _ in [inner] }
        for piece in whole ?? inner.split(whereSeparator: { ",;/+&".contains($0) }) {
            let word = String(piece.lowercased().filter { !$0.isWhitespace })
            if let language = Language(rawValue: word), policy.languages.contains(language), taken.language == nil {
                taken.language = language
            } else if let topic = policy.topics[piece] {
                if !taken.topics.contains(topic) { taken.topics.append(topic) }
            } else {
                return false
            }
        }
        guard taken != self || whole != nil else { return false }
        self = taken
        return true
    }
}
