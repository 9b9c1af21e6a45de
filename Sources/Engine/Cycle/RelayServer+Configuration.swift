extension RelayServer {
    /// A relay as the admin wrote it.
    package init(_ relay: Configuration.Relay, connections: [any Relay]) {
        self.init(
            name: relay.account, connections: connections, window: relay.copies == .personal ? 200 : 2000,
            perMinute: relay.perMinute, perDay: relay.perDay, copies: relay.copies,
            recipientsPerMessage: Self.recipientsPerMessage, weight: relay.weight)
    }

    /// Gmail takes 100 recipients a message over SMTP, others more.
    private static let recipientsPerMessage = 100
}
