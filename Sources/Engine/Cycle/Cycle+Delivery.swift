import Base
import Logging
import MailingList

/// Does what the delivery says.
extension Cycle {
    /// Hands over what the delivery gives to this connection, one batch after the other.
    func deliver(through route: Int) async {
        for await items in connections[route].orders { await send(items, through: route) }
    }

    /// Does all that is to be done now, and never waits.
    func perform() {
        performAll { $0.next(at: $1) }
        if let wake = delivery.nextWake(after: parts.clock.now()), wake < awaited { wakeSignal.raise() }
    }

    /// The same, but nothing is sent.
    func writeDown() { performAll { $0.nextRecords(at: $1) } }

    private func performAll(_ next: (inout Delivery, Instant) -> [Delivery.Action]) {
        var actions = next(&delivery, parts.clock.now())
        while !actions.isEmpty {
            for action in actions { perform(action) }
            actions = next(&delivery, parts.clock.now())
        }
    }

    private func perform(_ action: Delivery.Action) {
        if case .send(let route, let items) = action { return connections[route].give(items) }
        do throws(LedgerError) {
            switch action {
            case .send: break
            case .charge(let records): try quotaFile.append(records, durably: false, at: parts.clock.now())
            case .record(let job, let lines): try append(lines, to: job, durably: false)
            case .endLetters(let ends):
                try commit(Decision(.finished, entries: ends.map { .letter(.ended($0.id, $0.outcome)) }))
            case .finish(let job): try finish(job)
            }
            tell(.written)
            if troubles.isOver(at: .files(.delivery)) { parts.logger.notice("the disk takes what is written again") }
        } catch {
            keep(action, error)
        }
    }

    private func keep(_ action: Delivery.Action, _ error: LedgerError) {
        note(error.description, at: .files(.delivery))
        tell(.notWritten(action, chance: parts.entropy.fraction()))
    }

    func tell(_ event: Delivery.Event) { delivery.take(event, at: parts.clock.now()) }

    /// Writes lines to a job's progress. A job that an admin cancelled meanwhile has no folder any more.
    private func append(_ lines: [ProgressLine], to name: String, durably: Bool) throws(LedgerError) {
        guard delivery.jobs[name] != nil else { return }
        do throws(LedgerError) {
            try folders[name, default: JobFolder(name: name, disk: parts.disk)].append(lines, durably: durably)
        } catch {
            try ledger.refresh()
            align()
            if delivery.jobs[name] != nil { throw error }
        }
    }

    private func finish(_ name: String) throws(LedgerError) {
        guard let job = delivery.jobs[name] else { return }
        if let id = PostID(name) {
            _ = try commit(.jobFinished(id, job.report(), addressInvalid: job.invalidAddresses), source: .delivery)
        } else if let id = ForwardID(name) {
            try commit(Decision(.finished, entries: [.forwarding(.finished(id))]))
            align()
        }
    }

    /// What became of mails is a fact, nothing to decide about.
    private func commit(_ decision: Decision) throws(LedgerError) {
        let policy = parts.policy
        try ledger.transact(at: parts.clock.now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: .delivery, policy: policy)
        }
    }
}

/// One batch, from its mails to the relay's last answer.
extension Cycle {
    private func send(_ items: [SendItem], through route: Int) async {
        let trouble = await handOver(items, through: route)
        tell(.batchEnded(route: route, trouble, chance: parts.entropy.fraction()))
        tellOfRelay()
        perform()
        // For the page that tells how much is left.
        wakeSignal.raise()
    }

    /// A relay that refuses mails for a reason of its own: nobody but the admin can mend that. The coordinators are told when
    /// letters go out again.
    private func tellOfRelay() {
        guard let trouble = delivery.relayTrouble else {
            if troubles.isOver(at: .relay) { parts.logger.notice("the relay takes mails again") }
            tellOfRecovery()
            return
        }
        untoldTrouble = RelayTrouble(
            since: trouble.since, subject: trouble.refusal.subject, words: trouble.refusal.shown)
        let words = "the relay refuses mails for a reason that is not their recipients': \(trouble.refusal.shown)"
        note("\(words). They wait.", at: .relay, .error)
    }

    private func tellOfRecovery() {
        guard let trouble = untoldTrouble else { return }
        do throws(LedgerError) {
            _ = try commit(.relayRecovered(trouble), source: .delivery)
            untoldTrouble = nil
        } catch {
            // Tried again after the next batch.
            note(error.description, at: .files(.delivery))
        }
    }

