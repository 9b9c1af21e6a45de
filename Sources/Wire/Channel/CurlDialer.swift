/// Dials one server with libcurl.
package struct CurlDialer: Dialer {
    package let connection: Connection
    package let credentials: any CredentialSource
    package let executor: PollExecutor

    package init(_ connection: Connection, credentials: some CredentialSource, executor: PollExecutor) {
        self.connection = connection
        self.credentials = credentials
        self.executor = executor
    }

    package func dial() async throws(WireError) -> any ByteChannel {
        let channel = CurlChannel(executor: executor)
        try await channel.connect(connection, credentials: credentials.credentials())
        return channel
    }
}
