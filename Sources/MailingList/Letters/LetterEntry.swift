import Base

/// What became of letters. That one was decided stands in the transaction itself.
package enum LetterEntry: JournalSlice {
    /// Nothing more will be tried.
    case ended(LetterID, LetterOutcome)
    /// Pending when an older journal was compacted.
    case carried(LetterID, written: Instant, Letter)
    /// Such a letter went to this address then, before a compaction.
    case logged(LetterKind, to: Address, at: Instant)

    package enum Verb: String, CaseIterable, Sendable {
        case ended = "delivered"
        case carried = "carried-letter"
        case logged = "wrote"
    }

    package var record: JournalRecord {
        switch self {
        case .ended(let id, let outcome):
            JournalRecord(Verb.ended, ["id": id.text, "outcome": outcome.rawValue])
        case .carried(let id, let written, let letter):
            letter.record(Verb.carried.rawValue, ["id": id.text, "written": written.text])
        case .logged(let kind, let address, let time):
            JournalRecord(Verb.logged, ["to": address.text, "kind": kind.rawValue, "at": time.text])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .ended:
            guard let id = record["id"].flatMap({ LetterID($0) }), let outcome: LetterOutcome = record.value("outcome")
            else { return nil }
            self = .ended(id, outcome)
        case .carried:
            guard let id = record["id"].flatMap({ LetterID($0) }), let letter = Letter(record),
                let written = record.instant("written")
            else { return nil }
            self = .carried(id, written: written, letter)
        case .logged:
            guard let address = record.address("to"), let kind: LetterKind = record.value("kind"),
                let time = record.instant("at")
            else { return nil }
            self = .logged(kind, to: address, at: time)
        }
    }
}

/// How a letter ended. The raw values stand in journals.
package enum LetterOutcome: String, Sendable, CaseIterable {
    case accepted = "accepted"
    case refused = "refused"
    /// Still delayed when the retries ended.
    case givenUp = "given-up"
}
