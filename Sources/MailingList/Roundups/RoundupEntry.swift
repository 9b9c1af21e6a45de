import Base

/// How often a roundup goes out: everything that did meanwhile, in one mail. The raw values stand in files.
package enum RoundupFrequency: String, Hashable, Sendable, CaseIterable {
    case daily = "daily"
    case weekly = "weekly"
}

/// Which roundups have gone out.
package enum RoundupEntry: JournalSlice {
    /// All that had gone out before this moment is in roundups of this sort.
    case gathered(RoundupFrequency, upTo: Instant)

    package enum Verb: String, CaseIterable, Sendable {
        case gathered = "gathered"
    }

    package var record: JournalRecord {
        switch self {
        case .gathered(let frequency, let moment):
            JournalRecord(Verb.gathered, ["frequency": frequency.rawValue, "at": moment.text])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .gathered:
            guard let frequency: RoundupFrequency = record.value("frequency"), let moment = record.instant("at") else {
                return nil
            }
            self = .gathered(frequency, upTo: moment)
        }
    }
}

/// Up to when everything is in roundups.
package struct Roundups: Equatable, Sendable {
    private var latest: [RoundupFrequency: Instant] = [:]

    /// `.earliest` where there was none yet.
    package subscript(frequency: RoundupFrequency) -> Instant { latest[frequency] ?? .earliest }

    mutating func apply(_ entry: RoundupEntry) {
        switch entry {
        case .gathered(let frequency, let moment): latest[frequency] = max(self[frequency], moment)
        }
    }

    var carried: [Entry] {
        latest.sorted { $0.key.rawValue < $1.key.rawValue }.map { .roundup(.gathered($0.key, upTo: $0.value)) }
    }
}
