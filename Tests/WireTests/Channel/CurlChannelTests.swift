import Base
import Testing

@testable import Wire

/// libcurl itself against small servers on loopback.
@Suite("CurlChannel")
struct CurlChannelTests {
    static let credentials = Credentials(user: "lista@hel.test", secret: .password(Secret("salasana")))

    static func dial(
        _ server: LoopbackServer, _ credentials: Credentials = credentials, timeout: Duration = .seconds(120)
    ) async throws(WireError) -> any ByteChannel {
        let connection = Connection(endpoint: server.endpoint, timeout: timeout)
        return try await CurlDialer(connection, credentials: credentials, executor: testExecutor).dial()
    }

    private static func receive(_ count: Int, from channel: any ByteChannel) async throws -> Int {
        var sum = 0
        while sum < count {
            let bytes = try await channel.receive(atMost: 100_000, timeout: .seconds(120))
            if bytes.isEmpty { break }
            sum += bytes.count
        }
        return sum
    }

    @Test("after the login bytes go in both directions at once")
    func exchange() async throws {
        let server = LoopbackServer(LoopbackServer.imapLogin + [.echo(8_000_000)])
        let channel = try await Self.dial(server)
        // More than both sides' buffers hold: whoever only sends would wait for ever.
        let bytes = (0..<8_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 8) }
        var rest = bytes[...]
        var received: [UInt8] = []
        while received.count < bytes.count {
            let moved = try await channel.exchange(rest, timeout: .seconds(120))
            rest = rest.dropFirst(moved.sent)
            received += moved.received
        }
        #expect(received == bytes)
        #expect(try await channel.receive(atMost: 10, timeout: .seconds(120)).isEmpty)
        await #expect(throws: WireError.closed(byServer: nil)) {
            try await channel.exchange([], timeout: .seconds(120))
        }
        await channel.close()
        await channel.close()
        await #expect(throws: WireError.closed(byServer: nil)) {
            try await channel.receive(atMost: 1, timeout: .seconds(1))
        }
    }

    @Test("megabytes come as they are sent, and at most as many as are asked for at once")
    func receive() async throws {
        let channel = try await Self.dial(LoopbackServer(LoopbackServer.imapLogin + [.expect("GO"), .pour(5_000_000)]))
        try await channel.send(Array("K1 GO\r\n".utf8), timeout: .seconds(120))
        #expect(try await channel.receive(atMost: 3, timeout: .seconds(120)).count <= 3)
        #expect(try await Self.receive(4_999_997, from: channel) >= 4_999_997)
        await channel.close()
    }

    @Test("a wait ends by time-out or cancellation, and the connection goes on")
    func waits() async throws {
        let channel = try await Self.dial(LoopbackServer(LoopbackServer.imapLogin + [.echo(6), .hold]))
        await #expect(throws: WireError.timeout(during: "waiting for bytes")) {
            try await channel.receive(atMost: 1, timeout: .milliseconds(1))
        }
        let task = Task { try await channel.receive(atMost: 1, timeout: .seconds(600)) }
        task.cancel()
        await #expect(throws: WireError.cancelled) { try await task.value }
        try await channel.send(Array("hello\n".utf8), timeout: .seconds(120))
        #expect(try await Self.receive(6, from: channel) == 6)
        await channel.close()
    }

    @Test("closing it ends the wait of another task")
    func closed() async throws {
        let channel = try await Self.dial(LoopbackServer(LoopbackServer.imapLogin + [.hold]))
        let task = Task { try await channel.receive(atMost: 1, timeout: .seconds(600)) }
        await Task.yield()
        await channel.close()
        await #expect(throws: WireError.self) { try await task.value }
    }

    @Test("a connection that is reset is closed")
    func reset() async throws {
        let channel = try await Self.dial(LoopbackServer(LoopbackServer.imapLogin + [.expect("GO"), .reset]))
        try await channel.send(Array("K1 GO\r\n".utf8), timeout: .seconds(120))
        #expect(try await channel.receive(atMost: 1, timeout: .seconds(120)).isEmpty)
        await channel.close()
    }

    private static let capabilities = LoopbackServer.Step.say(
        "* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n$ OK done\r\n")

    @Test(
        "a failed connection says why",
        arguments: [
            (
                [
                    .say("* OK hi\r\n"), .expect("CAPABILITY"), capabilities, .expect("AUTHENTICATE PLAIN"),
                    .say("$ NO [AUTHENTICATIONFAILED] Authentication failed.\r\n"), .hold,
                ],
                .loginDenied(serverText: "[AUTHENTICATIONFAILED] Authentication failed")
            ),
            (
                [
                    .say("* OK hi\r\n"), .expect("CAPABILITY"), capabilities, .expect("AUTHENTICATE PLAIN"),
                    .say("$ NO [UNAVAILABLE] Try later\r\n"), .hold,
                ],
                .unreachable("it cannot check logins at the moment ([UNAVAILABLE] Try later)")
            ),
            ([.say("* BYE Too many connections\r\n")], .closed(byServer: "Too many connections")),
            ([.say("* OK hi\r\n"), .expect("CAPABILITY")], .closed(byServer: nil)),
        ] as [([LoopbackServer.Step], WireError)])
    func failures(script: [LoopbackServer.Step], expected: WireError) async {
        await #expect(throws: expected) { try await Self.dial(LoopbackServer(script)) }
    }

    @Test("a silent server is given up")
    func silence() async {
        let server = LoopbackServer([.hold])
        await #expect(throws: WireError.timeout(during: "connecting to \(server.endpoint)")) {
            try await Self.dial(server, timeout: .milliseconds(50))
        }
    }

    @Test("connecting can be cancelled")
    func cancelled() async {
        let server = LoopbackServer([.hold])
        let task = Task { await (try Self.dial(server)).close() }
        task.cancel()
        await #expect(throws: WireError.cancelled) { try await task.value }
    }

    @Test("a port where nobody listens is unreachable, not a refused login")
    func unreachable() async throws {
        let server = LoopbackServer([])
        // The one client that the server takes; after it nobody listens.
        _ = try? await Self.dial(server)
        await #expect {
            try await Self.dial(server)
        } throws: { error in
            if case WireError.unreachable = error { true } else { false }
        }
    }

    @Test("a server that knows only the command LOGIN is served at the second try")
    func loginCommand() async throws {
        let begin: [LoopbackServer.Step] = [
            .say("* OK hi\r\n"), .expect("CAPABILITY"), .say("* CAPABILITY IMAP4rev1\r\n$ OK done\r\n"),
        ]
        let server = LoopbackServer(begin + [.hold], begin + [.expect("LOGIN"), .say("$ OK\r\n"), .echo(3)])
        let channel = try await Self.dial(server)
        try await channel.send(Array("abc".utf8), timeout: .seconds(120))
        #expect(try await Self.receive(3, from: channel) == 3)
        await channel.close()
    }

    @Test("a token and a relay without login work as well")
    func otherCredentials() async throws {
        let token = LoopbackServer([
            .say("* OK hi\r\n"), .expect("CAPABILITY"),
            .say("* CAPABILITY IMAP4rev1 AUTH=CRAM-MD5 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR\r\n$ OK done\r\n"),
            .expect("AUTHENTICATE XOAUTH2"), .say("$ OK logged in\r\n"), .hold,
        ])
        let bearer = Credentials(user: "lista@hel.test", secret: .token(Secret("abc")))
        await (try Self.dial(token, bearer)).close()
        let relay = LoopbackServer(
            [.say("220 hi\r\n"), .expect("EHLO"), .say("250 mx\r\n"), .hold], scheme: .smtp)
        await (try Self.dial(relay, .none)).close()
    }

    @Test("a password with a NUL byte is refused, not cut short")
    func nul() async {
        let server = LoopbackServer([.hold])
        await #expect(throws: WireError.badCredentials(reason: "there is a NUL byte in them")) {
            try await Self.dial(server, Credentials(user: "a", secret: .password(Secret("a\0b"))))
        }
    }

    @Test("a whole IMAP session over libcurl", arguments: [false, true])
    func session(dropped: Bool) async throws {
        let server = LoopbackServer(
            LoopbackServer.imapLogin + [
                .expect("CAPABILITY"), .say("* CAPABILITY IMAP4rev1 IDLE MOVE\r\n+ stray\r\n$ OK\r\n"),
                .expect("LIST"), .say("* LIST () \"/\" \"\"\r\n$ OK\r\n"),
                .expect("SELECT"), .say("* 1 EXISTS\r\n* [UIDVALIDITY 7]\r\n$ OK [READ-ONLY]\r\n"),
                .expect("UID FETCH"), .say("* 1 FETCH (BODY[] {5}\r\nhe"),
            ] + (dropped ? [] : [.say("llo UID 3)\r\n$ OK\r\n"), .expect("LOGOUT"), .say("* BYE\r\n")]))
        let dialer = CurlDialer(
            Connection(endpoint: server.endpoint), credentials: Self.credentials, executor: testExecutor)
        let session = ImapSession(dialer: dialer, executor: testExecutor)
        try await session.connect()
        #expect(
            try await session.select(.inbox) == SelectedFolder(uidValidity: 7, uidNext: nil, exists: 1, readOnly: true))
        if dropped {
            await #expect(throws: WireError.closed(byServer: nil)) {
                try await session.fetch([ImapSummary(uid: 3, size: 5)])
            }
        } else {
            #expect(
                try await session.fetch([ImapSummary(uid: 3, size: 5)]).map(\.body) == [.bytes(Array("hello".utf8))])
        }
        await session.logout()
        #expect(await !session.isConnected)
    }
}