    private func handOver(_ items: [SendItem], through route: Int) async -> Delivery.Trouble? {
        if Task.isCancelled { return .cancelled }
        do throws(LedgerError) {
            try ledger.restore()
        } catch {
            keep(.send(route: route, items), error)
            return nil
        }
        let made = makeOffers(of: items, through: route)
        if made.isEmpty { return nil }
        let offers = Offers(made)
        let relay = connections[route].relay
        defer {
            if let tally = tallies.removeValue(forKey: route) {
                parts.logger.info("connection \(route + 1) to the relay: \(tally.text)")
            }
        }
        do throws(RelayError) {
            try await relay.send(
                made.map(\.envelope), offer: { await self.offer($0, of: offers, through: route) },
                report: { await self.take($0, transmitted: $1, of: offers, through: route) })
            if troubles.isOver(at: .route(route)) { parts.logger.notice("the relay answers again") }
            return nil
        } catch {
            let trouble = Delivery.Trouble(error.kind)
            guard trouble != .cancelled else { return trouble }
            note("relay: \(error)", at: .route(route), .error)
            await relay.close()
            return trouble
        }
    }

    /// Which of these messages may go out: none where the disk does not take the note, and nothing that belongs to a job
    /// that was cancelled meanwhile.
    private func offer(_ ids: [UInt64], of offers: Offers, through route: Int) -> Set<UInt64> {
        let some = ids.compactMap { offers[$0] }
        do throws(LedgerError) {
            try noteOffered(some)
            let (cancelled, going) = (some.filter(isCancelled), some.filter { !isCancelled($0) })
            for place in cancelled.flatMap(\.places) {
                passOver(place, of: route, .unwanted(parts.policy.address, ""))
            }
            let (places, now) = (going.flatMap(\.places), parts.clock.now())
            let records = delivery.quotaRecords(ofOffer: places, through: route, at: now)
            if !records.isEmpty { try quotaFile.append(records, durably: true, at: now) }
            tell(.offered(route: route, places: places))
            return Set(going.map(\.envelope.id))
        } catch {
            keep(.send(route: route, []), error)
            return []
        }
    }

    private func isCancelled(_ offer: Offer) -> Bool { offer.job.map { delivery.jobs[$0] == nil } ?? false }

    /// Notes copies as offered, before they are: without an answer after a crash they are in doubt.
    private func noteOffered(_ offers: [Offer]) throws(LedgerError) {
        var indices: [String: [Int]] = [:]
        for offer in offers {
            if let job = offer.job { indices[job, default: []] += offer.indices }
        }
        let now = parts.clock.now()
        for (name, indices) in indices.sorted(by: { $0.key < $1.key }) {
            try append([ProgressLine(time: now, .offered(ProgressLine.ranges(of: indices)))], to: name, durably: true)
        }
    }

    /// Takes in what became of some messages, and which are whole with the relay from now on.
    private func take(
        _ results: [EnvelopeResult], transmitted: [UInt64], of offers: Offers, through route: Int
    ) {
        let now = parts.clock.now()
        for result in results {
            guard let offer = offers[result.id] else { continue }
            logDetails(of: result, offer)
            for (place, outcome) in zip(offer.places, result.outcomes) {
                tallies[route, default: BatchTally()].add(outcome)
                var chance = 0.0
                if case .later = outcome { chance = parts.entropy.fraction() }
                delivery.take(.answered(route: route, place: place, outcome, chance: chance), at: now)
            }
        }
        let places = transmitted.flatMap { offers[$0]?.places ?? [] }
        if !places.isEmpty { delivery.take(.transmitted(route: route, places: places), at: now) }
        perform()
    }

    private func logDetails(of result: EnvelopeResult, _ offer: Offer) {
        guard parts.logger.logLevel <= .debug else { return }
        for (address, outcome) in zip(offer.envelope.recipients, result.outcomes) {
            let words = if case .accepted(let words) = outcome { "accepted (\(words))" } else { "\(outcome)" }
            parts.logger.debug("\(offer.job ?? "a letter") for \(address.text): \(words)")
        }
    }
}

extension Delivery.Trouble {
    fileprivate init(_ kind: RelayError.Kind) {
        self =
            switch kind {
            case .denied: .denied
            case .unavailable, .slowDown(nil): .connection
            case .slowDown(let seconds?): .slowDown(seconds: seconds)
            case .cancelled: .cancelled
            }
    }
}
