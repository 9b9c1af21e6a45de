import Rules

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
    /// What an admin should hear of: torn lines that were cut off.
    private(set) var warnings: [String] = []
    /// What a failed append may have left behind `size`, where cutting it off failed as well.
    private var doubtful: [UInt8] = []

    static func header(list: String, after sequence: UInt64) -> [UInt8] {
        Checksum.seal(JournalRecord(verb + " 1", ["list": list, "after": String(sequence)]).text)
    }

    /// Opens the journal and hands every transaction to `apply`; makes it where the list is a new one.
    ///
    /// - Parameter snapshot: the last transaction that the snapshot holds; an older journal's members are in there.
    static func open(
        on disk: some Disk, list: String, snapshot: UInt64?, apply: (Transaction) -> Void
    ) throws(LedgerError) -> Journal {
        try makeFirst(on: disk, list: list, snapshot: snapshot)
        guard let status = try onDisk({ () throws(DiskError) in try disk.status(of: file) }),
            let bytes = try onDisk({ () throws(DiskError) in try disk.read(file) })
        else { throw .missing(file: file) }
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
        try journal.take(bytes[(end + 1)...], on: disk, apply: apply)
        guard journal.sequence >= through else {
            throw .damaged(
                file: file, line: journal.lines + 1,
                reason: "it ends with transaction \(journal.sequence), the members file knows \(through): "
                    + "one of them is an old copy")
        }
        return journal
    }

    /// A list without any file is a new one. The folders are made after the journal, so where they are, it was.
    private static func makeFirst(on disk: some Disk, list: String, snapshot: UInt64?) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            guard try disk.status(of: file) == nil, snapshot == nil, try disk.status(of: "posts") == nil else { return }
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

    /// Reads what another process has added. Only under the lock: half of a line that is being written looks torn.
    mutating func catchUp(on disk: some Disk, apply: (Transaction) -> Void) throws(LedgerError) {
        let start = size
        let status = try onDisk { () throws(DiskError) in try disk.status(of: Self.file) }
        guard let status, status.size > start else { return }
        let bytes = try onDisk { () throws(DiskError) in try disk.read(Self.file, from: start) }
        try take(bytes[...], on: disk, apply: apply)
    }

    /// Adds whole lines: when this returns they are committed, and where it throws they are not.
    mutating func append(
        _ bytes: [UInt8], lines: Int, through sequence: UInt64, on disk: some Disk
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
    }

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

    private mutating func take(
        _ bytes: ArraySlice<UInt8>, on disk: some Disk, apply: (Transaction) -> Void
    ) throws(LedgerError) {
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            guard let end, let transaction = TransactionLine.transaction(from: rest[..<end]) else {
                // Only a write that a crash cut short leaves a damaged line with nothing behind it.
                guard end == nil || end == rest.endIndex - 1 else {
                    throw .damaged(file: Self.file, line: lines + 2, reason: "the checksum does not fit")
                }
                warnings.append("the last line of \(Self.file) was torn: its \(rest.count) bytes are cut off")
                return try cut(on: disk)
            }
            guard transaction.sequence == sequence + 1 else {
                throw .damaged(
                    file: Self.file, line: lines + 2,
                    reason: "transaction \(transaction.sequence) follows \(sequence)")
            }
            apply(transaction)
            size += end + 1 - rest.startIndex
            rest = rest[(end + 1)...]
            sequence = transaction.sequence
            lines += 1
        }
    }
}
