import Base
import MailingList

/// The `journal` file: a header line, then one committed transaction a line. Only its end is ever written.
///
///     kutsu-journal 1 list=NAME after=1042 ⇥ #9f86d081
struct Journal {
    static let file = "journal"
    static let verb = "kutsu-journal"

    /// The file that was read: another one under the name means that somebody compacted it.
    private let number: UInt64
    /// The header line as it was read. File systems give the number of a removed file to a new one, so the number
    /// alone would take a journal for the one before the last compaction but one.
    private let header: [UInt8]
    /// Bytes that are whole lines; what lies beyond is new, or torn.
    private(set) var size: Int
    /// The last transaction in it.
    private(set) var sequence: UInt64
    /// Lines read or written since the header.
    private(set) var lines = 0
    /// When its first line was written: by the last compaction, where that carried anything over.
    private(set) var begun: Instant?
    /// Bytes of lines that tell of what happened since the last compaction, and so perhaps of what is over.
    private(set) var history = 0
    /// What an admin should hear of: torn lines that were cut off.
    private(set) var warnings: [String] = []
    /// What a failed append may have left behind `size`, where cutting it off failed as well.
    private var doubtful: [UInt8] = []

    static func header(list: String, after sequence: UInt64) -> [UInt8] {
        Checksum.seal(JournalRecord(verb + " 1", ["list": list, "after": String(sequence)]).text)
    }

    /// Opens the journal and hands every transaction to `apply`; makes it where the list is a new one and `mode` lets
    /// it.
    ///
    /// - Parameter snapshot: the last transaction that the snapshot holds; an older journal's members are in there.
    static func open(
        on disk: some Disk, _ mode: LockMode, list: String, snapshot: UInt64?, apply: (Transaction) -> Void
    ) throws(LedgerError) -> Journal {
        if mode == .exclusive { try makeFirst(on: disk, list: list) }
        guard let status = try onDisk({ () throws(DiskError) in try disk.status(of: file) }) else {
            throw .missing(file: file)
        }
        let bytes = try onDisk { () throws(DiskError) in try disk.read(file, from: 0, atMost: portion) }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let text = Checksum.open(bytes[..<end]) else {
            throw .damaged(file: file, line: 1, reason: "the header line is not whole")
        }
        let after = try FileHeader.number(
            "after", in: FileHeader.read(text, verb: verb, list: list, file: file), file: file)
        if after > 0, snapshot == nil { throw .missing(file: Snapshot.file) }
        let through = snapshot ?? 0
        guard after <= through else {
            throw .damaged(
                file: file, line: 1,
                reason: "it goes on after transaction \(after), the members file ends with \(through)")
        }
        var journal = Journal(number: status.number, header: Array(bytes[...end]), size: end + 1, sequence: after)
        try journal.takeRest(on: disk, mode, apply: apply)
        guard journal.sequence >= through else {
            throw .damaged(
                file: file, line: journal.lines + 1,
                reason: "it ends with transaction \(journal.sequence), the members file knows \(through): "
                    + "one of them is an old copy")
        }
        return journal
    }

    /// A list without any file is a new one. The folders are made after the journal, so where they are, it was.
    static func isNewList(on disk: some Disk) throws(DiskError) -> Bool {
        for name in [file, Snapshot.file, "posts"] where try disk.status(of: name) != nil { return false }
        return true
    }

