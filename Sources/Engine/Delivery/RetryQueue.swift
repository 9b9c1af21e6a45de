import Base

/// Mails that come again, by the moment of their next try. One that is taken out keeps its state until it is forgotten:
/// the next failure goes on counting.
struct RetryQueue: Equatable, Sendable {
    private var states: [SendItem: RetryState] = [:]
    private var waiting: [Instant: [SendItem]] = [:]
    /// The keys of `waiting`, ascending. Pauses spread over some thousand different seconds at most.
    private var moments: [Instant] = []

    /// When the first of them is due.
    var next: Instant? { moments.first }

    /// How many could not be put into words when that was tried last.
    private(set) var unrenderable = 0

    func count(dueAt now: Instant) -> Int {
        moments.prefix { $0 <= now }.reduce(0) { $0 + (waiting[$1]?.count ?? 0) }
    }

    /// At most `limit` items that are due, the longest due first.
    mutating func take(_ limit: Int, at now: Instant) -> [SendItem] {
        var items: [SendItem] = []
        while items.count < limit, let moment = moments.first, moment <= now,
            var some = waiting.removeValue(forKey: moment)
        {
            let count = min(limit - items.count, some.count)
            items += some.prefix(count)
            some.removeFirst(count)
            if some.isEmpty { moments.removeFirst() } else { waiting[moment] = some }
        }
        return items
    }

    /// Whether it went through anything yet.
    func knows(_ item: SendItem) -> Bool { states[item] != nil }

    /// Comes again at `moment`, for no reason of its own.
    mutating func postpone(_ item: SendItem, until moment: Instant) {
        var state = states[item] ?? RetryState(notBefore: moment)
        state.renderFailures = 0
        wait(item, state, until: moment)
    }

    /// A server said "not now" to a mail of that age. Whether it is given up.
    mutating func putOff(_ item: SendItem, written: Instant, at now: Instant, chance: Double) -> Bool {
        var state = states[item] ?? RetryState(notBefore: now)
        state.attempts += 1
        state.renderFailures = 0
        guard !state.isExhausted(written: written, at: now) else {
            forget(item)
            return true
        }
        wait(item, state, until: now + RetryState.pause(afterAttempt: state.attempts, chance: chance))
        return false
    }

    /// No verdict came, once more: the server may have taken it. Whether it is given up, since it would only be taken again.
    mutating func doubt(_ item: SendItem, at now: Instant, chance: Double) -> Bool {
        var state = states[item] ?? RetryState(notBefore: now)
        state.attempts += 1
        guard state.attempts < RetryState.mostDoubts else {
            forget(item)
            return true
        }
        wait(item, state, until: now + RetryState.pause(afterAttempt: state.attempts, chance: chance))
        return false
    }

    /// It could not be put into words. That is never given up: an admin may mend what is wrong.
    mutating func failToRender(_ item: SendItem, at now: Instant, chance: Double) {
        var state = states[item] ?? RetryState(notBefore: now)
        state.renderFailures += 1
        wait(item, state, until: now + RetryState.pause(afterAttempt: state.renderFailures, chance: chance))
    }

    private mutating func wait(_ item: SendItem, _ state: RetryState, until moment: Instant) {
        var state = state
        state.notBefore = moment
        set(state, of: item)
        waiting[moment, default: []].append(item)
        let place = moments.firstIndex(behind: moment)
        if place == moments.endIndex || moments[place] != moment { moments.insert(moment, at: place) }
    }

    /// What an item went through before a restart; it does not wait.
    mutating func remember(_ item: SendItem, attempts: Int) {
        set(RetryState(attempts: attempts, notBefore: .earliest), of: item)
    }

    /// Of an item that does not wait: it has its end.
    mutating func forget(_ item: SendItem) { set(nil, of: item) }

    private mutating func set(_ state: RetryState?, of item: SendItem) {
        if (states[item]?.renderFailures ?? 0) > 0 { unrenderable -= 1 }
        if (state?.renderFailures ?? 0) > 0 { unrenderable += 1 }
        states[item] = state
    }

    /// Of all that fit, waiting or not.
    mutating func forget(where isMeant: (SendItem) -> Bool) {
        states = states.filter { !isMeant($0.key) }
        unrenderable = states.values.count { $0.renderFailures > 0 }
        waiting = waiting.mapValues { $0.filter { !isMeant($0) } }.filter { !$0.value.isEmpty }
        moments = waiting.keys.sorted()
    }

    /// The clock was set.
    mutating func shift(by length: Seconds) {
        states = states.mapValues { state in
            var state = state
            state.notBefore = state.notBefore + length
            return state
        }
        waiting = Dictionary(waiting.map { ($0.key + length, $0.value) }) { $0 + $1 }
        moments = waiting.keys.sorted()
    }
}

extension [Instant] {
    /// In an ascending array: the first place that holds this or something later.
    fileprivate func firstIndex(behind moment: Instant) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if self[middle] < moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
