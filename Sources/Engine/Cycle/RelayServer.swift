/// A submission server with its limits, and the connections to it.
package struct RelayServer: Sendable {
    package var connections: [any Relay]
    /// Recipients handed to one connection in one go.
    package var window: Int
    /// Recipients within any minute and any day, over all connections: the server counts for the account.
    package var perMinute: Int?
    package var perDay: Int?
    /// Recipients of one message; more than one where copies are grouped.
    package var recipientsPerMessage: Int

    package init(
        connections: [any Relay], window: Int = 200, perMinute: Int? = nil, perDay: Int? = nil,
        recipientsPerMessage: Int = 1
    ) {
        self.connections = connections
        self.window = window
        self.perMinute = perMinute
        self.perDay = perDay
        self.recipientsPerMessage = recipientsPerMessage
    }
}
