import Base
import MailingList

/// When a connection may be handed something, and when there is something to hand over.
extension Delivery {
    /// How much may be handed to a route now.
    func room(on route: Int, at now: Instant) -> BatchRoom {
        let relay = relays[routes[route].relay]
        guard isUsable(route), now >= max(routes[route].notBefore, relay.notBefore) else { return .none }
        let places = relay.health.trouble == nil ? routes[route].window : 1
        let isPostUnderWay = isPostUnderWay
        return BatchRoom(
            places: places, whole: relay.quota.allowance(at: now),
            letters: relay.quota.allowance(of: .letters, isPostUnderWay: isPostUnderWay, at: now),
            posts: relay.quota.allowance(of: .posts, isPostUnderWay: isPostUnderWay, at: now))
    }

    /// The first moment, not before `now`, at which a route has room for a share, or for anybody; nil where only an event
    /// makes some.
    func nextRoom(on route: Int, of share: QuotaShare?, after now: Instant) -> Instant? {
        guard isUsable(route) else { return nil }
        let relay = relays[routes[route].relay]
        return relay.quota.nextAllowance(
            of: share, isPostUnderWay: isPostUnderWay, after: max(now, routes[route].notBefore, relay.notBefore))
    }

    private func isUsable(_ route: Int) -> Bool {
        guard !isStopped, routes[route].batch == nil else { return false }
        // After a refused login one connection tries for all: providers lock accounts.
        let number = routes[route].relay
        return !relays[number].isProbed || !routes.contains { $0.relay == number && $0.batch != nil }
    }

    /// Whether a post has copies that have no end yet.
    var isPostUnderWay: Bool { jobs.values.contains { $0.share == .posts && !$0.isFinished } }

    /// Where all relays have had what copies of posts may have for now: when the first of them takes some again.
    func throttleEnd(at now: Instant) -> Instant? {
        let isPostUnderWay = isPostUnderWay
        let isOver = relays.allSatisfy { relay in
            let allowance = relay.quota.allowance(of: .posts, isPostUnderWay: isPostUnderWay, at: now)
            return min(allowance.messages, allowance.recipients) == 0
        }
        guard !relays.isEmpty, isOver else { return nil }
        return relays.compactMap {
            $0.quota.nextAllowance(of: .posts, isPostUnderWay: isPostUnderWay, after: now)
        }.min() ?? now
    }

    /// The first moments, not before `now`, at which there is something to send, each with whose share it is.
    func nextDue(after now: Instant) -> [(share: QuotaShare?, time: Instant)] {
        var moments: [(share: QuotaShare?, time: Instant)] = []
        let retries = [(QuotaShare.letters, letterRetries.next), (.posts, copyRetries.next), (nil, doubtful.next)]
        for (share, next) in retries {
            if let next { moments.append((share, max(next, now))) }
        }
        let waiting = Set(jobs.values.filter(\.hasWaiting).map(\.share))
        if letters.hasFresh || waiting.contains(.letters) { moments.append((.letters, now)) }
        if waiting.contains(.posts) { moments.append((.posts, now)) }
        return moments
    }
}

/// Which mails go out next, and through which connection.
extension Delivery {
    /// Letters first, then what is forwarded to people, then copies; of each, what comes again before what is fresh, and
    /// jobs in the order of their names. What is in doubt comes after all others, and alone: it may be what makes the
    /// server hang up.
    mutating func choose(for route: Int, _ room: BatchRoom, at now: Instant) -> BatchPlan {
        var plan = BatchPlan(room)
        takeLetters(letterRetries.take(room.messages(of: .letters), at: now), into: &plan)
        takeLetters(letters.takeFresh(plan.room.messages(of: .letters)).map(SendItem.letter), into: &plan)
        let names = jobs.keys.sorted()
        for name in names where jobs[name]?.share == .letters { takeWaiting(of: name, for: route, into: &plan) }
        // Those that share a message leave room for more.
        while true {
            let again = copyRetries.take(plan.room.messages(of: .posts), at: now)
            if again.isEmpty { break }
            for case .copy(let job, let index) in again { offerAgain(job, index, for: route, into: &plan) }
        }
        for name in names where jobs[name]?.share == .posts { takeWaiting(of: name, for: route, into: &plan) }
        if plan.isEmpty { takeDoubtful(into: &plan, at: now) }
        return plan
    }

