import Base
import Logging
import MailingList

/// From the outbox to the relay. What is offered is noted before it is sent, and every answer when it comes.
extension Cycle {
    func deliver(through route: Int) async {
        var troubles = Backoff.connection
        var denials = Backoff.denied
        while !isStopping, !Task.isCancelled {
            let now = parts.clock.now()
            let allowance = min(quotas[route].allowance(at: now), parts.relays[route].window)
            let items = dispatch.next(allowance, at: now)
            guard !items.isEmpty else {
                await withCheckedContinuation { deliveryBell.add($0) }
                continue
            }
            do throws(DeliveryError) {
                try await send(items, through: route)
                if troubles.isTroubled || denials.isTroubled { parts.logger.notice("the relay answers again") }
                troubles.succeed()
                denials.succeed()
            } catch {
                if error.isCancellation { continue }
                if troubles.isNews(error.description) { parts.logger.error("\(error)") }
                statusPage.failed(error.description, at: parts.clock.now())
                let chance = parts.entropy.fraction()
                // A server that hangs up after so many mails, and takes some each time, is no server that is down.
                if hasProgress[route] { troubles.begin() }
                let pause = error.isDenial ? denials.pause(chance: chance) : troubles.pause(chance: chance)
                await parts.relays[route].relay.close()
                await parts.clock.sleep(.milliseconds(Int(max(pause, error.wish) * 1000)))
            }
        }
    }

    private func send(_ items: [Dispatch.Item], through route: Int) async throws(DeliveryError) {
        let now = parts.clock.now()
        let relay = parts.relays[route]
        let offers: [Flight.Offer]
        do throws(LedgerError) {
            offers = try makeOffers(of: items, recipientsPerMessage: relay.recipientsPerMessage)
            try noteOffered(offers, at: now)
        } catch {
            for item in items { _ = dispatch.record(item, .notTried, at: now, chance: 0) }
            throw .ledger(error)
        }
        flights[route] = Flight(offers)
        hasProgress[route] = false
        defer { flights[route] = nil }
        if !offers.isEmpty {
            do {
                try await relay.relay.send(offers.map(\.envelope)) { await self.take($0, through: route) }
            } catch {
                settle(route, isEnd: true)
                throw .relay(error)
            }
        }
        settle(route, isEnd: true)
        if let failure = flights[route]?.failure { throw .ledger(failure) }
    }

    /// Notes what became of some messages.
    private func take(_ results: [EnvelopeResult], through route: Int) {
        let now = parts.clock.now()
        for result in results {
            let items = flights[route]?.items(of: result.id) ?? []
            quotas[route].spend(result.outcomes.count { $0 != .notTried }, at: now)
            if result.outcomes.contains(where: \.isFinal) { hasProgress[route] = true }
            for (item, outcome) in zip(items, result.outcomes) {
                let consequence = dispatch.record(item, outcome, at: now, chance: parts.entropy.fraction())
                flights[route]?.note(item, outcome, consequence, address: address(of: item), at: now)
            }
        }
        settle(route, isEnd: false)
    }

    /// Letters whose end is written together, with one fsync. A crash may forget so many, and they are sent again.
    private static let lettersWrittenTogether = 16

    /// Writes the answers so far: copies to their job's progress, letters to the journal; and finishes jobs.
    private func settle(_ route: Int, isEnd: Bool) {
        guard var flight = flights[route] else { return }
        let lines = flight.takeLines()
        let letters =
            isEnd || flight.letters.count >= Self.lettersWrittenTogether ? flight.takeLetters() : []
        flights[route] = flight
        // One job's trouble must not keep the ends of the others from being written: those mails are sent.
        for (name, lines) in lines {
            attempt(route) { () throws(LedgerError) in try append(lines, to: name, durably: false) }
        }
        attempt(route) { () throws(LedgerError) in try close(letters) }
        attempt(route) { () throws(LedgerError) in try finishJobs() }
    }

    private func attempt(_ route: Int, _ body: () throws(LedgerError) -> Void) {
        do throws(LedgerError) { try body() } catch { flights[route]?.failure = error }
    }

    /// Writes lines to a job's progress. A job that an admin cancelled meanwhile has no folder any more.
    func append(_ lines: [ProgressLine], to name: String, durably: Bool) throws(LedgerError) {
        guard dispatch.jobs[name] != nil else { return }
        do throws(LedgerError) {
            try folders[name, default: JobFolder(name: name, disk: parts.disk)].append(lines, durably: durably)
        } catch {
            try ledger.refresh()
            align()
            if dispatch.jobs[name] != nil { throw error }
        }
        for line in lines { dispatch.note(line, of: name) }
    }

    private func close(_ letters: [(LetterID, LetterOutcome)]) throws(LedgerError) {
        guard !letters.isEmpty else { return }
        try commit(Decision(.finished, entries: letters.map { .letter(.ended($0.0, $0.1)) }))
    }

    func finishJobs() throws(LedgerError) {
        let finished = dispatch.jobs.filter(\.value.isFinished)
        for (name, job) in finished {
            if let id = PostID(name) {
                _ = try commit(.jobFinished(id, job.report(), addressInvalid: job.dead), source: .delivery)
            } else if let id = ForwardID(name) {
                try commit(Decision(.finished, entries: [.forwarding(.finished(id))]))
            }
        }
        if !finished.isEmpty { align() }
    }

    /// What became of mails is a fact, nothing to decide about.
    private func commit(_ decision: Decision) throws(LedgerError) {
        let policy = parts.policy
        try ledger.transact(at: parts.clock.now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: .delivery, policy: policy)
        }
    }
}

/// Why a flight ended early.
enum DeliveryError: Error, CustomStringConvertible {
    case relay(RelayError)
    case ledger(LedgerError)

    var isCancellation: Bool { if case .relay(let error) = self { error.kind == .cancelled } else { false } }
    /// Seconds that the server asks to be left alone.
    var wish: Double {
        if case .relay(let error) = self, case .slowDown(let seconds?) = error.kind { Double(seconds) } else { 0 }
    }

    var isDenial: Bool { if case .relay(let error) = self { error.kind == .denied } else { false } }

    var description: String {
        switch self {
        case .relay(let error): "relay: \(error)"
        case .ledger(let error): error.description
        }
    }
}
