import Base
import Mail

/// One thing that a member chooses, as it stands in files and in tokens: a word, and what was chosen.
package enum Choice: Hashable, Sendable {
    /// All topics that the member follows.
    case topics(Set<TopicName>)
    case pause(Pause)
    case portion(Portion.Mode)

    /// The words stand in files.
    package enum Word: String, CaseIterable, Sendable {
        case topics = "topics"
        case pause = "pause"
        case portion = "portion"
    }

    package var word: Word {
        switch self {
        case .topics: .topics
        case .pause: .pause
        case .portion: .portion
        }
    }

    /// One word without white space, perhaps empty.
    package var value: String {
        switch self {
        case .topics(let names): TopicName.list(names.sorted())
        case .pause(let pause): pause.text
        case .portion(let mode): mode.rawValue
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
        case .portion:
            guard let mode = Portion.Mode(rawValue: String(value)) else { return nil }
            self = .portion(mode)
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
    init?(encoded: some StringProtocol) { self.init(Base32.text(encoded: encoded) ?? "") }
}

/// All that a member chose.
package struct Choices: Hashable, Sendable {
    package var topics: Set<TopicName>
    package var pause: Pause
    package var portion: Portion

    package init(topics: Set<TopicName> = [], pause: Pause = .over, portion: Portion = .everything) {
        self.topics = topics
        self.pause = pause
        self.portion = portion
    }

    package mutating func take(_ choice: Choice, at time: Instant) {
        switch choice {
        case .topics(let names): topics = names
        case .pause(let wanted): pause = wanted
        case .portion(let mode): portion.choose(mode, at: time)
        }
    }

    /// As they are when somebody joins with them: a break that was over before has never been one.
    func begun(at now: Instant) -> Choices {
        var choices = self
        if !pause.holds(at: now) { choices.pause = .over }
        return choices
    }

    /// Those that say more than nothing chosen does, as files have them.
    private var words: [(word: Choice.Word, value: String)] {
        (topics.isEmpty ? [] : [(.topics, TopicName.list(topics.sorted()))])
            + (pause == .over ? [] : [(.pause, pause.text)])
            + (portion == .everything ? [] : [(.portion, portion.text)])
    }

    /// False where the value does not fit the word.
    private mutating func read(_ word: Choice.Word, _ value: some StringProtocol) -> Bool {
        switch word {
        case .topics:
            guard let names = TopicName.read(list: value) else { return false }
            topics = Set(names)
        case .pause:
            guard let read = Pause(value) else { return false }
            pause = read
        case .portion:
            guard let read = Portion(value) else { return false }
            portion = read
        }
        return true
    }

    /// The last column of a member's line: `topics=kainuu,oulu`.
    package var text: String {
        words.map { "\($0.word.rawValue)=\(PercentCodec.column($0.value))" }.joined(separator: " ")
    }

    /// Nil where a word is unknown, or its value does not fit.
    package init?(_ text: some StringProtocol) {
        self.init()
        for piece in text.split(separator: " ", omittingEmptySubsequences: false) {
            let halves = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let word = Choice.Word(rawValue: String(halves[0])),
                let value = PercentCodec.value(halves[1]), read(word, value)
            else { return nil }
        }
    }
}

/// What a member chose, inside a journal record.
extension Choices {
    func add(to record: inout JournalRecord) {
        for (word, value) in words { record.add(word.rawValue, value) }
    }

    /// Nil where a value does not fit its word.
    init?(_ record: JournalRecord) {
        self.init()
        for word in Choice.Word.allCases {
            guard let value = record[word.rawValue] else { continue }
            guard read(word, value) else { return nil }
        }
    }
}

/// In the Message-ID and the subject of an invitation. Nothing chosen is no choice that can stand there.
extension Choices {
    var encoded: String { Base32.encoded(Array(text.utf8)) }

    init?(encoded: some StringProtocol) {
        guard let text = Base32.text(encoded: encoded), !text.isEmpty else { return nil }
        self.init(text)
    }
}
