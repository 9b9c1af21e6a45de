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
    /// When it was handed its batch, or last answered.
    var lastSign = Instant.earliest

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
    var copies = CopyMode.personal
    /// Of copies that share a message.
    var recipientsPerMessage = 100
    /// Its part of the work, against the others'.
    var weight = 1
}

/// A relay: what all connections to it share, since they log in to one account.
struct DeliveryRelay: Equatable, Sendable {
    let name: String
    var quota: Quota
    let copies: CopyMode
    let recipientsPerMessage: Int
    let weight: Int
    var pace = MeasuredPace()
    /// Recipients in proportion to the weight.
    var given = 0.0
    /// Whether the others do its part of the work.
    var isOut = false
    /// Not used before this: it refused the login, or asked to be left alone for so long.
    var notBefore = Instant.earliest
    var denials = Backoff.denied
    var health = RelayHealth()

    init(_ settings: RelaySettings) {
        (name, quota, weight) = (settings.name, settings.quota, settings.weight)
        (copies, recipientsPerMessage) = (settings.copies, settings.recipientsPerMessage)
    }

    /// One mail is tried for all: the login was refused, or the server refuses mails for a reason of its own.
    var isProbed: Bool { denials.isTroubled || health.trouble != nil }
}
