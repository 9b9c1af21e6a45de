import Base

/// One connection to a relay, as the delivery sees it.
struct DeliveryRoute: Equatable, Sendable {
    /// Which relay it leads to.
    let relay: Int
    /// Recipients handed over in one go.
    let window: Int
    /// What is with the relay at the moment.
    var batch: InFlightBatch?
    /// Not used before this: the connection was lost or refused.
    var notBefore = Instant.earliest
    var backoff = Backoff.connection

    init(relay: Int, window: Int) {
        precondition(window > 0, "a route takes something")
        (self.relay, self.window) = (relay, window)
    }
}

/// A relay as the delivery is told of it.
struct RelaySettings: Equatable, Sendable {
    /// Of the account there; the same across restarts.
    var name: String
    var quota: Quota
    /// For each of its connections, the recipients handed over in one go.
    var windows: [Int]
    /// Of copies that share a message; 1 where none do.
    var recipientsPerMessage = 1
}

/// A relay: what all connections to it share, since they log in to one account.
struct DeliveryRelay: Equatable, Sendable {
    let name: String
    var quota: Quota
    let recipientsPerMessage: Int
    /// Not used before this: it refused the login, or asked to be left alone for so long.
    var notBefore = Instant.earliest
    var denials = Backoff.denied
    var health = RelayHealth()

    init(_ settings: RelaySettings) {
        (name, quota, recipientsPerMessage) = (settings.name, settings.quota, settings.recipientsPerMessage)
    }

    /// One mail is tried for all: the login was refused, or the server refuses mails for a reason of its own.
    var isProbed: Bool { denials.isTroubled || health.trouble != nil }
}
