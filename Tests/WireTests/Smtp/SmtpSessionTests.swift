import Base
import Synchronization
import Testing

@testable import Wire

/// A channel to a model server in memory.
final class ModelChannel: ByteChannel {
    struct State {
        var server: SmtpModelServer
        /// Exchanges until the connection breaks.
        var breaksAfter = Int.max
        var isClosed = false
    }

    let state: Mutex<State>
    /// Calls that will never be answered announce themselves here.
    let hanging: AsyncStream<Void>
    private let announce: AsyncStream<Void>.Continuation
    private let hangs: Bool

    init(_ server: SmtpModelServer, breaksAfter: Int = .max, hangs: Bool = false) {
        state = Mutex(State(server: server, breaksAfter: breaksAfter))
        (hanging, announce) = AsyncStream.makeStream()
        self.hangs = hangs
    }

    func send(_ bytes: [UInt8], timeout: Duration) async throws(WireError) {
        state.withLock { $0.server.feed(bytes) }
    }

    func receive(atMost: Int, timeout: Duration) async throws(WireError) -> [UInt8] {
        state.withLock { $0.server.takeOutput(min(atMost, $0.server.output.count)) }
    }

    func exchange(
        _ bytes: ArraySlice<UInt8>, timeout: Duration
    ) async throws(WireError) -> (sent: Int, received: [UInt8]) {
        if hangs {
            announce.yield()
            try? await Task.sleep(for: .seconds(3600))
            throw .cancelled
        }
        let received: [UInt8]? = state.withLock { state in
            guard state.breaksAfter > 0 else { return nil }
            state.breaksAfter -= 1
            state.server.feed(bytes)
            let received = state.server.takeOutput(state.server.output.count)
            return bytes.isEmpty && received.isEmpty ? nil : received
        }
        guard let received else { throw .closed(byServer: nil) }
        return (bytes.count, received)
    }

    func close() async { state.withLock { $0.isClosed = true } }
}

struct ModelDialer: Dialer {
    let channel: ModelChannel
    func dial() async throws(WireError) -> any ByteChannel { channel }
}

/// Results as they come, from any thread.
final class Collected: Sendable {
    private let results = Mutex<[MailResult]>([])
    func add(_ more: [MailResult]) { results.withLock { $0 += more } }
    var outcomes: [UInt64: String] {
        results.withLock { results in
            Dictionary(
                uniqueKeysWithValues: results.map { ($0.id, $0.recipients.map(\.description).joined(separator: ", ")) })
        }
    }
}

@Suite("An SMTP session")
struct SmtpSessionTests {
    static let executor = PollExecutor()
    static let mails = (0..<200).map { SmtpPipelineTests.mail(UInt64($0), ["r\($0).0@x"]) }

    static func session(_ channel: ModelChannel) async throws -> SmtpSession {
        let session = SmtpSession(dialer: ModelDialer(channel: channel), executor: executor, clientName: "kutsu.test")
        try await session.connect()
        return session
    }

    static func server(hangsUpAtReply: Int? = nil) -> SmtpModelServer {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        character.hangsUpAtReply = hangsUpAtReply
        return SmtpModelServer(character, seed: 1)
    }

