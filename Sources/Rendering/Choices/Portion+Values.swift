import Base
import MailingList

extension Portion {
    /// What the letter about it says: the mode as a flag of its own word, and when roundups come.
    static func values(of address: Address, in context: LetterContext) -> [String: LetterValue] {
        let portion = context.state.members[address]?.choices.portion ?? .everything
        let list = context.list
        var values: [String: LetterValue] = [
            portion.mode.rawValue: .flag(true), "gathers": .flag(portion.mode.frequency != nil),
        ]
        values["next"] = portion.mode.frequency.map { context.time(list.nextRoundup($0)) }
        if portion.mode.frequency == nil, let frequency = portion.stillGathered(in: context.state) {
            values["last"] = context.time(list.nextRoundup(frequency))
        }
        return values
    }

    /// Of which roundup a last one is still to come.
    private func stillGathered(in state: State) -> RoundupFrequency? {
        earlier.last { $0.until >= state.roundups[$0.frequency] }?.frequency
    }
}

extension Portion.Mode {
    /// As a line of a letter says it.
    func words(_ language: Language) -> String {
        switch (self, language) {
        case (.everything, .fi): "kaikki viestit heti"
        case (.everything, .sv): "alla meddelanden genast"
        case (.everything, .en): "all messages at once"
        case (.announcements, .fi): "vain tiedotteet ja tapahtumakutsut"
        case (.announcements, .sv): "bara utskick och inbjudningar"
        case (.announcements, .en): "announcements and invitations only"
        case (.digests, .fi): "vain vinkkikoosteet"
        case (.digests, .sv): "bara sammanställningar av tips"
        case (.digests, .en): "digests of tips only"
        case (.daily, .fi): "yhtenä koosteena kerran päivässä"
        case (.daily, .sv): "i ett sammandrag en gång om dagen"
        case (.daily, .en): "in one digest a day"
        case (.weekly, .fi): "yhtenä koosteena kerran viikossa"
        case (.weekly, .sv): "i ett sammandrag en gång i veckan"
        case (.weekly, .en): "in one digest a week"
        }
    }
}