    private static func makeFirst(on disk: some Disk, list: String) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            guard try isNewList(on: disk) else { return }
            try disk.writeDurably(header(list: list, after: 0), to: file + ".new", in: "")
            try disk.rename(file + ".new", to: file)
            try disk.syncFolder("")
        }
    }

    /// Whether the file under the name is still the one that was read.
    func isCurrent(on disk: some Disk) throws(LedgerError) -> Bool {
        try onDisk { () throws(DiskError) in
            guard let status = try disk.status(of: Self.file), status.number == number, status.size >= size else {
                return false
            }
            return try disk.read(Self.file, from: 0, atMost: header.count) == header
        }
    }

    /// Reads what another process has added; whether there was anything. Only under the lock: half of a line that is
    /// being written looks torn.
    mutating func catchUp(
        on disk: some Disk, _ mode: LockMode, apply: (Transaction) -> Void
    ) throws(LedgerError) -> Bool {
        let (start, known) = (size, sequence)
        let status = try onDisk { () throws(DiskError) in try disk.status(of: Self.file) }
        guard let status, status.size > start else { return false }
        try takeRest(on: disk, mode, apply: apply)
        return sequence > known
    }

    /// Before anybody acts on lines that were read: whoever wrote them may have been killed before its fsync, and a
    /// power cut would take back what was acted on.
    func makeDurable(on disk: some Disk) throws(LedgerError) {
        try onDisk { () throws(DiskError) in try disk.sync(Self.file) }
    }

    /// Adds whole lines of one time: when this returns they are committed, and where it throws they are not.
    mutating func append(
        _ bytes: [UInt8], lines: Int, at time: Instant, through sequence: UInt64, on disk: some Disk
    ) throws(LedgerError) {
        do throws(LedgerError) {
            try onDisk { () throws(DiskError) in
                try disk.append(bytes, to: Self.file)
                try disk.sync(Self.file)
            }
        } catch {
            doubtful = bytes
            try? settle(on: disk)
            throw error
        }
        size += bytes.count
        self.sequence = sequence
        self.lines += lines
        begun = begun ?? time
        history += bytes.count
    }

    /// Whether no append has failed since the last `settle`.
    var isSettled: Bool { doubtful.isEmpty }

    /// Cuts off what a failed append may have left. Until that works nothing may be read: after a failed fsync the
    /// system shows bytes that never reached the disk, and forgets that they did not.
    mutating func settle(on disk: some Disk) throws(LedgerError) {
        guard !doubtful.isEmpty else { return }
        if try isCurrent(on: disk) {
            let tail = try onDisk { () throws(DiskError) in try disk.read(Self.file, from: size) }
            // Anything else at the end means that another process took our lines as committed and went on.
            if doubtful.starts(with: tail) { try cut(on: disk) }
        }
        doubtful = []
    }

    private func cut(on disk: some Disk) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            try disk.truncate(Self.file, to: size)
            try disk.sync(Self.file)
        }
    }

    /// Bytes of the file that are read together: all of it would take as much memory again as what it tells.
    static let portion = 1 << 20

    /// Reads on from `size`.
    private mutating func takeRest(
        on disk: some Disk, _ mode: LockMode, apply: (Transaction) -> Void
    ) throws(LedgerError) {
        var offset = size
        var waiting: [UInt8] = []
        while true {
            let some = try onDisk { () throws(DiskError) in
                try disk.read(Self.file, from: offset, atMost: Self.portion)
            }
            offset += some.count
            waiting += some
            guard some.count == Self.portion else {
                return try take(waiting[...], isEnd: true, on: disk, mode, apply: apply)
            }
            // The last line waits: whether something stands behind it tells a torn one from a damaged one.
            guard let last = waiting.lastIndex(of: UInt8(ascii: "\n")),
                let end = waiting[..<last].lastIndex(of: UInt8(ascii: "\n"))
            else { continue }
            try take(waiting[...end], isEnd: false, on: disk, mode, apply: apply)
            waiting.removeSubrange(...end)
        }
    }

    /// - Parameter isEnd: whether the file ends with these bytes.
    private mutating func take(
        _ bytes: ArraySlice<UInt8>, isEnd: Bool, on disk: some Disk, _ mode: LockMode, apply: (Transaction) -> Void
    ) throws(LedgerError) {
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            // A line without its end was never committed, whatever it says.
            let reading = end.map { TransactionLine.read(rest[..<$0]) } ?? .damaged
            if case .newer(let words) = reading {
                throw .foreign(file: Self.file, reason: words.reason(line: lines + 2))
            }
            guard let end, case .transaction(let transaction) = reading else {
                // Only a write that a crash cut short leaves a damaged line with nothing behind it.
                guard isEnd, end == nil || end == rest.endIndex - 1 else {
                    throw .damaged(file: Self.file, line: lines + 2, reason: "the checksum does not fit")
                }
                // Whoever only reads leaves it to the next one who writes.
                guard mode == .exclusive else { return }
                warnings.append("the last line of \(Self.file) was torn: its \(rest.count) bytes are cut off")
                return try cut(on: disk)
            }
            guard transaction.sequence == sequence + 1 else {
                throw .damaged(
                    file: Self.file, line: lines + 2,
                    reason: "transaction \(transaction.sequence) follows \(sequence)")
            }
            apply(transaction)
            let length = end + 1 - rest.startIndex
            size += length
            if transaction.source != .carried { history += length }
            rest = rest[(end + 1)...]
            sequence = transaction.sequence
            lines += 1
            begun = begun ?? transaction.time
        }
    }
}
