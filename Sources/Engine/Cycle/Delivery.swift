import Logging
import Mail
import Rules

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
                let chance = parts.entropy.fraction()
                if troubles.isNews(error.description) { parts.logger.error("\(error)") }
                statusPage.failed(error.description, at: parts.clock.now())
                let pause = error.isDenial ? denials.pause(chance: chance) : troubles.pause(chance: chance)
                await parts.relays[route].relay.close()
                await parts.clock.sleep(.milliseconds(Int(pause * 1000)))
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
        do throws(LedgerError) {
            for (name, lines) in lines where dispatch.jobs[name] != nil {
                try JobFolder(name: name, disk: parts.disk).append(lines, durably: false)
                for line in lines { dispatch.note(line, of: name) }
            }
            try close(letters)
            try finishJobs()
        } catch {
            flights[route]?.failure = error
        }
    }

    private func close(_ letters: [(LetterID, LetterOutcome)]) throws(LedgerError) {
        guard !letters.isEmpty else { return }
        try commit(Decision(.finished, entries: letters.map { .delivered($0.0, $0.1) }))
    }

    private func finishJobs() throws(LedgerError) {
        for (name, job) in dispatch.jobs where job.isFinished {
            if let id = PostID(name) {
                _ = try commit(.jobFinished(id, job.report()), source: .delivery)
            } else if let id = ForwardID(name) {
                try commit(Decision(.finished, entries: [.forwardFinished(id)]))
            }
        }
        align()
    }

    /// What became of mails is a fact, nothing to decide about.
    private func commit(_ decision: Decision) throws(LedgerError) {
        let rules = parts.rules
        try ledger.transact(at: parts.clock.now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: .delivery, rules: rules)
        }
    }
}

/// Why a flight ended early.
enum DeliveryError: Error, CustomStringConvertible {
    case relay(RelayError)
    case ledger(LedgerError)

    var isCancellation: Bool { if case .relay(let error) = self { error.kind == .cancelled } else { false } }
    var isDenial: Bool { if case .relay(let error) = self { error.kind == .denied } else { false } }

    var description: String {
        switch self {
        case .relay(let error): "relay: \(error)"
        case .ledger(let error): error.description
        }
    }
}
