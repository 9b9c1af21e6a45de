import Base

/// Which mails go out next, and through which connection.
extension Delivery {
    /// How many may be handed to a route now.
    func room(on route: Int, at now: Instant) -> Int {
        guard isUsable(route), now >= max(routes[route].notBefore, relays[routes[route].relay].notBefore) else {
            return 0
        }
        let relay = relays[routes[route].relay]
        return min(relay.health.trouble == nil ? routes[route].window : 1, relay.quota.allowance(at: now))
    }

    /// The first moment, not before `now`, at which a route has room; nil where only an event makes some.
    func nextRoom(on route: Int, after now: Instant) -> Instant? {
        guard isUsable(route) else { return nil }
        let relay = relays[routes[route].relay]
        return relay.quota.nextAllowance(after: max(now, routes[route].notBefore, relay.notBefore))
    }

    private func isUsable(_ route: Int) -> Bool {
        guard !isStopped, routes[route].batch == nil else { return false }
        // After a refused login one connection tries for all: providers lock accounts.
        let number = routes[route].relay
        return !relays[number].isProbed || !routes.contains { $0.relay == number && $0.batch != nil }
    }

    /// Where all relays have had what they take for now: when the first of them takes something again.
    func throttleEnd(at now: Instant) -> Instant? {
        guard !relays.isEmpty, relays.allSatisfy({ $0.quota.allowance(at: now) == 0 }) else { return nil }
        return relays.compactMap { $0.quota.nextAllowance(after: now) }.min() ?? now
    }

    func isAnythingDue(at now: Instant) -> Bool { nextDue(after: now) == now }

    /// The first moment, not before `now`, at which there is something to send; nil where there is nothing.
    func nextDue(after now: Instant) -> Instant? {
        if letters.hasFresh || jobs.values.contains(where: \.hasWaiting) { return now }
        return [letterRetries.next, copyRetries.next, doubtful.next].compactMap { $0 }.min().map { max($0, now) }
    }

    /// Letters before copies, what comes again before what is fresh, and jobs in the order of their names. What is in
    /// doubt comes after all others, and alone: it may be what makes the server hang up.
    mutating func choose(_ limit: Int, at now: Instant) -> [SendItem] {
        var items = letterRetries.take(limit, at: now)
        items += letters.takeFresh(limit - items.count).map(SendItem.letter)
        letters.offer(items.count)
        let again = copyRetries.take(limit - items.count, at: now)
        for case .copy(let job, let index) in again { jobs[job]?.offerAgain(index) }
        items += again
        for name in jobs.keys.sorted() where items.count < limit {
            let places = jobs[name]?.takeWaiting(limit - items.count) ?? 0..<0
            items += places.map { .copy(job: name, index: $0) }
        }
        return items.isEmpty && limit > 0 ? chooseDoubtful(at: now) : items
    }

    private mutating func chooseDoubtful(at now: Instant) -> [SendItem] {
        let items = doubtful.take(1, at: now)
        for item in items {
            switch item {
            case .letter: letters.offer(1)
            case .copy(let job, let index): jobs[job]?.offerAgain(index)
            }
        }
        return items
    }
}

/// What becomes of a batch.
extension Delivery {
    mutating func noteOffer(of places: [Int], through route: Int, at now: Instant) {
        let items = routes[route].batch?.offer(places) ?? []
        let names = Set(items.compactMap { if case .copy(let job, _) = $0 { job } else { nil } })
        for name in names { jobs[name]?.noteOffer(at: now) }
    }

    mutating func settleQuota(of relay: Int, _ outcome: Outcome, at now: Instant) {
        if outcome == .notTried {
            relays[relay].quota.release(1)
        } else {
            relays[relay].quota.spend(1, at: now)
        }
    }

    mutating func endBatch(of route: Int, _ trouble: Trouble?, at now: Instant, chance: Double) {
        guard let batch = routes[route].batch else { return }
        let relay = routes[route].relay
        for place in batch.unanswered where batch.isOffered(place) {
            guard let item = routes[route].batch?.answer(place, .unknown) else { continue }
            settleQuota(of: relay, .unknown, at: now)
            answer(item, .unknown, at: now, chance: chance)
        }
        for place in batch.unanswered where !batch.isOffered(place) {
            guard let item = routes[route].batch?.passOver(place) else { continue }
            relays[relay].quota.release(1)
            comeBack(item, at: now)
        }
        settleSuspects(of: route, at: now, chance: chance)
        routes[route].batch = nil
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
