import Base
import Engine
import Wire

/// The engine's relay over one SMTP connection of the production's, without what only a long-running daemon needs.
actor WireRelay: Relay {
    private let session: SmtpSession
    private let tally: Tally

    init(_ endpoint: Endpoint, caFile: String?, _ tally: Tally, _ executor: PollExecutor) {
        let dialer = CurlDialer(
            Connection(endpoint: endpoint, caFile: caFile), credentials: NoLogin(), executor: executor)
        session = SmtpSession(dialer: dialer, executor: executor, clientName: "localhost")
        self.tally = tally
    }

    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        let mails = envelopes.map {
            OutgoingMail(
                id: $0.id, sender: $0.sender.text, recipients: $0.recipients.map(\.text), segments: $0.segments)
        }
        do throws(WireError) {
            if await !session.isConnected { try await session.connect() }
            _ = try await session.send(
                mails, onOffer: { await offer($0) },
                onResults: { [tally] results, transmitted in
                    let outcomes = results.map { result in
                        EnvelopeResult(id: result.id, outcomes: result.recipients.map(\.outcome))
                    }
                    await report(outcomes, transmitted)
                    await tally.add(outcomes.reduce(0) { $0 + $1.outcomes.count })
                })
        } catch {
            throw RelayError(.unavailable, error.description)
        }
    }

    func close() async {
        if await session.isConnected { await session.quit() }
    }

    /// How many recipients have an outcome, over all connections.
    actor Tally {
        private var missing: Int
        private var waiting: CheckedContinuation<Void, Never>?

        init(expecting count: Int) { missing = count }

        func add(_ count: Int) {
            missing -= count
            guard missing <= 0 else { return }
            waiting?.resume()
            waiting = nil
        }

        func untilAll() async {
            if missing > 0 { await withCheckedContinuation { waiting = $0 } }
        }
    }

    private struct NoLogin: CredentialSource {
        func credentials() async throws(WireError) -> Credentials { Credentials(user: "", secret: .none) }
    }
}
