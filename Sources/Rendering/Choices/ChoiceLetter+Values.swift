import Base
import MailingList

extension ChoiceLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .topics(let unknown):
            Self.topics(of: context.letter.to, context).merging(["unknown": .texts(unknown)]) { $1 }
        case .paused(let pause): pause.values(in: context, until: "until")
        case .pauseUnclear: [:]
        case .portion: Portion.values(of: context.letter.to, in: context)
        case .confirm(let choice):
            context.policy.people.merging(["until": context.time(context.expiry)]) { $1 }
                .merging(choice.values(in: context)) { $1 }
        }
    }

    /// Which there are, and which of them the member follows now.
    private static func topics(of address: Address, _ context: LetterContext) -> [String: LetterValue] {
        let followed = context.state.members[address]?.choices.topics ?? []
        let topics = context.policy.topics.all.map(\.name)
        return [
            "chosen": .texts(context.titles(of: topics.filter(followed.contains))),
            "others": .texts(context.titles(of: topics.filter { !followed.contains($0) })),
        ]
    }
}

extension Choice {
    /// What the question names.
    fileprivate func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .topics(let names):
            ["topics": .texts(context.titles(of: names.sorted())), "noTopics": .flag(names.isEmpty)]
        case .pause(let pause):
            pause.values(in: context, until: "pausedUntil").merging(["paused": .flag(pause == .open)]) { $1 }
        case .portion(let mode): ["portion": .text(mode.words(context.language))]
        }
    }
}

extension Pause {
    func values(in context: LetterContext, until name: String) -> [String: LetterValue] {
        switch self {
        case .over: ["resumed": .flag(true)]
        case .open: [:]
        case .until(let end): [name: context.time(end)]
        }
    }
}

extension LetterContext {
    /// What people call them in the letter's language.
    func titles(of topics: some Sequence<TopicName>) -> [String] {
        topics.map { policy.topics.title(of: $0, in: language) }
    }
}
