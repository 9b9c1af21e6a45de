import Base

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

    /// A login that the server refuses is tried once more where ``credentials`` has others, such as a renewed token.
    package func dial() async throws(WireError) -> any ByteChannel {
        let first = try await credentials.credentials()
        do throws(WireError) {
            return try await dial(with: first)
        } catch {
            guard case .loginDenied = error, let others = try await credentials.replacement(for: first) else {
                throw error
            }
            return try await dial(with: others)
        }
    }

    private func dial(with credentials: Credentials) async throws(WireError) -> any ByteChannel {
        let channel = CurlChannel(executor: executor)
        try await channel.connect(connection, credentials: credentials)
        guard !connection.endpoint.scheme.isMailbox, credentials.secret != .none else { return channel }
        do throws(WireError) {
            try await makeSureOfLogin(on: channel, credentials)
        } catch {
            await channel.close()
            throw error
        }
        return channel
    }

    /// libcurl goes on without a login where it sees no AUTH: then it is caught up here, or there is an error. Never is mail
    /// handed to a relay that should have asked who we are. The connection is encrypted or ends on this machine: libcurl
    /// would not have logged in over any other.
    private func makeSureOfLogin(on channel: CurlChannel, _ credentials: Credentials) async throws(WireError) {
        let opening = SmtpOpening(await channel.opening)
        if opening.isLoggedIn { return }
        guard var login = SmtpLogin(credentials, offered: opening.extensions?.mechanisms ?? []) else {
            throw .loginNotOffered(connection.endpoint)
        }
        var parser = SmtpReplyParser()
        var line: [UInt8]? = login.command
        while let sent = line {
            try await channel.send(sent, timeout: connection.timeout)
            line = try login.next(after: try await parser.reply(from: channel, timeout: connection.timeout))
        }
    }
}
