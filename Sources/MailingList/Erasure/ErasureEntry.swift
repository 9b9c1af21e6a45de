import Base

/// Who asked to be forgotten.
package enum ErasureEntry: JournalSlice {
    /// From now on nothing is held of the address but its fingerprint; the line itself goes with the next compaction.
    case erased(Address, AddressFingerprint)
    /// The person came back of their own accord.
    case lifted(AddressFingerprint)
    /// Erased then, before a compaction.
    case carried(AddressFingerprint, Instant)
    /// Erased then, and a last letter or a copy was still on its way at a compaction.
    case carriedPending(Address, Instant)

    package enum Verb: String, CaseIterable, Sendable {
        case erased = "erased"
        case lifted = "erasure-lifted"
        case carried = "erased-before"
        case carriedPending = "erasing"
    }

    package var record: JournalRecord {
        switch self {
        case .erased(let address, let fingerprint):
            JournalRecord(Verb.erased, ["address": address.text, "fingerprint": fingerprint.text])
        case .lifted(let fingerprint): JournalRecord(Verb.lifted, ["fingerprint": fingerprint.text])
        case .carried(let fingerprint, let time):
            JournalRecord(Verb.carried, ["fingerprint": fingerprint.text, "at": time.text])
        case .carriedPending(let address, let time):
            JournalRecord(Verb.carriedPending, ["address": address.text, "at": time.text])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        let fingerprint = record["fingerprint"].flatMap { AddressFingerprint($0) }
        switch verb {
        case .erased:
            guard let address = record.address("address"), let fingerprint else { return nil }
            self = .erased(address, fingerprint)
        case .lifted:
            guard let fingerprint else { return nil }
            self = .lifted(fingerprint)
        case .carried:
            guard let fingerprint, let time = record.instant("at") else { return nil }
            self = .carried(fingerprint, time)
        case .carriedPending:
            guard let address = record.address("address"), let time = record.instant("at") else { return nil }
            self = .carriedPending(address, time)
        }
    }
}
