import Base

/// Which mails of the mailbox are dealt with. Days are counted from 1970-01-01.
package enum SeenEntry: JournalSlice {
    /// From here on mail is taken in: the daemon looked into the mailbox for the first time.
    case began(at: Instant)
    /// Mails that had lain there for long when it did, and get no answer: UIDVALIDITY and UID in one number each.
    case old(day: Int32, [UInt64])
    /// Mails that were handled before a compaction.
    case numbers(day: Int32, [UInt64])
    case digests(day: Int32, [UInt64])

    package enum Verb: String, CaseIterable, Sendable {
        case began = "intake-began"
        case old = "seen-old"
        case numbers = "seen-numbers"
        case digests = "seen-digests"
    }

    package var record: JournalRecord {
        switch self {
        case .began(let time): JournalRecord(Verb.began, ["at": time.text])
        case .old(let day, let keys): Self.record(.old, day, keys)
        case .numbers(let day, let keys): Self.record(.numbers, day, keys)
        case .digests(let day, let keys): Self.record(.digests, day, keys)
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        if verb == .began {
            guard let time = record.instant("at") else { return nil }
            self = .began(at: time)
            return
        }
        guard let day = record["day"].flatMap({ Int32($0) }), let text = record["keys"] else { return nil }
        let keys = text.split(separator: ",").map { UInt64($0, radix: 16) }
        guard !keys.contains(nil) else { return nil }
        switch verb {
        case .began: return nil
        case .old: self = .old(day: day, keys.compactMap { $0 })
        case .numbers: self = .numbers(day: day, keys.compactMap { $0 })
        case .digests: self = .digests(day: day, keys.compactMap { $0 })
        }
    }

    private static func record(_ verb: Verb, _ day: Int32, _ keys: [UInt64]) -> JournalRecord {
        JournalRecord(
            verb, ["day": String(day), "keys": keys.map { String($0, radix: 16) }.joined(separator: ",")])
    }
}