    @Test("it says EHLO, sends everything, and says QUIT")
    func whole() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        #expect(await session.extensions == SmtpPipelineTests.window)
        let collected = Collected()
        #expect(try await session.send(Self.mails) { collected.add($0) } == .done)
        #expect(try await session.send([]) { collected.add($0) } == .done)
        #expect(collected.outcomes.count == 200 && collected.outcomes.values.allSatisfy { $0 == "accepted" })
        await session.quit()
        #expect(await !session.isConnected)
        channel.state.withLock {
            #expect($0.server.lines.first == "EHLO kutsu.test" && $0.server.lines.last == "QUIT")
            #expect($0.server.deliveries.count == 200 && $0.server.offences == [] && $0.isClosed)
        }
    }

    @Test("a lost connection settles everything, then throws, and connecting again works")
    func lost() async throws {
        let session = try await Self.session(ModelChannel(Self.server(), breaksAfter: 2))
        let collected = Collected()
        await #expect(throws: WireError.closed(byServer: nil)) {
            try await session.send(Self.mails) { collected.add($0) }
        }
        #expect(Set(collected.outcomes.values) == ["accepted", "unknown", "not tried"])
        #expect(collected.outcomes.count == 200)
        #expect(await !session.isConnected)
        await #expect(throws: WireError.self) { try await session.send(Self.mails) { _ in } }
        try await session.connect()
        #expect(await session.isConnected)
    }

    @Test("421 ends the batch without an error and closes")
    func hangUp() async throws {
        let session = try await Self.session(ModelChannel(Self.server(hangsUpAtReply: 4 * 20 + 2)))
        let collected = Collected()
        let end = try await session.send(Self.mails) { collected.add($0) }
        guard case .slowDown(let reply) = end else { return #expect(Bool(false), "\(end)") }
        #expect(reply.code == 421)
        #expect(Set(collected.outcomes.values) == ["accepted", "later 421 4.3.0", "not tried"])
        #expect(await !session.isConnected)
    }

    @Test("a stop lets what is in flight finish and begins nothing more")
    func stop() async throws {
        let session = try await Self.session(ModelChannel(Self.server()))
        let collected = Collected()
        let stop = StopFlag()
        let end = try await session.send(Self.mails, until: stop) { results in
            collected.add(results)
            stop.raise()
        }
        #expect(end == .stopped)
        #expect(Set(collected.outcomes.values) == ["accepted", "not tried"])
        #expect(await session.isConnected)
    }

    @Test("calls that meet wait for their turn, and get it in the order in which they came")
    func turns() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        let collected = Collected()
        let (began, announce) = AsyncStream<Void>.makeStream()
        let (mayEnd, release) = AsyncStream<Void>.makeStream()
        let first = Task {
            try await session.send(Array(Self.mails[..<100])) { results in
                collected.add(results)
                announce.yield()
                for await _ in mayEnd {}
            }
        }
        for await _ in began { break }
        let second = Task { try await session.send(Array(Self.mails[100...])) { collected.add($0) } }
        while await session.waitingCalls < 1 { await Task.yield() }
        let third = Task { await session.quit() }
        while await session.waitingCalls < 2 { await Task.yield() }
        release.finish()
        #expect(try await first.value == .done)
        #expect(try await second.value == .done)
        await third.value
        #expect(await !session.isConnected)
        #expect(collected.outcomes.count == 200 && collected.outcomes.values.allSatisfy { $0 == "accepted" })
        channel.state.withLock {
            #expect($0.server.deliveries.map { $0.recipients } == Self.mails.map(\.recipients))
            #expect($0.server.lines.last == "QUIT" && $0.server.offences == [])
        }
    }

    @Test("a stop that comes before its batch keeps that batch back, and not the next")
    func stopBefore() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        let collected = Collected()
        let stop = StopFlag()
        stop.raise()
        #expect(try await session.send(Array(Self.mails[..<100]), until: stop) { collected.add($0) } == .stopped)
        #expect(Set(collected.outcomes.values) == ["not tried"])
        #expect(channel.state.withLock { $0.server.lines } == ["EHLO kutsu.test"])
        #expect(try await session.send(Array(Self.mails[100...])) { collected.add($0) } == .done)
        #expect(channel.state.withLock { $0.server.deliveries.count } == 100)
    }

    @Test("cancelling leaves in doubt only what was in flight")
    func cancel() async throws {
        let channel = ModelChannel(Self.server(), hangs: true)
        let session = try await Self.session(channel)
        let collected = Collected()
        let sending = Task { try await session.send(Self.mails) { collected.add($0) } }
        for await _ in channel.hanging { break }
        sending.cancel()
        await #expect(throws: WireError.cancelled) { try await sending.value }
        let counts = collected.outcomes.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(counts == ["unknown": 50, "not tried": 150])
    }

    @Test("a batch begun by a cancelled task tries nothing")
    func cancelledBefore() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        let collected = Collected()
        let sending = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await session.send(Self.mails) { collected.add($0) }
        }
        await #expect(throws: WireError.cancelled) { try await sending.value }
        #expect(Set(collected.outcomes.values) == ["not tried"])
    }

    @Test("a server that refuses EHLO is not connected")
    func helloRefused() async throws {
        let session = SmtpSession(
            dialer: ModelDialer(channel: ModelChannel(Self.server(hangsUpAtReply: 0))), executor: Self.executor,
            clientName: "x")
        await #expect(throws: WireError.closed(byServer: "closing")) { try await session.connect() }
        #expect(await !session.isConnected)
    }
}
