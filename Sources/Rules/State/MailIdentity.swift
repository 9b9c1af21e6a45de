import Crypto
import Mail

/// Eight bytes that stand for a mail whatever number the server gives it.
package struct MailDigest: Hashable, Sendable {
    package let value: UInt64

    package init(value: UInt64) { self.value = value }

    /// Over Message-ID, Date, From and Subject, so that a client that repeats a Message-ID loses nothing; over the
    /// whole mail where there is no Message-ID.
    package init(of message: Message) {
        var hash = SHA256()
        if message.messageID == nil {
            hash.update(data: message.bytes)
        } else {
            for name in ["message-id", "date", "from", "subject"] {
                hash.update(data: Array((message.header.first(name)?.unfolded ?? "").utf8) + [0])
            }
        }
        value = hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    init(of text: String) {
        value = SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        self.value = value
        // One spelling only, because it names files: no upper case, no sign.
        guard self.text == text else { return nil }
    }

    /// Sixteen hexadecimal digits.
    package var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// How an incoming mail is known again: by the number the server gave it, or by its digest after the server
/// renumbered (RFC 3501 2.3.1.1).
package struct MailIdentity: Hashable, Sendable {
    package var validity: UInt32
    package var uid: UInt32
    package var digest: MailDigest

    package init(validity: UInt32, uid: UInt32, digest: MailDigest) {
        self.validity = validity
        self.uid = uid
        self.digest = digest
    }
}

/// The mails that were handled, so that one found again after a crash is only marked.
package struct SeenMail: Equatable, Sendable {
    /// Both keys with the day they were seen.
    private var numbers: [UInt64: Int32] = [:]
    private var digests: [UInt64: Int32] = [:]

    /// A mailbox that shows its old mails anew after longer than this would have them handled again.
    package static let keptDays: Int32 = 400

    package func contains(validity: UInt32, uid: UInt32) -> Bool {
        numbers[Self.number(validity, uid)] != nil
    }

    package func contains(_ digest: MailDigest) -> Bool { digests[digest.value] != nil }

    mutating func insert(_ identity: MailIdentity, at instant: Instant) {
        let day = Int32(truncatingIfNeeded: instant.secondsSince1970 / 86400)
        numbers[Self.number(identity.validity, identity.uid)] = day
        digests[identity.digest.value] = day
    }

    /// Everything younger than `keptDays`, as entries for a fresh journal, 500 mails an entry.
    func carried(at now: Instant) -> [Entry] {
        let oldest = Int32(truncatingIfNeeded: now.secondsSince1970 / 86400) - Self.keptDays
        func pieces(_ keys: [UInt64: Int32], _ make: (Int32, [UInt64]) -> Entry) -> [Entry] {
            let byDay = Dictionary(grouping: keys.filter { $0.value >= oldest }.keys) { keys[$0] ?? oldest }
            return byDay.sorted { $0.key < $1.key }.flatMap { day, keys in
                let sorted = keys.sorted()
                return stride(from: 0, to: sorted.count, by: 500).map {
                    make(day, Array(sorted[$0..<min($0 + 500, sorted.count)]))
                }
            }
        }
        return pieces(numbers) { .seenNumbers(day: $0, $1) } + pieces(digests) { .seenDigests(day: $0, $1) }
    }

    mutating func restore(numbers keys: [UInt64], day: Int32) { for key in keys { numbers[key] = day } }
    mutating func restore(digests keys: [UInt64], day: Int32) { for key in keys { digests[key] = day } }

    private static func number(_ validity: UInt32, _ uid: UInt32) -> UInt64 { UInt64(validity) << 32 | UInt64(uid) }
}
