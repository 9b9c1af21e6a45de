import Base
import MailingList

/// The state of a list and its files, under one owner. Everything that changes goes through `transact`, and the
/// append to the journal inside it is the commit: before it nothing happened, after it everything did.
package struct Ledger: Sendable {
    package private(set) var state: State
    /// What an admin should hear of once: torn lines that were cut off.
    package var warnings: [String] { journal.warnings }
    let disk: any Disk
    private let list: String
    private var journal: Journal
    /// The last transaction that the snapshot holds.
    private var snapshot: UInt64
    /// When the first of what the files held when they were last loaded is of no more use.
    private var firstExpiry: Instant?
    /// Set by a failed write: `state` may hold what was never committed, and the files are read anew before anything else
    /// is done.
    private var isStale = false

    /// Loads the files, and makes those of a new list.
    package init(disk: any Disk, list: String) throws(LedgerError) {
        self.disk = disk
        self.list = list
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        (state, journal, snapshot) = try Self.load(disk, list, .exclusive)
        try journal.makeDurable(on: disk)
        firstExpiry = state.firstExpiry
        try onDisk { () throws(DiskError) in
            for folder in ["posts", "outbox", "archive", "quarantine"] { try disk.makeFolder(folder) }
            try disk.syncFolder("")
        }
    }

    /// Throws where the files are another list's or a newer Kutsu's, as far as their first lines tell.
    package static func checkOwner(of disk: some Disk, list: String) throws(LedgerError) {
        try disk.acquire(.shared)
        defer { disk.unlock() }
        for (file, verb) in [(Journal.file, Journal.verb), (Snapshot.file, Snapshot.verb)] {
            let start = try onDisk { () throws(DiskError) in
                try disk.status(of: file) == nil ? [] : try disk.read(file, from: 0, atMost: 4096)
            }
            // A damaged line is told of when the file is loaded.
            guard let text = Checksum.open(start.prefix { $0 != UInt8(ascii: "\n") }) else { continue }
            _ = try FileHeader.read(text, verb: verb, list: list, file: file)
        }
    }

    /// The list as it is at this moment, for whoever only looks. Nothing is written: of a torn last line the others are
    /// taken, and a list without files is an empty one. The lock is free again when this returns.
    package static func state(on disk: some Disk, list: String) throws(LedgerError) -> State {
        try disk.acquire(.shared)
        defer { disk.unlock() }
        if try onDisk({ () throws(DiskError) in try Journal.isNewList(on: disk) }) { return State() }
        return try load(disk, list, .shared).0
    }

    /// Runs one batch under the lock: reads what other processes wrote, lets `body` decide, and commits what it
    /// decided with one fsync. Where that fails, nothing of the batch happened.
    package mutating func transact<R>(
        at now: Instant, _ body: (inout Batch) throws(LedgerError) -> R
    ) throws(LedgerError) -> R {
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        try bringUpToDate(.exclusive)
        var batch = Batch(state: state, time: now, disk: disk)
        // The batch is the only owner while it works, so its changes copy nothing.
        state = State()
        do throws(LedgerError) {
            let result = try body(&batch)
            try batch.syncFolders()
            if batch.lineCount > 0 {
                try journal.append(
                    batch.lines, lines: batch.lineCount, at: now, through: batch.state.sequence, on: disk)
            }
            state = batch.state
            tidyUp(after: batch)
            return result
        } catch {
            // Back to what the files say. Where even that fails, what was last known stays to look at, and nothing is
            // decided on it: `restore`.
            state = batch.state
            isStale = true
            try? bringUpToDate(.exclusive)
            throw error
        }
    }

    /// Reads what other processes wrote since. A torn line that one of them left stays until something is written.
    package mutating func refresh() throws(LedgerError) {
        // What a failed append of ours left behind must go first, and that is writing.
        let mode: LockMode = journal.isSettled ? .shared : .exclusive
        try disk.acquire(mode)
        defer { disk.unlock() }
        try bringUpToDate(mode)
    }

    /// Before `state` is acted on outside a batch. Throws where a write has failed and the files could not be read since:
    /// then it is not known what was committed.
    package mutating func restore() throws(LedgerError) {
        if isStale { try refresh() }
    }

    /// Only under the lock.
    mutating func bringUpToDate(_ mode: LockMode) throws(LedgerError) {
        try journal.settle(on: disk)
        let isOutdated = isStale ? true : try !journal.isCurrent(on: disk)
        if isOutdated {
            (state, journal, snapshot) = try Self.load(disk, list, mode)
            firstExpiry = state.firstExpiry
        } else {
            let isNews = try journal.catchUp(on: disk, mode) { [snapshot] in state.apply($0, membersThrough: snapshot) }
            if !isNews { return }
        }
        isStale = true
        try journal.makeDurable(on: disk)
        isStale = false
    }

    /// Whether a compaction is worth its cost. It is when the journal has grown enough that it costs a constant share
    /// of the work, and by age, so that what is over is in no file any more: the lines of the journal, of which any may
    /// tell of somebody who left or of a mail that was answered long ago, are for one day, and what is carried from one
    /// journal to the next goes when it is of no more use, but not more often than daily. Who asked to be forgotten does not
    /// wait for that.
    ///
    /// Costs nothing: it may be asked every second.
    package func isDueForCompaction(at now: Instant) -> Bool {
        if journal.lines > 20_000 && journal.lines > state.members.count / 4 { return true }
        // A start reads all of it.
        if journal.history > 25_000_000 { return true }
        if !state.erasable.isEmpty { return true }
        return compactionByAge.map { now >= $0 } ?? false
    }

    /// When the age of what the files hold asks for a compaction; nil while they hold nothing that gets too old.
    package var compactionByAge: Instant? {
        guard let begun = journal.begun else { return nil }
        let tomorrow = begun + Self.shortestJournal
        return journal.history > 0 ? tomorrow : firstExpiry.map { max($0, tomorrow) }
    }

    /// A journal lives at least as long, unless it grows large.
    private static let shortestJournal = Seconds.days(1)

    /// Writes the members anew and begins a fresh journal. A crash at any point leaves one of the two whole pairs, or
    /// new members beside the old journal, which load to the same state.
    package mutating func compact(at now: Instant) throws(LedgerError) {
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        try bringUpToDate(.exclusive)
        isStale = true
        do throws(LedgerError) {
            try onDisk { () throws(DiskError) in
                try erase(state.erasable)
                try replaceFiles(at: now)
            }
        } catch {
            // A full disk gets its room back; after a crash `tidyUp` does the same.
            for file in [Snapshot.file, Journal.file] { try? disk.remove(file + ".new") }
            throw error
        }
        try bringUpToDate(.exclusive)
    }

    private func replaceFiles(at now: Instant) throws(DiskError) {
        let through = journal.sequence
        let carried = state.carried(at: now)
        var fresh = Journal.header(list: list, after: through)
        if !carried.isEmpty {
            fresh += TransactionLine.bytes(
                of: Transaction(sequence: through + 1, time: now, source: .carried, entries: carried, letters: []))
        }
        try Snapshot.write(state.members, through: through, list: list, to: Snapshot.file + ".new", on: disk)
        try disk.writeDurably(fresh, to: Journal.file + ".new", in: "")
        try disk.rename(Snapshot.file + ".new", to: Snapshot.file)
        try disk.syncFolder("")
        try disk.rename(Journal.file + ".new", to: Journal.file)
        try disk.syncFolder("")
    }

    private static func load(
        _ disk: some Disk, _ list: String, _ mode: LockMode
    ) throws(LedgerError) -> (State, Journal, UInt64) {
        let snapshot = try Snapshot.load(from: disk, list: list)
        let through = snapshot?.through ?? 0
        var state = State(members: snapshot?.members ?? Members(), sequence: through)
        let journal = try Journal.open(on: disk, mode, list: list, snapshot: snapshot?.through) {
            state.apply($0, membersThrough: through)
        }
        return (state, journal, through)
    }

    /// Removes files that the committed facts no longer need. What fails here is left to `Tidying` at the next start.
    private func tidyUp(after batch: borrowing Batch) {
        for name in batch.closedJobs {
            disk.keepProgress(ofJob: name)
            try? disk.removeFolder("outbox/\(name)")
        }
        for name in batch.uselessFiles { try? disk.remove(name) }
    }
}
