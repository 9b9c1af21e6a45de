import Base
import Mail

/// One thing that a member chooses, as it stands in files and in tokens: a word, and what was chosen.
package enum Choice: Hashable, Sendable {
    /// All topics that the member follows.
    case topics(Set<TopicName>)
    case pause(Pause)

    /// The words stand in files.
    package enum Word: String, CaseIterable, Sendable {
        case topics = "topics"
        case pause = "pause"
    }

    package var word: Word {
        switch self {
        case .topics: .topics
        case .pause: .pause
        }
    }

    /// One word without white space, perhaps empty.
    package var value: String {
        switch self {
        case .topics(let names): TopicName.list(names.sorted())
        case .pause(let pause): pause.text
        }
    }

    /// Nil where the value does not fit the word.
    package init?(_ word: Word, _ value: some StringProtocol) {
        switch word {
        case .topics:
            guard let names = TopicName.read(list: value) else { return nil }
            self = .topics(Set(names))
        case .pause:
            guard let pause = Pause(value) else { return nil }
            self = .pause(pause)
        }
    }

    /// `topics=kainuu,oulu`
    package var text: String { "\(word.rawValue)=\(PercentCodec.column(value))" }

    package init?(_ text: some StringProtocol) {
        let halves = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let word = Word(rawValue: String(halves[0])),
            let value = PercentCodec.value(halves[1])
        else { return nil }
        self.init(word, value)
    }
}

/// In the Message-ID and the subject of the letter that asks whether it is wished: letters and digits only.
extension Choice {
    var encoded: String { Base32.encoded(Array(text.utf8)) }

    init?(encoded: some StringProtocol) {
        guard let bytes = Base32.decoded(encoded), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        self.init(text)
    }
}

/// All that a member chose.
package struct Choices: Hashable, Sendable {
    package var topics: Set<TopicName>
    package var pause: Pause

    package init(topics: Set<TopicName> = [], pause: Pause = .over) {
        self.topics = topics
        self.pause = pause
    }

    package mutating func take(_ choice: Choice) {
        switch choice {
        case .topics(let names): topics = names
        case .pause(let wanted): pause = wanted
        }
    }

    /// Those that say more than nothing chosen does.
    package var all: [Choice] {
        (topics.isEmpty ? [] : [.topics(topics)]) + (pause == .over ? [] : [.pause(pause)])
    }

    /// The last column of a member's line: `topics=kainuu,oulu`.
    package var text: String { all.map(\.text).joined(separator: " ") }

    /// Nil where a word is unknown, or its value does not fit.
    package init?(_ text: some StringProtocol) {
        let choices = text.split(separator: " ", omittingEmptySubsequences: false).map { Choice($0) }
        guard !choices.contains(nil) else { return nil }
        self.init()
        for case let choice? in choices { take(choice) }
    }
}

/// What a member chose, inside a journal record.
extension Choices {
    func add(to record: inout JournalRecord) {
        for choice in all { record.add(choice.word.rawValue, choice.value) }
    }

    /// Nil where a value does not fit its word.
    init?(_ record: JournalRecord) {
        self.init()
        for word in Choice.Word.allCases {
            guard let value = record[word.rawValue] else { continue }
            guard let choice = Choice(word, value) else { return nil }
            take(choice)
        }
    }
}
