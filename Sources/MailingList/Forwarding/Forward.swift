import Base

/// A mail from a person that goes on to coordinators, with the person as Reply-To.
package struct Forward: Hashable, Sendable {
    package var id: ForwardID
    package var to: [Address]
    package var from: NamedAddress
    package var received: Instant
    /// The post that it answers, if it does.
    package var post: PostID?

    package init(id: ForwardID, to: [Address], from: NamedAddress, received: Instant, post: PostID? = nil) {
        self.id = id
        self.to = to
        self.from = from
        self.received = received
        self.post = post
    }
}

/// The name of a forwarded mail's job: `f-` and the mail's digest.
package struct ForwardID: Hashable, Sendable, Comparable {
    package let text: String
    package init(digest: MailDigest) { text = "f-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("f-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    package static func < (left: ForwardID, right: ForwardID) -> Bool { left.text < right.text }
}

/// The name of a mail in quarantine: `q-` and the mail's digest.
package struct QuarantineID: Hashable, Sendable, Comparable {
    package let text: String
    package init(digest: MailDigest) { text = "q-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("q-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    package static func < (left: QuarantineID, right: QuarantineID) -> Bool { left.text < right.text }

    /// Where the mail lies, below the state directory.
    package var file: String { "quarantine/\(text).eml" }
}

/// Forwards that have no end yet.
package struct Forwards: Equatable, Sendable {
    private var forwards: [ForwardID: Forward] = [:]
    /// When mails were kept aside within the last day, and how large they were.
    private var aside: [Aside] = []
    /// The mails that lie in quarantine, and since when.
    private var kept: [QuarantineID: Instant] = [:]

    private struct Aside: Hashable, Sendable {
        let time: Instant
        let bytes: Int
    }

    enum Change { case from(Address, Instant) }

    package subscript(id: ForwardID) -> Forward? { forwards[id] }
    /// By id.
    package var all: [Forward] { forwards.values.sorted { $0.id < $1.id } }
    package var ids: some Collection<ForwardID> { forwards.keys }

    mutating func apply(_ entry: ForwardingEntry, at time: Instant) -> Change? {
        switch entry {
        case .forwarded(let forward):
            forwards[forward.id] = forward
            return .from(forward.from.address, time)
        case .carried(let forward): forwards[forward.id] = forward
        case .finished(let id): forwards[id] = nil
        case .flooded(let address): return .from(address, time)
        case .loggedForward(let address, let time): return .from(address, time)
        case .quarantined(let id, _, let bytes):
            keepAside(Aside(time: time, bytes: bytes))
            kept[id] = time
        case .loggedQuarantine(let time, let bytes): keepAside(Aside(time: time, bytes: bytes))
        case .keptQuarantine(let id, let time): kept[id] = time
        }
        return nil
    }

    private mutating func keepAside(_ mail: Aside) {
        aside.removeAll { $0.time <= mail.time - .days(1) }
        aside.append(mail)
    }

    /// The mails that were kept aside within the last day.
    func quarantined(at now: Instant) -> (files: Int, bytes: Int) {
        aside.reduce((0, 0)) { $1.time > now - .days(1) ? ($0.0 + 1, $0.1 + $1.bytes) : $0 }
    }

    /// Of those that lie there since that moment or longer, the first few.
    func quarantined(upTo moment: Instant, atMost limit: Int) -> [QuarantineID] {
        kept.filter { $0.value <= moment }.keys.sorted().prefix(limit).map { $0 }
    }

    /// Since when the first has lain there.
    var firstQuarantined: Instant? { kept.values.min() }

    /// Whether it is known since when a mail lies in quarantine.
    package func knows(_ id: QuarantineID) -> Bool { kept[id] != nil }

    mutating func forgetQuarantined(_ ids: [QuarantineID]) { for id in ids { kept[id] = nil } }

    func carried(at now: Instant) -> [Entry] {
        all.map { .forwarding(.carried($0)) }
            + aside.filter { $0.time > now - .days(1) }.map { .forwarding(.loggedQuarantine($0.time, bytes: $0.bytes)) }
            + kept.sorted { $0.key < $1.key }.map { .forwarding(.keptQuarantine($0.key, since: $0.value)) }
    }

    /// When the first that was kept aside is of no more use.
    var firstExpiry: Instant? { aside.map { $0.time + .days(1) }.min() }
}
