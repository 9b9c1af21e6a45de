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
package struct QuarantineID: Hashable, Sendable {
    package let text: String
    package init(digest: MailDigest) { text = "q-" + digest.text }

    package init?(_ text: some StringProtocol) {
        guard text.hasPrefix("q-"), MailDigest(text.dropFirst(2)) != nil else { return nil }
        self.text = String(text)
    }

    /// Where the mail lies, below the state directory.
    package var file: String { "quarantine/\(text).eml" }
}

/// Forwards that have no end yet.
package struct Forwards: Equatable, Sendable {
    private var forwards: [ForwardID: Forward] = [:]

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
        case .quarantined: break
        }
        return nil
    }

    var carried: [Entry] { all.map { .forwarding(.carried($0)) } }
}
