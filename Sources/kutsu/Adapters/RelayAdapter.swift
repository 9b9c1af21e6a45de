import Base
import Engine
import Glibc
import MailingList
import Wire

/// The engine's relay over an SMTP session. It connects when there is something to send, and keeps the connection for
/// ``idleTimeout`` afterwards.
actor RelayAdapter: Relay {
    private let session: SmtpSession
    private let executor: PollExecutor
    private let endpoint: Endpoint
    /// Ends the connection after ``idleTimeout``.
    private var idleDisconnect: Task<Void, Never>?
    /// When the last call of ``send(_:offer:report:)`` ended.
    private var resting = ContinuousClock.now
    /// Whether this call of ``send(_:offer:report:)`` has got an outcome other than `notTried`.
    private var hasMoved = false

    init(_ settings: Configuration.Relay, keeper: TokenKeeper?, executor: PollExecutor) throws(WireError) {
        endpoint = settings.url
        self.executor = executor
        let connection = Connection(endpoint: endpoint, caFile: settings.caFile)
        let secret = SecretSource(login: settings.login, keeper: keeper)
        let dialer = CurlDialer(connection, credentials: secret, executor: executor)
        session = SmtpSession(dialer: dialer, executor: executor, clientName: HostName.text)
    }

    /// Servers hang up after some minutes of silence. Mail that is sent into a connection that is just being closed may
    /// or may not be taken, so we close it earlier.
    private static let idleTimeout = Duration.seconds(20)
    /// A connection that has rested so long is asked whether it still serves.
    private static let shortRest = Duration.seconds(1)
    /// How long a cancelled task waits for the answers to mail in flight. systemd gives a service 90 s to end.
    private static let grace = Duration.seconds(20)

    /// When the task is cancelled, mail in flight is finished, for ``grace`` at most, and the rest is not tried.
    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        await cancelIdleDisconnect()
        do throws(WireError) {
            guard !Task.isCancelled else { throw .cancelled }
            await session.confirmConnection(asks: resting.duration(to: .now) >= Self.shortRest)
            if await !session.isConnected { try await session.connect() }
        } catch {
            let untried = envelopes.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map { _ in .notTried }) }
            await report(untried, [])
            throw RelayError(error)
        }
        let mails = envelopes.map {
            OutgoingMail(
                id: $0.id, sender: $0.sender.text, recipients: $0.recipients.map(\.text), segments: $0.segments)
        }
        hasMoved = false
        defer { resting = .now }
        let end: SmtpSession.SendEnd
        do throws(WireError) {
            end = try await finishing(
                mails, offer: { await offer($0) },
                report: { results, transmitted in
                    await report(self.engineResults(results), transmitted)
                })
        } catch {
            throw RelayError(error)
        }
        switch end {
        case .done: planIdleDisconnect()
        case .slowDown(let reply): throw RelayError(slowDown: reply)
        case .refused(let refusal): throw RelayError(refused: refusal)
        case .stopped: throw RelayError(WireError.cancelled)
        }
    }

    /// A 421 ends the connection for all mails in flight and is hardly ever about one of them: they are sent with the
    /// next connection, without counting as an attempt. Only where 421 is the first outcome of the call does it count:
    /// such a mail must wait like any deferred one, or it would stop all others again and again.
    private func engineResults(_ results: [MailResult]) -> [EnvelopeResult] {
        results.map { result in
            let outcomes = result.recipients.map { recipient -> Outcome in
                switch recipient.outcome {
                case .later(let refusal) where refusal.code == 421 && hasMoved: return .notTried
                case .notTried: break
                default: hasMoved = true
                }
                return recipient.outcome
            }
            return EnvelopeResult(id: result.id, outcomes: outcomes)
        }
    }

    func close() async {
        await cancelIdleDisconnect()
        if await session.isConnected { await session.quit() }
    }

    /// Sends in a task of its own: if the caller's were cancelled in the middle, the answers to mails that the server
    /// has taken would be lost, and those mails sent again.
    private func finishing(
        _ mails: [OutgoingMail], offer: @escaping SmtpSession.Offer, report: @escaping SmtpSession.Report
    ) async throws(WireError) -> SmtpSession.SendEnd {
        let stop = StopFlag()
        let sending = Task(executorPreference: executor.tasks) {
            [session] () -> Result<SmtpSession.SendEnd, WireError> in
            do throws(WireError) {
                return .success(try await session.send(mails, until: stop, onOffer: offer, onResults: report))
            } catch {
                return .failure(error)
            }
        }
        let end = await withTaskCancellationHandler {
            await sending.value
        } onCancel: {
            stop.raise()
            // In case the server does not answer. Mostly the batch has ended by then, and this does nothing.
            Task {
                try? await Task.sleep(for: Self.grace)
                sending.cancel()
            }
        }
        return try end.get()
    }

    private func planIdleDisconnect() {
        idleDisconnect = Task { [session] in
            do { try await Task.sleep(for: Self.idleTimeout) } catch { return }
            await session.quit()
        }
    }

    /// Where it has begun, waits for its end: then the session is not connected, and a caller can see that.
    private func cancelIdleDisconnect() async {
        idleDisconnect?.cancel()
        await idleDisconnect?.value
        idleDisconnect = nil
    }
}

extension RelayError {
    init(_ error: WireError) {
        switch error {
        case .loginDenied, .loginNotOffered, .badCredentials, .tokenRefused: self.init(.denied, error.description)
        case .cancelled: self.init(.cancelled, error.description)
        default: self.init(.unavailable, error.description)
        }
    }

    /// The server refused mail after mail for something that is not about them.
    init(refused refusal: SmtpRefusal) {
        let kind: Kind =
            switch refusal.subject {
            case .sender, .login, .account: .denied
            // It may be used up for a day, and each further try is held against the account.
            case .quota: .slowDown(seconds: 1800)
            case .rate: .slowDown(seconds: 60)
            case .policy, .server, .recipientCount, .recipient, .message: .unavailable
            }
        self.init(kind, "The relay takes no mail from us: \(refusal.line)")
    }

    /// After Gmail's 4.7.28 (unusual rate) nothing may be sent for ten minutes; after others a new connection is
    /// enough.
    init(slowDown reply: SmtpReply) {
        let isUnusualRate = reply.enhanced.map { "\($0)" } == "4.7.28"
        self.init(
            .slowDown(seconds: isUnusualRate ? 600 : nil), "The server wants fewer mails: \(reply) \(reply.text)")
    }
}
