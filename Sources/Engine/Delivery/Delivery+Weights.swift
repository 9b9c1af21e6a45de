import Base

/// Which relay gets how much. Relays that work share by their weights, recipient by recipient: the next one is always due
/// to the relay that had least for its weight, and the others wait for it while it is busy. A relay takes part:
///
///     from  event                                                                         to
///     in    its quota is used up, its login or its mails are refused, its connections     out
///           are lost, or all of them have been busy in silence for a while
///     out   it took a mail, has some quota again, or answers                              in, and has as much as the others
///
/// What a relay does not get while it is out goes to the others, and is not made up for. Letters wait for nobody's turn.
extension Delivery {
    /// A busy relay that answered nothing for so long is not waited for.
    static let silence: Seconds = 15

    /// How many recipients each route may be handed now, for those that may be handed any.
    mutating func deal(at now: Instant) -> [(route: Int, most: Int)] {
        let free = routes.indices.filter { room(on: $0, at: now).messages(of: nil) > 0 }
        guard relays.count > 1 else { return free.map { ($0, .max) } }
        let shares = dueShares(at: now)
        if free.isEmpty || shares.isEmpty { return [] }
        let taking = relaysTakingPart(of: shares, at: now)
        letIn(taking)
        var deals: [(route: Int, most: Int)] = []
        var rooms: [Int: Int] = [:]
        for route in free where taking.contains(routes[route].relay) {
            rooms[routes[route].relay, default: 0] += room(on: route, at: now).recipients(of: nil)
        }
        var dealt = deal(dueCount(at: now), among: taking, rooms)
        for route in free {
            let relay = routes[route].relay
            let some = min(dealt[relay, default: 0], room(on: route, at: now).recipients(of: nil))
            if some == 0 { continue }
            dealt[relay, default: 0] -= some
            deals.append((route, some))
        }
        if dealt.isEmpty, let route = free.first(where: { isForLetters($0, taking, at: now) }) {
            deals.append((route, lettersDue(at: now)))
        }
        // Who is out is tried with one mail, of what is left; where all are, as if each were alone.
        return deals
            + free.filter { !taking.contains(routes[$0].relay) }.map { ($0, taking.isEmpty ? Int.max : 1) }
    }

    private func isForLetters(_ route: Int, _ taking: [Int], at now: Instant) -> Bool {
        taking.contains(routes[route].relay) && room(on: route, at: now).messages(of: .letters) > 0
            && lettersDue(at: now) > 0
    }

    /// Of so many recipients, how many go to each relay.
    private func deal(_ count: Int, among taking: [Int], _ rooms: [Int: Int]) -> [Int: Int] {
        var dealt: [Int: Int] = [:]
        var given = standings(of: taking)
        for _ in 0..<min(count, rooms.values.reduce(0, +)) {
            // The first of those that had least: relays stand in the order of the configuration.
            guard let next = given.indices.min(by: { (given[$0].given, $0) < (given[$1].given, $1) }) else { break }
            let relay = given[next].relay
            // It is busy, and its turn: the others wait.
            guard dealt[relay, default: 0] < rooms[relay, default: 0] else { break }
            dealt[relay, default: 0] += 1
            given[next].given += 1 / Double(relays[relay].weight)
        }
        return dealt
    }

    /// The first moment, not before `moment`, at which it is a route's turn, if nothing happens until then.
    func nextTurn(of route: Int, from moment: Instant) -> Instant {
        var moment = moment
        for _ in relays.indices {
            guard let later = turnOfOthers(than: route, at: moment) else { break }
            moment = later
        }
        return moment
    }

    /// Until when a route is to wait for another relay whose turn it is; nil where it is to wait for none.
    private func turnOfOthers(than route: Int, at now: Instant) -> Instant? {
        guard relays.count > 1 else { return nil }
        let own = routes[route].relay
        let taking = relaysTakingPart(of: dueShares(at: now), at: now)
        guard taking.contains(own),
            let next = standings(of: taking).min(by: { ($0.given, $0.relay) < ($1.given, $1.relay) })?.relay,
            next != own,
            !routes.contains(where: { $0.relay == next && $0.batch == nil && $0.notBefore <= now })
        else { return nil }
        return routes.filter { $0.relay == next && $0.batch != nil }.map { $0.lastSign + Self.silence }.max()
    }

    /// What each of them had for its weight. Who comes in has as much as the others.
    private func standings(of taking: [Int]) -> [(relay: Int, given: Double)] {
        let least = taking.filter { !relays[$0].isOut }.map { relays[$0].given }.min()
        return taking.map { number in
            let given = relays[number].given
            return (number, relays[number].isOut ? max(given, least ?? given) : given)
        }
    }

    /// Whose mail is due; nil among them stands for what is in doubt.
    private func dueShares(at now: Instant) -> [QuotaShare?] {
        nextDue(after: now).filter { $0.time == now }.map(\.share)
    }

    private func relaysTakingPart(of shares: [QuotaShare?], at now: Instant) -> [Int] {
        relays.indices.filter { number in
            let relay = relays[number]
            guard !relay.isProbed, relay.notBefore <= now else { return false }
            let hasRoom = shares.contains { share in
                let allowance = relay.quota.allowance(of: share, isPostUnderWay: isPostUnderWay, at: now)
                return min(allowance.messages, allowance.recipients) > 0
            }
            return hasRoom
                && routes.contains { route in
                    guard route.relay == number, !route.backoff.isTroubled else { return false }
                    return route.batch == nil ? route.notBefore <= now : route.lastSign + Self.silence > now
                }
        }
    }

    private mutating func letIn(_ taking: [Int]) {
        for (relay, given) in standings(of: taking) { relays[relay].given = given }
        for number in relays.indices { relays[number].isOut = !taking.contains(number) }
    }

    /// About how many letters are due, and recipients of forwarded mail.
    private func lettersDue(at now: Instant) -> Int {
        letters.freshCount + letterRetries.count(dueAt: now) + waiting(of: .letters)
    }

    private func waiting(of share: QuotaShare) -> Int {
        jobs.values.reduce(0) { $0 + ($1.share == share && $1.hasWaiting ? $1.count - $1.firstWaiting : 0) }
    }

    /// About how many recipients are due.
    private func dueCount(at now: Instant) -> Int {
        lettersDue(at: now) + postRetries.count(dueAt: now) + doubtful.count(dueAt: now) + waiting(of: .posts)
    }
}
