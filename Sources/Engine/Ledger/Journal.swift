import Rules

/// The `journal` file: a header line, then one committed transaction a line. Only its end is ever written.
///
///     kutsu-journal 1 list=NAME after=1042 ⇥ #9f86d081
struct Journal {
    static let file = "journal"
    private static let verb = "kutsu-journal"

    /// The file that was read: another one under the name means that somebody compacted it.
    private(set) var number: UInt64
    /// Bytes that are whole lines; what lies beyond is new, or torn.
    private(set) var size: Int
    /// The last transaction in it.
    private(set) var sequence: UInt64
    /// Lines read or written since the header.
    private(set) var lines: Int

    static func header(list: String, after sequence: UInt64) -> [UInt8] {
        Checksum.seal(Words(verb + " 1", ["list": list, "after": String(sequence)]).text)
    }

    /// Opens the journal, making it where there is none, and hands every transaction to `apply`.
    ///
    /// - Parameter snapshot: the last transaction that the snapshot holds; an older journal's members are in there.
    static func open(
        on disk: some Disk, list: String, snapshot: UInt64, apply: (Transaction) -> Void
    ) throws(LedgerError) -> Journal {
        if try onDisk({ () throws(DiskError) in try disk.status(of: file) }) == nil {
            guard snapshot == 0 else { throw .missing(file: file) }
            try onDisk { () throws(DiskError) in
                try disk.writeDurably(header(list: list, after: 0), to: file + ".new", in: "")
                try disk.rename(file + ".new", to: file)
                try disk.syncFolder("")
            }
        }
        guard let status = try onDisk({ () throws(DiskError) in try disk.status(of: file) }),
            let bytes = try onDisk({ () throws(DiskError) in try disk.read(file) })
        else { throw .missing(file: file) }
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), let text = Checksum.open(bytes[..<end]) else {
            throw .damaged(file: file, line: 1, reason: "the header line is not whole")
        }
        let after = try FileHeader.number(
            "after", in: FileHeader.read(text, verb: verb, list: list, file: file), file: file)
        guard after <= snapshot || after == 0 else {
            throw .damaged(
                file: file, line: 1,
                reason: "it goes on after transaction \(after), the members file ends with \(snapshot)")
        }
        var journal = Journal(number: status.number, size: end + 1, sequence: after, lines: 0)
        try journal.take(bytes[(end + 1)...], on: disk, apply: apply)
        return journal
    }

    /// Whether the file under the name is still the one that was read.
    func isCurrent(on disk: some Disk) throws(LedgerError) -> Bool {
        let status = try onDisk { () throws(DiskError) in try disk.status(of: Self.file) }
        return status.map { $0.number == number && $0.size >= size } ?? false
    }

    /// Reads what another process has added.
    mutating func catchUp(on disk: some Disk, apply: (Transaction) -> Void) throws(LedgerError) {
        let start = size
        let status = try onDisk { () throws(DiskError) in try disk.status(of: Self.file) }
        guard let status, status.size > start else { return }
        let bytes = try onDisk { () throws(DiskError) in try disk.read(Self.file, from: start) }
        try take(bytes[...], on: disk, apply: apply)
    }

    /// Adds whole lines: when this returns they are committed.
    mutating func append(_ bytes: [UInt8], lines: Int, through sequence: UInt64, on disk: some Disk) throws(LedgerError)
    {
        try onDisk { () throws(DiskError) in
            try disk.append(bytes, to: Self.file)
            try disk.sync(Self.file)
        }
        size += bytes.count
        self.sequence = sequence
        self.lines += lines
    }

    /// Cuts off what a failed append may have left, so that it cannot come back as committed.
    func cut(on disk: some Disk) throws(LedgerError) {
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
                return try cut(on: disk)
            }
            guard transaction.sequence == sequence + 1 else {
                throw .damaged(
                    file: Self.file, line: lines + 2,
                    reason: "transaction \(transaction.sequence) follows \(sequence)")
            }
            apply(transaction)
            let length = rest.distance(from: rest.startIndex, to: end) + 1
            rest = rest.dropFirst(length)
            size += length
            sequence = transaction.sequence
            lines += 1
        }
    }
}
