import Base
import MailingList

/// What goes out next: letters first, then the jobs in turn. A value without IO: it is told what happened and
/// answers with what to do.
package struct Dispatch: Sendable {
    /// One recipient's mail.
    package enum Item: Hashable, Sendable {
        case letter(LetterID)
        case copy(job: String, index: Int)
    }

    /// What became of an item after an outcome.
    package enum Consequence: Equatable, Sendable {
        /// Nothing more will be tried.
        case ended
        /// It comes again by itself.
        case postponed
    }

    private struct Trouble: Sendable {
        var attempts = 0
        var since: Instant
        var notBefore: Instant
    }

    private var letters: [LetterID] = []
    private var newestLetter = LetterID(sequence: 0, index: 0)
    private(set) var jobs: [String: Job] = [:]
    /// The first recipient of each job that was not offered since the job was loaded.
    private var cursors: [String: Int] = [:]
    private var troubled: [Item: Trouble] = [:]
    /// Handed to a relay and not yet answered.
    private var offered: Set<Item> = []

    package init() {}

    /// Takes in letters that were decided since the last call.
    package mutating func enqueue(_ pending: some Sequence<LetterID>) {
        let new = pending.filter { $0 > newestLetter }.sorted()
        letters += new
        newestLetter = new.last ?? newestLetter
    }

    package mutating func open(_ job: Job) {
        jobs[job.name] = job
        cursors[job.name] = 0
    }

    /// Forgets a job; what is on its way keeps its answer.
    package mutating func close(_ name: String) {
        jobs[name] = nil
        cursors[name] = nil
        troubled = troubled.filter { if case .copy(name, _) = $0.key { false } else { true } }
    }

    /// At most `limit` items that may go out at `now`; each is out until `record` tells what became of it.
    package mutating func next(_ limit: Int, at now: Instant) -> [Item] {
        var items: [Item] = []
        for (item, trouble) in troubled where items.count < limit && trouble.notBefore <= now {
            if !offered.contains(item) { items.append(item) }
        }
        let fresh = min(letters.count, limit - items.count)
        items += letters.prefix(fresh).map(Item.letter)
        letters.removeFirst(fresh)
        for name in jobs.keys.sorted() where items.count < limit {
            items += nextCopies(of: name, limit - items.count)
        }
        offered.formUnion(items)
        return items
    }

    private mutating func nextCopies(of name: String, _ limit: Int) -> [Item] {
        guard let job = jobs[name], var cursor = cursors[name] else { return [] }
        var items: [Item] = []
        while items.count < limit, cursor < job.count {
            let item = Item.copy(job: name, index: cursor)
            if job.standing[cursor] == .waiting, !offered.contains(item), troubled[item] == nil { items.append(item) }
            cursor += 1
        }
        cursors[name] = cursor
        return items
    }

    /// Notes a job's progress in memory; the caller has written the line.
    mutating func note(_ line: ProgressLine, of job: String) { jobs[job]?.note(line) }

    /// What an outcome means for an item. `chance` in 0 ..< 1 spreads the retries.
    package mutating func record(_ item: Item, _ outcome: Outcome, at now: Instant, chance: Double) -> Consequence {
        offered.remove(item)
        switch outcome {
        case .accepted, .refused:
            troubled[item] = nil
            return .ended
        case .notTried:
            let trouble = troubled[item]
            troubled[item] = Trouble(attempts: trouble?.attempts ?? 0, since: trouble?.since ?? now, notBefore: now)
            return .postponed
        case .unknown:
            var trouble = troubled[item] ?? Trouble(since: now, notBefore: now)
            trouble.notBefore = now
            troubled[item] = trouble
            return .postponed
        case .later:
            var trouble = troubled[item] ?? Trouble(since: now, notBefore: now)
            trouble.attempts += 1
            trouble.notBefore = now + Retry.pause(afterAttempt: trouble.attempts, chance: chance)
            troubled[item] = trouble
            guard now.since(trouble.since) >= Retry.patience else { return .postponed }
            troubled[item] = nil
            return .ended
        }
    }

    /// An item that needs no sending after all.
    package mutating func drop(_ item: Item) {
        offered.remove(item)
        troubled[item] = nil
    }

    /// When something may go out, given that nothing may at the moment; nil while everything waits for answers.
    package var nextDue: Instant? {
        troubled.filter { !offered.contains($0.key) }.values.map(\.notBefore).min()
    }

    /// Mails that have no end yet, those on their way included.
    package var backlog: Int {
        letters.count + jobs.values.reduce(0) { $0 + $1.open }
            + Set(troubled.keys).union(offered).count { if case .letter = $0 { true } else { false } }
    }
}
