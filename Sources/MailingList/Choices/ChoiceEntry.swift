import Base

/// What members chose.
package enum ChoiceEntry: JournalSlice {
    case chose(Address, Choice)

    package enum Verb: String, CaseIterable, Sendable {
        case chose = "chose"
    }

    package var record: JournalRecord {
        switch self {
        case .chose(let address, let choice):
            JournalRecord(Verb.chose, ["address": address.text, choice.word.rawValue: choice.value])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .chose:
            guard let address = record.address("address"), record.values.count == 2,
                let (key, value) = record.values.first(where: { $0.key != "address" }),
                let choice = Choice.Word(rawValue: key).flatMap({ Choice($0, value) })
            else { return nil }
            self = .chose(address, choice)
        }
    }
}

extension Members {
    /// Who left meanwhile has chosen nothing.
    mutating func apply(_ entry: ChoiceEntry, at time: Instant) {
        switch entry {
        case .chose(let address, let choice):
            guard var member = self[address] else { return }
            member.choices.take(choice, at: time)
            insert(member)
        }
    }
}
