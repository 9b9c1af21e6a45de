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
        /// Exchanges until there are no more answers.
        var hangsAfter = Int.max
        /// What comes in one piece behind the refusal of a command.
        var behindRefusal: [UInt8] = []
        var isClosed = false
    }

    let state: Mutex<State>
    /// Calls that will never be answered announce themselves here.
    let hanging: AsyncStream<Void>
    private let announce: AsyncStream<Void>.Continuation

    init(_ server: SmtpModelServer, breaksAfter: Int = .max, hangsAfter: Int = .max) {
        state = Mutex(State(server: server, breaksAfter: breaksAfter, hangsAfter: hangsAfter))
        (hanging, announce) = AsyncStream.makeStream()
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
        let isOver = state.withLock { state in
            state.hangsAfter -= 1
            return state.hangsAfter < 0
        }
        if isOver {
            announce.yield()
            try? await Task.sleep(for: .seconds(3600))
            throw .cancelled
        }
        let received: [UInt8]? = state.withLock { state in
            guard state.breaksAfter > 0 else { return nil }
            state.breaksAfter -= 1
            state.server.feed(bytes)
            var received = state.server.takeOutput(state.server.output.count)
            if String(decoding: received, as: UTF8.self).contains("502") { received += state.behindRefusal }
            return bytes.isEmpty && received.isEmpty ? nil : received
        }
        guard let received else {
            if timeout == .zero, !state.withLock({ $0.server.isClosed }) { throw .timeout(during: "looking") }
            throw .closed(byServer: nil)
        }
        return (bytes.count, received)
    }

    func close() async { state.withLock { $0.isClosed = true } }
}

struct ModelDialer: Dialer {
    let channel: ModelChannel
    func dial() async throws(WireError) -> any ByteChannel { channel }
}

