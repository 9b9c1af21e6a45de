import Base

/// How many mails were handed over within the last so many seconds: any so many, not those of the clock's minute.
struct RollingWindow: Equatable, Sendable {
    struct Entry: Equatable, Sendable {
        var time: Instant
        var count: Int
    }

    let limit: Int
    private let length: Seconds
    /// Ascending, one a second.
    private var entries: [Entry] = []
    /// The first entry that still counts; those before it are dropped now and then.
    private var first = 0
    private var sum = 0

    /// - Parameter length: Clocks tell whole seconds: what was sent within second 10 may be sent again only after second
    ///   70 is over.
    init(limit: Int, length: Seconds) {
        self.limit = limit
        self.length = length
    }

    mutating func add(_ count: Int, at time: Instant) {
        guard count > 0 else { return }
        forget(at: time)
        sum += count
        if let last = entries.indices.last, last >= first, entries[last].time >= time {
            entries[last].count += count
        } else {
            entries.append(Entry(time: time, count: count))
        }
    }

    /// Of entries that came from elsewhere, in any order.
    mutating func restore(_ some: [Entry]) {
        let all = (entries[first...] + some).sorted { $0.time < $1.time }
        (entries, first, sum) = ([], 0, 0)
        for entry in all {
            sum += entry.count
            entries.append(entry)
        }
    }

    private mutating func forget(at now: Instant) {
        while first < entries.count, isOver(entries[first], at: now) {
            sum -= entries[first].count
            first += 1
        }
        if first > 64, first > entries.count / 2 {
            entries.removeFirst(first)
            first = 0
        }
    }

    private func isOver(_ entry: Entry, at now: Instant) -> Bool { entry.time + length < now }

    /// What is left of the limit.
    func allowance(at now: Instant) -> Int {
        let over = entries[first...].prefix { isOver($0, at: now) }.reduce(0) { $0 + $1.count }
        return limit - (sum - over)
    }

    /// The first moment, not before `now`, at which at least `wanted` are left, if nothing is handed over until then; nil
    /// where the limit is smaller than that.
    func moment(of wanted: Int, after now: Instant) -> Instant? {
        guard wanted <= limit else { return nil }
        var left = allowance(at: now)
        if left >= wanted { return now }
        for entry in entries[first...] where !isOver(entry, at: now) {
            left += entry.count
            if left >= wanted { return entry.time + length + 1 }
        }
        return nil
    }

    mutating func shift(by length: Seconds) {
        for index in entries.indices { entries[index].time = entries[index].time + length }
    }
}
