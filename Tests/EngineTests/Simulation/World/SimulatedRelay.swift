import Base
import Engine
import Synchronization

/// The submission server, which outlives every run of the daemon.
final class SimulatedRelayServer: Sendable {
    /// What it said of one recipient's mail.
    struct Attempt: Sendable {
        var time: Instant
        /// Which run of the daemon offered it.
        var run: Int
        var recipient: Address
        var mail: [UInt8]
        /// Whether the recipient has it now.
        var isTaken: Bool
        /// What the daemon was told; nil where it died before.
        var told: Outcome?
    }

    struct Inside: Sendable {
        var attempts: [Attempt] = []
        /// Refused for good from now on.
        var gone: Set<Address> = []
        /// What hangs over all mail at the moment.
        var weather = Weather.fair
    }

    enum Weather: CaseIterable, Sendable { case fair, greylisting, quota, down, hangingUp, slow }

    private let inside = Mutex(Inside())
    let chance: SimulatedChance
    let faults: FaultCount

    init(_ chance: SimulatedChance, _ faults: FaultCount) { (self.chance, self.faults) = (chance, faults) }

    func change<R: Sendable>(_ body: (inout Inside) -> R) -> R { inside.withLock { body(&$0) } }

    /// The attempts since the last call.
    func takeAttempts() -> [Attempt] {
        change { inside in
            defer { inside.attempts = [] }
            return inside.attempts
        }
    }

    func turnWeather() {
        let weather = faults.isOn ? chance.pick(Weather.allCases + [.fair, .fair, .fair, .fair]) : .fair
        if weather != .fair { faults.note("relay: \(weather)") }
        change { $0.weather = weather }
    }

    /// What becomes of one recipient's mail, and whether it is taken for all that.
    func judge(_ recipient: Address) -> (outcome: Outcome, isTaken: Bool) {
        let (weather, isGone) = change { ($0.weather, $0.gone.contains(recipient)) }
        if isGone { return (.refused(Self.no(550, SmtpStatus(5, 1, 1), "No such user", .recipient)), false) }
        if faults.happens("relay: in doubt, and taken", oneIn: 50, chance) { return (.unknown, true) }
        if faults.happens("relay: in doubt, and lost", oneIn: 50, chance) { return (.unknown, false) }
        if faults.happens("relay: put off", oneIn: 30, chance) {
            return (.later(Self.no(451, SmtpStatus(4, 3, 0), "Try again later", .message)), false)
        }
        switch weather {
        case .greylisting where faults.happens("relay: greylisted", oneIn: 2, chance):
            return (.later(Self.no(450, SmtpStatus(4, 7, 1), "Greylisted, try again", .recipient)), false)
        case .quota where faults.happens("relay: quota exceeded", oneIn: 3, chance):
            return (.later(Self.no(452, SmtpStatus(4, 2, 2), "Daily sending quota exceeded", .sender)), false)
        default: return (.accepted("250 2.0.0 Ok"), true)
        }
    }

    private static func no(_ code: Int, _ status: SmtpStatus, _ text: String, _ stage: SmtpRefusal.Stage) -> SmtpRefusal
    {
        SmtpRefusal(code: code, enhanced: status, text: text, stage: stage)
    }
}

/// One connection to it of one run of the daemon.
struct SimulatedRelay: Relay {
    let server: SimulatedRelayServer
    let process: SimulatedProcess
    let clock: SimulatedClock
    let run: Int
    /// What is about to be handed over, for whoever watches.
    let watch: @Sendable ([Envelope]) -> Void

    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        guard process.lives() else { throw Self.dead }
        watch(envelopes)
        if let trouble = trouble() {
            await report(envelopes.map { Self.result($0, .notTried) }, [])
            throw trouble
        }
        for (place, envelope) in envelopes.enumerated() {
            guard await offer([envelope.id]).contains(envelope.id) else {
                await report([Self.result(envelope, .notTried)], [])
                continue
            }
            if server.change({ $0.weather }) == .slow { await clock.sleep(.seconds(1 + server.chance.below(90))) }
            guard process.lives() else { throw Self.dead }
            if server.change({ $0.weather }) == .hangingUp,
                server.faults.happens("relay: hung up within a batch", oneIn: 3, server.chance)
            {
                // All of this one was handed over, and nothing of the rest.
                try await take(envelope, hangsUp: true, report)
                await report(envelopes[(place + 1)...].map { Self.result($0, .notTried) }, [])
                throw RelayError(.unavailable, "the connection was lost")
            }
            try await take(envelope, hangsUp: false, report)
        }
    }

    func close() async {}

    private func take(
        _ envelope: Envelope, hangsUp: Bool,
        _ report: @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        await report([], [envelope.id])
        guard process.lives() else { throw Self.dead }
        let mail = envelope.segments.flatMap { $0 }
        var verdicts = envelope.recipients.map { server.judge($0) }
        if hangsUp { verdicts = verdicts.map { (.unknown, $0.isTaken) } }
        let first = server.change { inside in
            for (recipient, verdict) in zip(envelope.recipients, verdicts) {
                inside.attempts.append(
                    SimulatedRelayServer.Attempt(
                        time: clock.now(), run: run, recipient: recipient, mail: mail, isTaken: verdict.isTaken))
            }
            return inside.attempts.count - verdicts.count
        }
        guard process.lives() else { throw Self.dead }
        server.change { inside in
            for (index, verdict) in verdicts.enumerated() { inside.attempts[first + index].told = verdict.outcome }
        }
        await report([EnvelopeResult(id: envelope.id, outcomes: verdicts.map(\.outcome))], [])
    }

    private func trouble() -> RelayError? {
        let (faults, chance) = (server.faults, server.chance)
        if server.change({ $0.weather }) == .down { return RelayError(.unavailable, "connection refused") }
        if faults.happens("relay: login denied", oneIn: 200, chance) { return RelayError(.denied, "login denied") }
        if faults.happens("relay: wants less", oneIn: 60, chance) {
            return RelayError(.slowDown(seconds: chance.oneIn(2) ? nil : 600), "421 4.7.28 slow down")
        }
        return nil
    }

    private static func result(_ envelope: Envelope, _ outcome: Outcome) -> EnvelopeResult {
        EnvelopeResult(id: envelope.id, outcomes: envelope.recipients.map { _ in outcome })
    }

    private static let dead = RelayError(.cancelled, "the process is dead")
}
