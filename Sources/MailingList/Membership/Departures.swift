import Base

/// Who left lately, as long as a question whether to join that was asked before can still be answered. Addresses are kept as
/// digests: this is about somebody who is no member any more.
package struct Departures: Equatable, Sendable {
    private var times: [MailDigest: Instant] = [:]

    /// When the address last left; nil where that is forgotten, or never was.
    package subscript(address: Address) -> Instant? { times[MailDigest(of: address.text)] }

    mutating func apply(_ entry: MembershipEntry, at time: Instant) {
        switch entry {
        case .left(let address, _): put(MailDigest(of: address.text), time)
        case .leftBefore(let digest, let time): put(digest, time)
        case .moved(let address, _): put(MailDigest(of: address.text), time)
        case .joined, .languageChanged, .worded: break
        }
    }

    mutating func forget(_ address: Address) { times[MailDigest(of: address.text)] = nil }

    private mutating func put(_ digest: MailDigest, _ time: Instant) {
        times[digest] = max(times[digest] ?? time, time)
    }

    /// When the first of them is of no more use.
    var firstExpiry: Instant? { times.values.min().map { $0 + Policy.confirmWithin } }

    func carried(at now: Instant) -> [Entry] {
        times.filter { $0.value + Policy.confirmWithin > now }.sorted { $0.key.value < $1.key.value }
            .map { .membership(.leftBefore($0.key, $0.value)) }
    }
}
