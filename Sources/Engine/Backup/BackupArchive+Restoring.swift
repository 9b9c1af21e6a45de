import Base

extension BackupArchive {
    /// Puts the archive's files into a state directory that has none yet.
    ///
    /// - Parameter open: begins to read the archive; called twice, since all of it is checked before anything is written.
    package static func restore(
        to disk: some Disk, list: String, open: () throws(BackupError) -> (Int) throws -> [UInt8]
    ) throws(BackupError) -> Facts {
        let facts = try read(try open())
        guard facts.list == list else {
            throw .unusable("it is a backup of the list \(facts.list), not of \(list): nothing was restored")
        }
        do throws(LedgerError) { try disk.acquire(.exclusive) } catch { throw .ledger(error) }
        defer { disk.unlock() }
        try onFiles { () throws(DiskError) in
            for folder in ["posts", "archive", "quarantine", "outbox"] { try disk.makeFolder(folder) }
        }
        for file in [Journal.file, Snapshot.file] {
            let isThere = try onFiles { () throws(DiskError) in try disk.status(of: file) != nil }
            guard !isThere else {
                throw .unusable(
                    "the state directory has a list already (\(file)): move it away first; nothing was restored")
            }
        }
        var folders: Set<String> = ["", "posts", "archive", "quarantine", "outbox"]
        // The journal comes last: without it there is no list, and what lies about is cleared away.
        var journal: [UInt8]?
        _ = try read(try open()) { (name, bytes) throws(BackupError) in
            if name == Journal.file {
                journal = bytes
                return
            }
            try onFiles { () throws(DiskError) in
                if let end = name.lastIndex(of: "/"), folders.insert(String(name[..<end])).inserted {
                    try disk.makeFolder(String(name[..<end]))
                }
                try disk.write(bytes, to: name)
                try disk.sync(name)
            }
        }
        let last = journal
        try onFiles { () throws(DiskError) in
            for folder in folders.sorted() { try disk.syncFolder(folder) }
            if let last { try disk.writeDurably(last, to: Journal.file, in: "") }
        }
        return facts
    }
}