/// Dials one channel after the other.
final class SeriesDialer: Dialer {
    private let channels: Mutex<[ModelChannel]>
    init(_ channels: [ModelChannel]) { self.channels = Mutex(channels) }
    func dial() async throws(WireError) -> any ByteChannel {
        let next = channels.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let next else { throw .unreachable("no more channels") }
        return next
    }
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
        #expect(try await session.send(Self.mails) { results, _ in collected.add(results) } == .done)
        #expect(try await session.send([]) { results, _ in collected.add(results) } == .done)
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
        let session = try await Self.session(ModelChannel(Self.server(), breaksAfter: 4))
        let collected = Collected()
        await #expect(throws: WireError.closed(byServer: nil)) {
            try await session.send(Self.mails) { results, _ in collected.add(results) }
        }
        #expect(Set(collected.outcomes.values) == ["accepted", "unknown", "not tried"])
        #expect(collected.outcomes.count == 200)
        #expect(await !session.isConnected)
        await #expect(throws: WireError.self) { try await session.send(Self.mails) { _, _ in } }
        try await session.connect()
        #expect(await session.isConnected)
    }

    @Test("a connection that ended while it rested is not written into; one that lives is")
    func rested() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        let collected = Collected()
        #expect(try await session.send(Array(Self.mails[..<2])) { results, _ in collected.add(results) } == .done)
        for asks in [false, true] {
            await session.confirmConnection(asks: asks)
            #expect(await session.isConnected)
        }
        #expect(channel.state.withLock { $0.server.lines.last } == "NOOP")
        channel.state.withLock { $0.server.feed(Array("QUIT\r\n".utf8)) }
        await session.confirmConnection(asks: false)
        #expect(await !session.isConnected)
        #expect(channel.state.withLock { $0.server.offences } == [] && collected.outcomes.count == 2)
    }

    @Test("after a loss with many in doubt mails go one by one, until enough were answered")
    func caution() async throws {
        let channels = [4, .max].map { ModelChannel(Self.server(), breaksAfter: $0) }
        let session = SmtpSession(dialer: SeriesDialer(channels), executor: Self.executor, clientName: "kutsu.test")
        try await session.connect()
        _ = try? await session.send(Self.mails) { _, _ in }
        try await session.connect()
        for (part, isOneByOne) in [(0..<50, true), (50..<100, true), (100..<200, false)] {
            let before = channels[1].state.withLock { $0.server.lines.count }
            let collected = Collected()
            #expect(try await session.send(Array(Self.mails[part])) { results, _ in collected.add(results) } == .done)
            #expect(Set(collected.outcomes.values) == ["accepted"])
            let lines = channels[1].state.withLock { $0.server.lines[before...] }
            #expect(lines.contains("DATA") == isOneByOne && lines.contains { $0.hasPrefix("BDAT") } != isOneByOne)
        }
        #expect(channels[1].state.withLock { $0.server.offences } == [])
    }

    @Test("421 ends the batch without an error and closes")
    func hangUp() async throws {
        let session = try await Self.session(ModelChannel(Self.server(hangsUpAtReply: 4 * 20 + 2)))
        let collected = Collected()
        let end = try await session.send(Self.mails) { results, _ in collected.add(results) }
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
        let end = try await session.send(Self.mails, until: stop) { results, _ in
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
            try await session.send(Array(Self.mails[..<100])) { results, _ in
                collected.add(results)
                announce.yield()
                for await _ in mayEnd {}
            }
        }
        for await _ in began { break }
        let second = Task { try await session.send(Array(Self.mails[100...])) { results, _ in collected.add(results) } }
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
        #expect(
            try await session.send(Array(Self.mails[..<100]), until: stop) { results, _ in collected.add(results) }
                == .stopped)
        #expect(Set(collected.outcomes.values) == ["not tried"])
        #expect(channel.state.withLock { $0.server.lines } == ["EHLO kutsu.test"])
        #expect(try await session.send(Array(Self.mails[100...])) { results, _ in collected.add(results) } == .done)
        #expect(channel.state.withLock { $0.server.deliveries.count } == 100)
    }

    @Test("cancelling leaves in doubt only what was in flight")
    func cancel() async throws {
        let channel = ModelChannel(Self.server(), hangsAfter: 3)
        let session = try await Self.session(channel)
        let collected = Collected()
        let sending = Task { try await session.send(Self.mails) { results, _ in collected.add(results) } }
        for await _ in channel.hanging { break }
        sending.cancel()
        await #expect(throws: WireError.cancelled) { try await sending.value }
        let counts = collected.outcomes.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        #expect(counts == ["accepted": 50, "unknown": 50, "not tried": 100])
    }

    @Test(
        "mails are offered a few at a time, before a byte of them goes out, and none that is declined",
        arguments: [(SmtpPipelineTests.window, 122), (SmtpPipelineTests.flights, 8), (SmtpPipelineTests.lockstep, 8)])
    func offers(_ extensions: SmtpExtensions, most: Int) async throws {
        let channel = ModelChannel(SmtpModelServer(SmtpModelServer.Character(extensions: extensions), seed: 1))
        let session = try await Self.session(channel)
        let (offered, collected) = (Collected(), Collected())
        let end = try await session.send(Self.mails) { ids in
            let lines = channel.state.withLock { $0.server.lines }
            for id in ids { #expect(!lines.contains { $0.hasPrefix("MAIL FROM:<s\(id)@") }) }
            offered.add(ids.map { MailResult(id: $0, recipients: []) })
            #expect(offered.outcomes.count - collected.outcomes.count <= most)
            return Set(ids.filter { $0 % 10 != 3 })
        } onResults: { results, _ in
            collected.add(results)
        }
        #expect(end == .done && offered.outcomes.count == 200)
        for (id, outcome) in collected.outcomes { #expect(outcome == (id % 10 == 3 ? "not tried" : "accepted")) }
        #expect(collected.outcomes.count == 200)
        #expect(channel.state.withLock { $0.server.deliveries.count == 180 && $0.server.offences == [] })
    }

    @Test(
        "a mail is told as transmitted once, before the server can have it, and no more are than are on their way",
        arguments: [(SmtpPipelineTests.window, 72), (SmtpPipelineTests.flights, 2), (SmtpPipelineTests.lockstep, 2)])
    func transmissions(_ extensions: SmtpExtensions, most: Int) async throws {
        let channel = ModelChannel(SmtpModelServer(SmtpModelServer.Character(extensions: extensions), seed: 1))
        let session = try await Self.session(channel)
        let (told, collected) = (Collected(), Collected())
        let end = try await session.send(Self.mails) { results, transmitted in
            collected.add(results)
            let taken = channel.state.withLock { $0.server.deliveries.count }
            #expect(told.outcomes.count >= taken)
            told.add(transmitted.map { MailResult(id: $0, recipients: []) })
            #expect(told.outcomes.count - collected.outcomes.count <= most)
        }
        #expect(end == .done && told.outcomes.count == 200 && collected.outcomes.count == 200)
    }

    @Test("what a server took before it hung up was told as transmitted", arguments: 1..<40)
    func transmissionsBeforeHangUp(_ reply: Int) async throws {
        let channel = ModelChannel(Self.server(hangsUpAtReply: reply))
        let session = try await Self.session(channel)
        let told = Collected()
        _ = try? await session.send(Self.mails) { _, transmitted in
            told.add(transmitted.map { MailResult(id: $0, recipients: []) })
        }
        let taken = channel.state.withLock { $0.server.deliveries.count }
        #expect(told.outcomes.count >= taken)
    }

    @Test("a batch begun by a cancelled task tries nothing")
    func cancelledBefore() async throws {
        let channel = ModelChannel(Self.server())
        let session = try await Self.session(channel)
        let collected = Collected()
        let sending = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await session.send(Self.mails) { results, _ in collected.add(results) }
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

    @Test(
        "a server that offers CHUNKING and does not know BDAT gets DATA over another connection, from then on",
        arguments: [500, 502, 503, 504])
    func chunkingRefused(code: Int) async throws {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        character.refusesChunking = code
        let channels = (0..<3).map { _ in ModelChannel(SmtpModelServer(character, seed: 1)) }
        let session = SmtpSession(dialer: SeriesDialer(channels), executor: Self.executor, clientName: "kutsu.test")
        try await session.connect()
        let collected = Collected()
        #expect(try await session.send(Self.mails) { results, _ in collected.add(results) } == .done)
        #expect(collected.outcomes.count == 200 && collected.outcomes.values.allSatisfy { $0 == "accepted" })
        // Nothing of a message but a harmless line was read as a command.
        #expect(channels[0].state.withLock { $0.server.offences.count } <= 1)
        #expect(channels[0].state.withLock { $0.server.deliveries }.isEmpty)
        #expect(channels[1].state.withLock { $0.server.deliveries.count } == 200)
        #expect(channels[1].state.withLock { $0.server.lines.contains("DATA") })
        try await session.connect()
        #expect(try await session.send(Array(Self.mails[..<2])) { results, _ in collected.add(results) } == .done)
        #expect(channels[2].state.withLock { $0.server.lines.contains { $0.hasPrefix("BDAT") } } == false)
    }

    @Test("a server that hangs up over the first line in BDAT gets DATA over the next connection")
    func chunkingCutOff() async throws {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        // After EHLO, MAIL and RCPT.
        character.hangsUpAtReply = 3
        var patient = character
        patient.hangsUpAtReply = nil
        let channels = [character, patient].map { ModelChannel(SmtpModelServer($0, seed: 1)) }
        let session = SmtpSession(dialer: SeriesDialer(channels), executor: Self.executor, clientName: "kutsu.test")
        try await session.connect()
        let collected = Collected()
        _ = try? await session.send(Array(Self.mails[..<2])) { results, _ in collected.add(results) }
        #expect(channels[0].state.withLock { $0.server.lines.last }?.hasPrefix("BDAT") == true)
        #expect(!collected.outcomes.values.contains("accepted"))
        try await session.connect()
        #expect(try await session.send(Array(Self.mails[..<2])) { results, _ in collected.add(results) } == .done)
        #expect(channels[1].state.withLock { $0.server.lines.contains("DATA") && $0.server.deliveries.count == 2 })
    }

    @Test("where the other connection fails, everything is settled and the error thrown")
    func chunkingRefusedAndGone() async throws {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        character.refusesChunking = 502
        let dialer = SeriesDialer([ModelChannel(SmtpModelServer(character, seed: 1))])
        let session = SmtpSession(dialer: dialer, executor: Self.executor, clientName: "kutsu.test")
        try await session.connect()
        let collected = Collected()
        await #expect(throws: WireError.unreachable("no more channels")) {
            try await session.send(Self.mails) { results, _ in collected.add(results) }
        }
        #expect(collected.outcomes.count == 200 && Set(collected.outcomes.values) == ["not tried"])
    }

    @Test("where what follows the refusal of BDAT cannot be read, every mail has its result, and the error is thrown")
    func chunkingRefusedInNoise() async throws {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        character.refusesChunking = 502
        let channel = ModelChannel(SmtpModelServer(character, seed: 1))
        channel.state.withLock { $0.behindRefusal = Array("what?\r\n".utf8) }
        let session = try await Self.session(channel)
        let collected = Collected()
        await #expect(throws: WireError.self) {
            try await session.send(Self.mails) { results, _ in collected.add(results) }
        }
        #expect(collected.outcomes.count == 200 && Set(collected.outcomes.values) == ["not tried"])
        #expect(await !session.isConnected)
    }

    @Test(
        "what is over the number of recipients that a server takes follows in the next mail, without being refused first"
    )
    func recipientLimit() async throws {
        var character = SmtpModelServer.Character(extensions: SmtpPipelineTests.window)
        character.recipientLimit = 7
        let channel = ModelChannel(SmtpModelServer(character, seed: 1))
        let session = try await Self.session(channel)
        let collected = Collected()
        var rest = (0..<20).map { "r1.\($0)@x" }
        var rounds = 0
        while !rest.isEmpty, rounds < 10 {
            rounds += 1
            let mail = SmtpPipelineTests.mail(UInt64(rounds), rest)
            #expect(try await session.send([mail]) { results, _ in collected.add(results) } == .done)
            let taken = channel.state.withLock { Set($0.server.deliveries.flatMap(\.recipients)) }
            rest.removeAll { taken.contains($0) }
        }
        #expect(rounds == 3 && rest.isEmpty)
        #expect(
            collected.outcomes[1]?.contains("later") == false && collected.outcomes[1]?.contains("not tried") == true)
        // 20 to learn it, then 7 and 6.
        #expect(channel.state.withLock { $0.server.lines.count { $0.hasPrefix("RCPT") } } == 33)
    }
}
