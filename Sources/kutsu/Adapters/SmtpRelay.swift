import Engine
import Glibc
import Mail
import Wire

/// The engine's relay over an SMTP session: connects when there is something to send, and keeps the connection for a
/// while.
actor SmtpRelay: Relay {
    private let session: SmtpSession
    private let endpoint: Endpoint
    /// Hangs up when there was nothing to send for a while.
    private var goodbye: Task<Void, Never>?
    private var isSending = false
    /// Whether the server has decided about anything in this call.
    private var hasMoved = false

    init(_ settings: Configuration.Relay, executor: PollExecutor) throws(WireError) {
        endpoint = try Endpoint(settings.url)
        let connection = Connection(endpoint: endpoint, caFile: settings.caFile)
        let dialer = CurlDialer(connection, credentials: SecretSource(login: settings.login), executor: executor)
        session = SmtpSession(dialer: dialer, executor: executor, clientName: Self.hostName)
    }

    /// Servers hang up after some minutes of silence, and what is sent into such a connection is in doubt.
    private static let keptFor = Duration.seconds(20)
    /// How long a stop waits for the answers to what is on its way; systemd gives a service 90 s to end.
    private static let grace = Duration.seconds(20)

    /// When the task is cancelled, what is on its way is finished, and the rest was not tried.
    func send(
        _ envelopes: [Envelope], report: @escaping @Sendable ([EnvelopeResult]) async -> Void
    ) async throws(RelayError) {
        await cancelGoodbye()
        do throws(WireError) {
            guard !Task.isCancelled else { throw .cancelled }
            if await !session.isConnected { try await session.connect() }
        } catch {
            await report(envelopes.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map { _ in .notTried }) })
            throw RelayError(error)
        }
        let mails = envelopes.map {
            OutgoingMail(
                id: $0.id, sender: $0.sender.text, recipients: $0.recipients.map(\.text), segments: $0.segments)
        }
        hasMoved = false
        let end: SmtpSession.SendEnd
        do throws(WireError) {
            end = try await finishing(mails) { results in
                await report(self.ported(results))
            }
        } catch {
            throw RelayError(error)
        }
        switch end {
        case .done: planGoodbye()
        case .slowDown(let reply): throw RelayError(slowDown: reply)
        case .stopped: throw RelayError(WireError.cancelled)
        }
    }

    /// A 421 ends the connection for all mails on their way, and is hardly ever about one of them: they go out with the
    /// next connection. Only a mail that gets it before the server took any is put off, lest it stop the others for ever.
    private func ported(_ results: [MailResult]) -> [EnvelopeResult] {
        results.map { result in
            let outcomes = result.recipients.map { recipient -> Outcome in
                switch recipient.outcome {
                case .later(let refusal) where refusal.code == 421 && hasMoved: return .notTried
                case .notTried: break
                default: hasMoved = true
                }
                return recipient.outcome.ported
            }
            return EnvelopeResult(id: result.id, outcomes: outcomes)
        }
    }

    func close() async {
        await cancelGoodbye()
        if await session.isConnected { await session.quit() }
    }

    /// Sends in a task of its own: were ours cancelled in the middle, the answers to mails that the server has taken
    /// would be lost, and those mails be sent again.
    private func finishing(
        _ mails: [OutgoingMail], report: @escaping SmtpSession.Report
    ) async throws(WireError) -> SmtpSession.SendEnd {
        isSending = true
        defer { isSending = false }
        let sending = Task { [session] () -> Result<SmtpSession.SendEnd, WireError> in
            do throws(WireError) { return .success(try await session.send(mails, onResults: report)) } catch {
                return .failure(error)
            }
        }
        let end = await withTaskCancellationHandler {
            await sending.value
        } onCancel: {
            Task {
                await windDown()
                sending.cancel()
            }
        }
        return try end.get()
    }

    private func windDown() async {
        let end = ContinuousClock.now + Self.grace
        // More than once: the session may not have begun.
        while isSending, ContinuousClock.now < end {
            await session.stop()
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private func planGoodbye() {
        goodbye = Task { [session] in
            do { try await Task.sleep(for: Self.keptFor) } catch { return }
            await session.quit()
        }
    }

    /// Waits for one that has begun: a session does one thing at a time.
    private func cancelGoodbye() async {
        goodbye?.cancel()
        await goodbye?.value
        goodbye = nil
    }

    /// For EHLO.
    private static let hostName: String = {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
        let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        }
        return isPlain && !text.isEmpty ? text : "localhost"
    }()
}

extension RecipientResult.Outcome {
    fileprivate var ported: Outcome {
        switch self {
        case .accepted(let text): .accepted(text)
        case .refused(let refusal): .refused(refusal.line)
        case .later(let refusal): .later(refusal.line)
        case .unknown: .unknown
        case .notTried: .notTried
        }
    }
}

extension RecipientResult.Refusal {
    /// As the server said it: `550 5.1.1 No such user`.
    fileprivate var line: String {
        ([String(code)] + (enhanced.map { ["\($0)"] } ?? []) + [text]).joined(separator: " ")
    }
}

extension RelayError {
    init(_ error: WireError) {
        switch error {
        case .loginDenied, .badCredentials: self.init(.denied, error.description)
        case .cancelled: self.init(.cancelled, error.description)
        default: self.init(.unavailable, error.description)
        }
    }

    /// Gmail's 4.7.28 wants ten minutes of silence; others only another connection.
    init(slowDown reply: SmtpReply) {
        let isUnusualRate = reply.enhanced.map { "\($0)" } == "4.7.28"
        self.init(
            .slowDown(seconds: isUnusualRate ? 600 : nil), "The server wants fewer mails: \(reply) \(reply.text)")
    }
}
