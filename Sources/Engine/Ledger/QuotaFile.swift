import Base

/// The file `quota`: what the relays were handed, so that their limits hold across restarts and kills. Only the daemon
/// writes it.
package struct QuotaFile: Sendable {
    package static let file = "quota"

    private let disk: any Disk
    private var lines = LineFile(name: Self.file, folder: "")
    /// Since the file was last written anew.
    private var appended = 0

    /// Lines after which the file is written anew.
    private static let mostAppended = 20_000

    init(disk: any Disk) { self.disk = disk }

    /// What was handed over before the start. From then on the file holds that and nothing older.
    mutating func open(at now: Instant) throws(LedgerError) -> QuotaHistory {
        var history = try Self.history(on: disk)
        history.closeAll(at: now)
        if history != QuotaHistory() { try replace(history, at: now) }
        return history
    }

    /// For whoever only looks.
    static func history(on disk: some Disk) throws(LedgerError) -> QuotaHistory {
        let bytes = try onDisk { () throws(DiskError) in try disk.read(file) ?? [] }
        var history = QuotaHistory()
        // A line that a crash damaged tells of mails that the server may not have counted.
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            if let record = QuotaRecord(line) { history.note(record) }
        }
        return history
    }

    /// Adds all of them, or none.
    ///
    /// - Parameter durably: before the mails that they tell of go out.
    mutating func append(_ records: [QuotaRecord], durably: Bool, at now: Instant) throws(LedgerError) {
        if appended >= Self.mostAppended { try replace(try Self.history(on: disk), at: now) }
        try onDisk { () throws(DiskError) in
            try lines.append(records.flatMap(\.bytes), on: disk, durably: durably)
        }
        appended += records.count
    }

    private mutating func replace(_ history: QuotaHistory, at now: Instant) throws(LedgerError) {
        try onDisk { () throws(DiskError) in
            try lines.replace(history.records(at: now).flatMap(\.bytes), on: disk)
        }
        appended = 0
    }
}
