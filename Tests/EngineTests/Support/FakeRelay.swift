import Base
import Engine
import Synchronization

/// A relay in memory: a test says what it answers, and reads what it got.
final class FakeRelay: Relay {
    struct Taken: Sendable {
        var time: Instant
        var recipient: Address
        var outcome: Outcome
        var bytes: [UInt8]
    }

    struct Server: Sendable {
        /// What the server says of one recipient's mail.
        var answer: @Sendable (Address, Instant) -> Outcome = { _, _ in .accepted("250 2.0.0 Ok") }
        /// What ends a call before it began.
        var trouble: RelayError?
        /// How long it takes for an envelope.
        var pace = Duration.zero
        /// How many envelopes it is offered at a time.
        var offersTogether = 1
        var taken: [Taken] = []
        var calls: [(time: Instant, envelopes: Int)] = []
        var closed = 0
    }

    private let inside = Mutex(Server())
    private let clock: VirtualClock

    init(clock: VirtualClock) { self.clock = clock }

    var server: Server { inside.withLock { $0 } }
    func change(_ body: (inout Server) -> Void) { inside.withLock { body(&$0) } }

    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        let (trouble, pace) = inside.withLock { server in
            server.calls.append((clock.now(), envelopes.count))
            return (server.trouble, server.pace)
        }
        if let trouble {
            let untried = envelopes.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map { _ in .notTried }) }
            await report(untried, [])
            throw trouble
        }
        let together = inside.withLock { $0.offersTogether }
        var allowed: Set<UInt64> = []
        for (place, envelope) in envelopes.enumerated() {
            if place % together == 0 { allowed = await offer(envelopes[place...].prefix(together).map(\.id)) }
            guard allowed.contains(envelope.id) else {
                let outcomes = envelope.recipients.map { _ in Outcome.notTried }
                await report([EnvelopeResult(id: envelope.id, outcomes: outcomes)], [])
                continue
            }
            await report([], [envelope.id])
            if pace > .zero { await clock.sleep(pace) }
            let now = clock.now()
            let outcomes = envelope.recipients.map { recipient in
                let answer = inside.withLock { $0.answer }
                return answer(recipient, now)
            }
            let bytes = envelope.segments.flatMap { $0 }
            inside.withLock { server in
                for (recipient, outcome) in zip(envelope.recipients, outcomes) {
                    server.taken.append(Taken(time: now, recipient: recipient, outcome: outcome, bytes: bytes))
                }
            }
            await report([EnvelopeResult(id: envelope.id, outcomes: outcomes)], [])
        }
    }

    func close() async { inside.withLock { $0.closed += 1 } }
}
