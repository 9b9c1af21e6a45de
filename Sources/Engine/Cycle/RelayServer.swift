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
    /// Recipients of one message; more than one where copies are grouped.
    package var recipientsPerMessage: Int

    package init(
        name: String = "relay", connections: [any Relay], window: Int = 200, perMinute: Int? = nil, perDay: Int? = nil,
        recipientsPerMessage: Int = 1
    ) {
        self.name = name
        self.connections = connections
        self.window = window
        self.perMinute = perMinute
        self.perDay = perDay
        self.recipientsPerMessage = recipientsPerMessage
    }
}
