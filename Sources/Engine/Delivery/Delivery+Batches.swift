import Base

/// What becomes of a batch.
extension Delivery {
    /// What it holds.
    mutating func begin(
        _ batch: InFlightBatch, _ amounts: [(share: QuotaShare, amount: MailAmount)], on route: Int, at now: Instant
    ) -> [SendItem] {
        let (relay, items) = (routes[route].relay, batch.all)
        for (share, amount) in amounts { relays[relay].quota.reserve(amount, share) }
        relays[relay].given += Double(items.count) / Double(relays[relay].weight)
        relays[relay].pace.begin(at: now)
        routes[route].batch = batch
        routes[route].lastSign = now
        return items
    }

    mutating func noteOffer(of places: [Int], through route: Int, at now: Instant) {
        let items = routes[route].batch?.offer(places) ?? []
        let names = Set(items.compactMap { if case .copy(let job, _) = $0 { job } else { nil } })
        for name in names { jobs[name]?.noteOffer(at: now) }
    }

    /// Written down with the answers that came meanwhile. Letters need no such line: they are pending until they end.
    mutating func noteTransmission(of places: [Int], through route: Int, at now: Instant) {
        var indices: [String: [Int]] = [:]
        for place in places {
            guard case .copy(let job, let index)? = routes[route].batch?.item(at: place) else { continue }
            indices[job, default: []].append(index)
        }
        for (job, indices) in indices where jobs[job] != nil {
            lines[job, default: []].append(ProgressLine(time: now, .transmitted(ProgressLine.ranges(of: indices))))
        }
    }

    /// The mail at a place of a route's batch came to its end, whichever.
    mutating func settleQuota(of place: Int, through route: Int, isTried: Bool, at now: Instant) {
        // Not the batch itself: a second owner would make the change below copy it, for each answer.
        let isOffered = routes[route].batch?.isOffered(place) ?? false
        guard let settlement = routes[route].batch?.settle(place, isTried: isTried) else { return }
        let (relay, share) = (routes[route].relay, settlement.share)
        relays[relay].quota.spend(settlement.spent, share, at: now)
        relays[relay].pace.add(settlement.spent.messages)
        relays[relay].quota.release(settlement.released, share)
        guard isOffered else { return }
        charge(relay, .counted, share, settlement.spent, at: now)
        charge(relay, .released, share, settlement.released, at: now)
    }

    private mutating func charge(
        _ relay: Int, _ word: QuotaRecord.Word, _ share: QuotaShare, _ amount: MailAmount, at now: Instant
    ) {
        guard relays[relay].quota.isLimited, !amount.isNothing else { return }
        var record = QuotaRecord(time: now, word, share, amount, relay: relays[relay].name)
        if let same = charges.lastIndex(where: { $0.isAlike(record) }) {
            record.amount += charges[same].amount
            charges[same] = record
        } else {
            charges.append(record)
        }
    }

    /// What is to be written down before the mails at these places go out; nothing for a relay without limits.
    func quotaRecords(ofOffer places: [Int], through route: Int, at now: Instant) -> [QuotaRecord] {
        let relay = relays[routes[route].relay]
        guard relay.quota.isLimited, let batch = routes[route].batch else { return [] }
        return batch.amounts(of: places).map {
            QuotaRecord(time: now, .offered, $0.share, $0.amount, relay: relay.name)
        }
    }

    mutating func endBatch(of route: Int, _ trouble: Trouble?, at now: Instant, chance: Double) {
        guard let batch = routes[route].batch else { return }
        for place in batch.unanswered where batch.isOffered(place) {
            guard let item = routes[route].batch?.answer(place, .unknown) else { continue }
            settleQuota(of: place, through: route, isTried: true, at: now)
            answer(item, .unknown, at: now, chance: chance)
        }
        for place in batch.unanswered where !batch.isOffered(place) {
            guard let item = routes[route].batch?.passOver(place) else { continue }
            settleQuota(of: place, through: route, isTried: false, at: now)
            comeBack(item, at: now)
        }
        settleSuspects(of: route, at: now, chance: chance)
        routes[route].batch = nil
        relays[routes[route].relay].pace.end(at: now)
        rest(route, batch, trouble, at: now, chance: chance)
    }

    /// How long a route, or all routes to its relay, are left alone.
    private mutating func rest(
        _ route: Int, _ batch: InFlightBatch, _ trouble: Trouble?, at now: Instant, chance: Double
    ) {
        let relay = routes[route].relay
        // A server that hangs up after so many mails, and takes some each time, is no server that is down.
        if batch.hasProgress { routes[route].backoff.succeed() }
        if batch.hasAnswers, relays[relay].health.trouble != nil {
            relays[relay].notBefore = max(relays[relay].notBefore, now + relays[relay].health.pause(chance: chance))
        }
        switch trouble {
        case nil where batch.isOffered && !batch.hasAnswers: fallthrough  // It did nothing, and did not say why.
        case .connection: pause(route, at: now, chance: chance)
        case .slowDown(let seconds):
            pause(route, at: now, chance: chance)
            relays[relay].notBefore = max(relays[relay].notBefore, now + Seconds(Int64(max(0, seconds))))
        case .denied:
            relays[relay].notBefore = now + Seconds(pausing: relays[relay].denials.pause(chance: chance))
        case .cancelled: routes[route].notBefore = now + 1
        case nil where batch.isOffered:
            routes[route].backoff.succeed()
            relays[relay].denials.succeed()
        case nil: break
        }
    }

    private mutating func pause(_ route: Int, at now: Instant, chance: Double) {
        routes[route].notBefore = now + Seconds(pausing: routes[route].backoff.pause(chance: chance))
    }
}

extension Seconds {
    /// A backoff's pause on a clock of whole seconds: at least one, or a turn would follow the other at once.
    init(pausing seconds: Double) { self.init(max(1, Int64(seconds.rounded(.up)))) }
}
