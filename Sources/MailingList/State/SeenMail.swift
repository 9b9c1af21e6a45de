import Base

/// The mails that were dealt with, so that one found again after a crash is only put away.
package struct SeenMail: Equatable, Sendable {
    /// Both keys with the day they were seen.
    private var numbers: [UInt64: Int32] = [:]
    private var digests: [UInt64: Int32] = [:]
    /// Those that had lain in the mailbox for long at the first start.
    private var old: [UInt64: Int32] = [:]
    /// When mail was taken in for the first time; nil before, and in files of a Kutsu that did not note it.
    package private(set) var began: Instant?

    /// A mailbox that shows its old mails anew after longer than this would have them handled again.
    package static let keptDays: Int32 = 400

    /// Whether a mail was handled.
    package func contains(validity: UInt32, uid: UInt32) -> Bool {
        numbers[Self.number(validity, uid)] != nil
    }

    /// Whether a mail is left without an answer, since it is older than the list.
    package func isOld(validity: UInt32, uid: UInt32) -> Bool { old[Self.number(validity, uid)] != nil }

    /// Whether nothing was ever taken in, also by an earlier Kutsu.
    package var isNew: Bool { began == nil && numbers.isEmpty }

    package func contains(_ digest: MailDigest) -> Bool { digests[digest.value] != nil }

    mutating func insert(_ identity: MailIdentity, at instant: Instant) {
        let day = Self.day(of: instant)
        numbers[Self.number(identity.validity, identity.uid)] = day
        digests[identity.digest.value] = day
    }

    mutating func apply(_ entry: SeenEntry) {
        switch entry {
        case .began(let time): began = began ?? time
        case .old(let day, let keys): for key in keys { old[key] = day }
        case .numbers(let day, let keys): for key in keys { numbers[key] = day }
        case .digests(let day, let keys): for key in keys { digests[key] = day }
        }
    }

    /// When the oldest is old enough to be forgotten.
    var firstExpiry: Instant? {
        let oldest = [numbers.values.min(), digests.values.min(), old.values.min()].compactMap { $0 }.min()
        return oldest.map { Instant(secondsSince1970: (Int64($0) + Int64(Self.keptDays) + 1) * 86_400) }
    }

    /// Everything younger than `keptDays`, as entries for a fresh journal, 500 mails an entry.
    func carried(at now: Instant) -> [Entry] {
        let oldest = Self.day(of: now) - Self.keptDays
        func pieces(_ keys: [UInt64: Int32], _ make: (Int32, [UInt64]) -> SeenEntry) -> [Entry] {
            let byDay = Dictionary(grouping: keys.filter { $0.value >= oldest }.keys) { keys[$0] ?? oldest }
            return byDay.sorted { $0.key < $1.key }.flatMap { day, keys in
                let sorted = keys.sorted()
                return stride(from: 0, to: sorted.count, by: 500).map {
                    Entry.seen(make(day, Array(sorted[$0..<min($0 + 500, sorted.count)])))
                }
            }
        }
        return (began.map { [Entry.seen(.began(at: $0))] } ?? [])
            + pieces(old) { .old(day: $0, $1) } + pieces(numbers) { .numbers(day: $0, $1) }
            + pieces(digests) { .digests(day: $0, $1) }
    }

    static func day(of instant: Instant) -> Int32 {
        Int32(truncatingIfNeeded: instant.secondsSince1970 / 86_400)
    }

    static func number(_ validity: UInt32, _ uid: UInt32) -> UInt64 { UInt64(validity) << 32 | UInt64(uid) }
}
