import Engine
import Glibc
import Wire

/// The engine's relay over an SMTP session: connects when there is something to send, and keeps the connection for a
/// while.
actor SmtpRelay: Relay {
    private let session: SmtpSession
    private let endpoint: Endpoint
    /// Counts uses, so that a goodbye that was planned before the last one does not happen.
    private var uses = 0

    init(_ settings: Configuration.Relay, executor: PollExecutor) throws(WireError) {
        endpoint = try Endpoint(settings.url)
        let connection = Connection(endpoint: endpoint, caFile: settings.caFile)
        let dialer = CurlDialer(connection, credentials: SecretSource(login: settings.login), executor: executor)
        session = SmtpSession(dialer: dialer, executor: executor, clientName: Self.hostName)
    }

    /// Servers hang up after some minutes of silence, and what is sent into such a connection is in doubt.
    private static let keptFor = Duration.seconds(20)

    func send(
        _ envelopes: [Envelope], report: @escaping @Sendable ([EnvelopeResult]) async -> Void
    ) async throws(RelayError) {
        uses += 1
        do throws(WireError) {
            if await !session.isConnected { try await session.connect() }
        } catch {
            await report(envelopes.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map { _ in .notTried }) })
            throw RelayError(error)
        }
        let mails = envelopes.map {
            OutgoingMail(
                id: $0.id, sender: $0.sender.text, recipients: $0.recipients.map(\.text), segments: $0.segments)
        }
        do throws(WireError) {
            let end = try await session.send(mails) { results in
                await report(results.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map(\.outcome.ported)) })
            }
            if case .slowDown(let reply) = end { throw WireError.no(command: "mail for now", text: reply.text) }
        } catch {
            throw RelayError(error)
        }
        planGoodbye()
    }

    func close() async {
        uses += 1
        if await session.isConnected { await session.quit() }
    }

    private func planGoodbye() {
        let planned = uses
        Task {
            try? await Task.sleep(for: Self.keptFor)
            if uses == planned { await close() }
        }
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
        case .no: self.init(.slowDown, error.description)
        case .cancelled: self.init(.cancelled, error.description)
        default: self.init(.unavailable, error.description)
        }
    }
}
