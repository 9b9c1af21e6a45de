import Base

/// A submission server with its limits, and the connections to it.
package struct RelayServer: Sendable {
    /// Of the account there; the same across restarts, by which the quota is remembered.
    package var name: String
    package var connections: [any Relay]
    /// Recipients handed to one connection in one go.
    package var window: Int
    /// Messages within any minute, over all connections: the server counts for the account.
    package var perMinute: Int?
    /// Recipients within any day, likewise.
    package var perDay: Int?
    package var copies: CopyMode
    /// Recipients of one message, where copies share messages.
    package var recipientsPerMessage: Int
    /// Its part of the work, against the others'.
    package var weight: Int

    package init(
        name: String = "relay", connections: [any Relay], window: Int = 200, perMinute: Int? = nil, perDay: Int? = nil,
        copies: CopyMode = .personal, recipientsPerMessage: Int = 100, weight: Int = 1
    ) {
        self.name = name
        self.connections = connections
        self.window = window
        self.perMinute = perMinute
        self.perDay = perDay
        self.copies = copies
        self.recipientsPerMessage = recipientsPerMessage
        self.weight = weight
    }

    /// As the delivery is told of it, with what it was handed before.
    func settings(_ history: QuotaHistory, at now: Instant) -> RelaySettings {
        var quota = Quota(perMinute: perMinute, perDay: perDay)
        if quota.isLimited { quota.restore(history.entries(of: name, at: now)) }
        return RelaySettings(
            name: name, quota: quota, windows: connections.map { _ in window }, copies: copies,
            recipientsPerMessage: recipientsPerMessage, weight: weight)
    }
}
