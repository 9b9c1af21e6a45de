import Mail
import Rules

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
    /// Set by a failed write: the files are read anew before anything else is done.
    private var isStale = false

    /// Loads the files, under the lock.
    package init(disk: any Disk, list: String) throws(LedgerError) {
        self.disk = disk
        self.list = list
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        (state, journal, snapshot) = try Self.load(disk, list)
        try onDisk { () throws(DiskError) in
            for folder in ["posts", "outbox", "archive", "quarantine"] { try disk.makeFolder(folder) }
            try disk.syncFolder("")
        }
    }

    /// Runs one batch under the lock: reads what other processes wrote, lets `body` decide, and commits what it
    /// decided with one fsync. Where that fails, nothing of the batch happened.
    package mutating func transact<R>(
        at now: Instant, _ body: (inout Batch) throws(LedgerError) -> R
    ) throws(LedgerError) -> R {
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        try bringUpToDate()
        var batch = Batch(state: state, time: now, disk: disk)
        // The batch is the only owner while it works, so its changes copy nothing.
        state = State()
        do throws(LedgerError) {
            let result = try body(&batch)
            try batch.syncFolders()
            if batch.lineCount > 0 {
                try journal.append(
                    batch.lines, lines: batch.lineCount, through: batch.state.sequence, on: disk)
            }
            state = batch.state
            tidyUp(after: batch)
            return result
        } catch {
            // Back to what the files say. Where even reading fails, what was last known stays to look at, and nothing
            // is decided on it: whatever comes next reads the files first.
            state = batch.state
            isStale = true
            try? bringUpToDate()
            throw error
        }
    }

    /// Reads what other processes wrote since.
    package mutating func refresh() throws(LedgerError) {
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        try bringUpToDate()
    }

    /// Only under the lock.
    mutating func bringUpToDate() throws(LedgerError) {
        try journal.settle(on: disk)
        let isOutdated = isStale ? true : try !journal.isCurrent(on: disk)
        if isOutdated {
            (state, journal, snapshot) = try Self.load(disk, list)
            isStale = false
            return
        }
        try journal.catchUp(on: disk) { [snapshot] in state.apply($0, membersThrough: snapshot) }
    }

    /// Whether the journal has grown enough to be worth a compaction: then it costs a constant share of the work.
    package var isDueForCompaction: Bool {
        journal.lines > 20_000 && journal.lines > state.members.count / 4 || state.members.changeCount > 250_000
    }

    /// Writes the members anew and begins a fresh journal. A crash at any point leaves one of the two whole pairs, or
    /// new members beside the old journal, which load to the same state.
    package mutating func compact(at now: Instant) throws(LedgerError) {
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        try bringUpToDate()
        isStale = true
        do throws(LedgerError) {
            try onDisk { () throws(DiskError) in try replaceFiles(at: now) }
        } catch {
            // A full disk gets its room back; after a crash `tidyUp` does the same.
            for file in [Snapshot.file, Journal.file] { try? disk.remove(file + ".new") }
            throw error
        }
        try bringUpToDate()
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

    private static func load(_ disk: any Disk, _ list: String) throws(LedgerError) -> (State, Journal, UInt64) {
        let snapshot = try Snapshot.load(from: disk, list: list)
        let through = snapshot?.through ?? 0
        var state = State(members: snapshot?.members ?? Members(), sequence: through)
        let journal = try Journal.open(on: disk, list: list, snapshot: snapshot?.through) {
            state.apply($0, membersThrough: through)
        }
        return (state, journal, through)
    }

    /// Removes files that the committed facts no longer need. What fails here is left to `Tidying` at the next start.
    private func tidyUp(after batch: borrowing Batch) {
        for name in batch.closedJobs { try? disk.removeFolder("outbox/\(name)") }
    }
}
