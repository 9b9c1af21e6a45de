import Base
import Testing

@testable import Wire

@Suite("IDLE")
struct ImapIdleTests {
    @Test(
        "new mail ends it, whether EXISTS comes before or after the continuation",
        arguments: [
            "+ idling\r\n* 4 EXISTS\r\n", "* 4 EXISTS\r\n+ idling\r\n", "* 1 EXPUNGE\r\n+ \r\n* 3 EXISTS\r\n",
        ])
    func news(text: String) async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) { command in
            command == "IDLE" ? text : command == "DONE" ? "K4 OK\r\n" : nil
        }
        #expect(try await session.idle(atMost: .seconds(600)) == .changed)
        #expect(await script.lines.suffix(2) == ["K4 IDLE", "DONE"])
        #expect(await session.isConnected)
    }

    @Test("mail that came during another command is not waited for")
    func earlier() async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) { command in
            command == "NOOP" ? "* 4 EXISTS\r\n$ OK\r\n" : nil
        }
        try await session.noop()
        #expect(try await session.idle(atMost: .seconds(600)) == .changed)
        #expect(await !script.lines.contains { $0.contains("IDLE") })
    }

    @Test("only new messages end it, and another operation gets its turn")
    func interrupted() async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) { command in
            command == "IDLE" ? "+ idling\r\n" : command == "DONE" ? "K4 OK\r\n" : nil
        }
        let idle = Task { try await session.idle(atMost: .seconds(600)) }
        await script.whenHeld()
        await script.deliver("* OK Still here\r\n* 3 EXISTS\r\n")
        await script.whenHeld()
        try await session.noop()
        #expect(try await idle.value == .interrupted)
        #expect(await script.lines.suffix(2) == ["DONE", "K5 NOOP"])
    }

    @Test("cancelling it keeps the connection")
    func cancelled() async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) { command in
            command == "IDLE" ? "+ idling\r\n" : command == "DONE" ? "K4 OK\r\n" : nil
        }
        let idle = Task { try await session.idle(atMost: .seconds(600)) }
        await script.whenHeld()
        idle.cancel()
        await #expect(throws: WireError.cancelled) { try await idle.value }
        try await session.noop()
        #expect(await script.lines.suffix(2) == ["DONE", "K5 NOOP"])
    }

    @Test("BYE ends it with the server's words")
    func bye() async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) {
            $0 == "IDLE" ? "+ idling\r\n" : nil
        }
        let idle = Task { try await session.idle(atMost: .seconds(600)) }
        await script.whenHeld()
        await script.deliver("* BYE Logged out for inactivity.\r\n")
        await #expect(throws: WireError.closed(byServer: "Logged out for inactivity")) { try await idle.value }
        #expect(await script.isClosed)
    }

    @Test("a session closed under it ends it")
    func closed() async throws {
        let (session, script) = try await ImapSessionTests.session(silence: .hold) {
            $0 == "IDLE" ? "+ idling\r\n" : nil
        }
        let idle = Task { try await session.idle(atMost: .seconds(600)) }
        await script.whenHeld()
        await session.close()
        await #expect(throws: WireError.closed(byServer: nil)) { try await idle.value }
    }

    @Test("where IDLE is missing or refused, NOOP is sent", arguments: ["UIDPLUS", "IDLE"])
    func polling(capabilities: String) async throws {
        let (session, script) = try await ImapSessionTests.session(capabilities: capabilities) { command in
            command == "IDLE" ? "$ NO not here\r\n" : command == "NOOP" ? "* 9 EXISTS\r\n$ OK\r\n" : nil
        }
        #expect(try await session.idle(atMost: .seconds(600)) == .changed)
        #expect(await script.lines.last?.hasSuffix("NOOP") == true)
    }

    @Test("a server that ends IDLE by itself is asked with NOOP from then on", arguments: [1, Int.max])
    func endedByServer(pieceSize: Int) async throws {
        let (session, script) = try await ImapSessionTests.session(pieceSize: pieceSize) { command in
            switch command {
            case "IDLE": "+ idling\r\n$ OK IDLE terminated\r\n"
            case "NOOP": "* 9 EXISTS\r\n$ OK\r\n"
            default: nil
            }
        }
        #expect(try await session.idle(atMost: .seconds(30)) == .changed)
        #expect(await script.lines.suffix(2) == ["K4 IDLE", "K5 NOOP"])
    }

    @Test("it ends when its time is over")
    func timeout() async throws {
        let (session, _) = try await ImapSessionTests.session { command in
            command == "IDLE" ? "+ idling\r\n" : command == "DONE" ? "K4 OK\r\n" : nil
        }
        #expect(try await session.idle(atMost: .zero) == .timedOut)
    }
}
