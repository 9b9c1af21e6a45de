import Base

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
        let retries = [(QuotaShare.letters, letterRetries.next), (.posts, postRetries.next), (nil, doubtful.next)]
        for (share, next) in retries {
            if let next { moments.append((share, max(next, now))) }
        }
        let waiting = Set(jobs.values.filter(\.hasWaiting).map(\.share))
        if letters.hasFresh || waiting.contains(.letters) { moments.append((.letters, now)) }
        if waiting.contains(.posts) { moments.append((.posts, now)) }
        return moments
    }
}