    private mutating func takeLetters(_ items: [SendItem], into plan: inout BatchPlan) {
        for item in items { plan.add(item, .letters) }
        letters.offer(items.count)
    }

    private mutating func takeWaiting(of name: String, for route: Int, into plan: inout BatchPlan) {
        // Not the job itself: a second owner would make the change below copy it.
        let known = jobs[name].flatMap { job in job.hasWaiting ? (groupSize(of: job, for: route), job.share) : nil }
        guard let (most, share) = known else { return }
        if most == 1 {
            for index in jobs[name]?.takeWaiting(plan.room.messages(of: share)) ?? 0..<0 {
                plan.add(.copy(job: name, index: index), share)
            }
        } else {
            _ = jobs[name]?.takeWaiting(plan.room.recipients(of: share)) { index, language in
                plan.add(.copy(job: name, index: index), share, language, most)
            }
        }
    }

    private mutating func offerAgain(_ name: String, _ index: Int, for route: Int, into plan: inout BatchPlan) {
        let known = jobs[name].map { job in
            let most = groupSize(of: job, for: route)
            return (most, job.share, most > 1 ? job.language(index) : nil)
        }
        guard let (most, share, language) = known else { return }
        let isTaken = plan.add(.copy(job: name, index: index), share, language, most)
        precondition(isTaken, "there is room for as many messages as were asked for")
        jobs[name]?.offerAgain(index)
    }

    private mutating func takeDoubtful(into plan: inout BatchPlan, at now: Instant) {
        for item in doubtful.take(min(1, plan.room.messages(of: nil)), at: now) {
            switch item {
            case .letter:
                plan.add(item, .letters)
                letters.offer(1)
            case .copy(let job, let index):
                plan.add(item, jobs[job]?.share ?? .posts)
                jobs[job]?.offerAgain(index)
            }
        }
    }

    /// Whether the copies of a job name nobody. One that goes alone, since it comes again, names nobody either: by its
    /// Message-ID a server knows it again.
    func isShared(_ job: String, on route: Int) -> Bool {
        jobs[job].map { groupSize(of: $0, for: route) > 1 } ?? false
    }

    /// How many recipients of a job share a message.
    private func groupSize(of job: Job, for route: Int) -> Int {
        job.isShareable ? relays[routes[route].relay].recipientsPerMessage : 1
    }
}

extension BatchPlan {
    /// A line of recipients that is damaged has no language, and shares nothing.
    fileprivate mutating func add(
        _ item: SendItem, _ share: QuotaShare, _ language: Language?, _ most: Int
    ) -> Bool {
        if most > 1, let language, case .copy(let job, _) = item {
            return add(item, share, to: Group(job: job, language: language), atMost: most)
        }
        guard room.messages(of: share) > 0 else { return false }
        add(item, share)
        return true
    }
}

/// What becomes of a batch.
extension Delivery {
    mutating func noteOffer(of places: [Int], through route: Int, at now: Instant) {
        let items = routes[route].batch?.offer(places) ?? []
        let names = Set(items.compactMap { if case .copy(let job, _) = $0 { job } else { nil } })
        for name in names { jobs[name]?.noteOffer(at: now) }
    }

    /// The mail at a place of a route's batch came to its end, whichever.
    mutating func settleQuota(of place: Int, through route: Int, isTried: Bool, at now: Instant) {
        guard let batch = routes[route].batch else { return }
        let isOffered = batch.isOffered(place)
        guard let settlement = routes[route].batch?.settle(place, isTried: isTried) else { return }
        let (relay, share) = (routes[route].relay, settlement.share)
        relays[relay].quota.spend(settlement.spent, share, at: now)
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
