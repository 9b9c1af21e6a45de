import Base
import MailingList

// [topics]: what an announcement can be limited to. The keys are the topics' own names.
extension ConfigurationWalk {
    /// Those of `list.topics` have no title but their name.
    mutating func topics(_ languages: [Language]) -> [Topic] {
        let plain = value("topics", in: "list", .list(of: .topicName)) ?? []
        var topics: [Topic] = []
        for (index, name) in plain.enumerated() { take(Topic(name: name), into: &topics, "list.topics[\(index)]") }
        guard let section = open("topics") else { return topics }
        for key in keys(in: section) {
            let titles = value(key, in: section, .perLanguage(languages, .topicTitle))
            guard let name = ValueKind<TopicName>.topicName.read(key, "\(section).\(key)", &self), let titles else {
                continue
            }
            take(Topic(name: name, titles: titles), into: &topics, "\(section).\(key)")
        }
        return topics
    }

    private mutating func take(_ topic: Topic, into topics: inout [Topic], _ path: String) {
        let others = Topics(topics)
        for word in Set([topic.name.text] + topic.titles.values).sorted() {
            guard let owner = others.owner(of: word) else { continue }
            return report(path, "'\(word)' is the topic \(owner.text) already; choose another name")
        }
        guard topics.count < Topics.most else {
            return report(path, "these are more than \(Topics.most) topics, which nobody looks through; remove some")
        }
        topics.append(topic)
    }
}

extension ValueKind<TopicName> {
    /// It stands in brackets before a subject and behind a plus or minus in a command.
    static var topicName: ValueKind {
        text({ word in Topics.objection(to: word) == .mark ? nil : TopicName(word) }) { word in
            if Topics.objection(to: word) == .mark { return markRefusal(word) }
            return "'\(word)' cannot be a topic; write one word of up to \(TopicName.longest) small letters, digits "
                + "and - that is not a language, such as \"kainuu\""
        }
    }
}

extension ValueKind<String> {
    /// What people call a topic.
    fileprivate static var topicTitle: ValueKind {
        line.checked { title in
            switch Topics.objection(to: title) {
            case nil: nil
            case .language?: "'\(title)' before a subject means a language already; choose another title"
            case .mark?: markRefusal(title)
            case .unreadable?:
                "'\(title)' cannot be written in a command; use up to \(Topics.longestTitle) letters, digits and spaces"
            }
        }
    }
}

private func markRefusal(_ word: String) -> String {
    "mail gateways write '[\(word)]' before subjects themselves; choose another word"
}
