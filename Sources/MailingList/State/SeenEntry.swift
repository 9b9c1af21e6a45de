/// Mails that were handled before a compaction, by the day (counted from 1970-01-01) on which they were.
package enum SeenEntry: JournalSlice {
    /// UIDVALIDITY and UID in one number each.
    case numbers(day: Int32, [UInt64])
    case digests(day: Int32, [UInt64])

    package enum Verb: String, CaseIterable, Sendable {
        case numbers = "seen-numbers"
        case digests = "seen-digests"
    }

    package var record: JournalRecord {
        switch self {
        case .numbers(let day, let keys): Self.record(.numbers, day, keys)
        case .digests(let day, let keys): Self.record(.digests, day, keys)
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        guard let day = record["day"].flatMap({ Int32($0) }), let text = record["keys"] else { return nil }
        let keys = text.split(separator: ",").map { UInt64($0, radix: 16) }
        guard !keys.contains(nil) else { return nil }
        switch verb {
        case .numbers: self = .numbers(day: day, keys.compactMap { $0 })
        case .digests: self = .digests(day: day, keys.compactMap { $0 })
        }
    }

    private static func record(_ verb: Verb, _ day: Int32, _ keys: [UInt64]) -> JournalRecord {
        JournalRecord(
            verb, ["day": String(day), "keys": keys.map { String($0, radix: 16) }.joined(separator: ",")])
    }
}
