import Base
import Crypto
import MailingList

/// All of a list in one file: a tar archive whose first file says whose it is, and whose last one, `SHA256SUMS`, has the
/// sum of every other. So half an archive, or a changed one, is known as such before anything is restored from it.
///
/// What a login needs is not in it: passwords and tokens are no part of the list.
package enum BackupArchive {
    package struct Facts: Hashable, Sendable {
        package var list: String
        package var time: Instant
        /// Of the state directory.
        package var files: Int
    }

    static let titleFile = "kutsu-backup"
    /// The configuration, for people: it is not restored, but a lost machine has lost that as well.
    static let configurationFile = "kutsu.toml"
    static let sumsFile = "SHA256SUMS"
    private static let titleWord = "kutsu backup 1"

    /// What is one file, and what is a folder of files. Whatever else lies beside them is not the list's, or can be made
    /// anew.
    private static let files = [Journal.file, Snapshot.file, SigningKeyFile.file, BackupKeyFile.file]
    private static let folders = ["posts", "archive", "quarantine"]

    /// Writes the archive, piece by piece. The daemon may be at work: the journal is read under the lock, the mails it
    /// speaks of, which never change, without it.
    ///
    /// - Throws: ``BackupError/changed`` where one of those was done with meanwhile: try again with `isHolding`, which
    ///   keeps the lock to the end.
    package static func write(
        _ disk: some Disk, list: String, configuration: [UInt8]?, at time: Instant, isHolding: Bool,
        to output: ([UInt8]) throws(BackupError) -> Void
    ) throws(BackupError) -> Facts {
        var sums = ""
        var count = 0
        func add(_ name: String, _ bytes: [UInt8]) throws(BackupError) {
            guard let header = TarWriter.header(name, size: bytes.count, secondsSince1970: time.secondsSince1970) else {
                throw .unusable("\(name) is too large for an archive")
            }
            try output(header)
            try output(bytes)
            try output(TarWriter.padding(for: bytes.count))
            sums += Hex.text(Array(SHA256.hash(data: bytes))) + "  " + name + "\n"
        }
        var names: [String] = []
        var small: [(String, [UInt8])] = []
        do throws(LedgerError) {
            try disk.acquire(.shared)
        } catch {
            throw .ledger(error)
        }
        var isHeld = true
        defer { if isHeld { disk.unlock() } }
        try onFiles { () throws(DiskError) in
            for file in files {
                if let bytes = try disk.read(file) { small.append((file, bytes)) }
            }
            for folder in folders { names += try disk.names(in: folder).map { "\(folder)/\($0)" } }
            for job in try disk.names(in: "outbox") {
                names += try disk.names(in: "outbox/\(job)").map { "outbox/\(job)/\($0)" }
            }
        }
        if !isHolding {
            disk.unlock()
            isHeld = false
        }
        try add(titleFile, Array("\(titleWord)\nlist: \(list)\ntime: \(time.text)\n".utf8))
        if let configuration { try add(configurationFile, configuration) }
        for (name, bytes) in small { try add(name, bytes) }
        for name in names where !name.hasSuffix(".new") {
            let bytes = try onFiles { () throws(DiskError) in try disk.read(name) }
            guard let bytes else { throw .changed }
            try add(name, bytes)
            count += 1
        }
        let allSums = sums
        try add(sumsFile, Array(allSums.utf8))
        try output(TarWriter.end)
        return Facts(list: list, time: time, files: small.count + count)
    }

    /// The same, once more under the lock where the list went on meanwhile.
    ///
    /// - Parameter restart: what was written so far does not count.
    package static func take(
        _ disk: some Disk, list: String, configuration: [UInt8]?, at time: Instant, restart: () -> Void,
        to output: ([UInt8]) throws(BackupError) -> Void
    ) throws(BackupError) -> Facts {
        do {
            return try write(disk, list: list, configuration: configuration, at: time, isHolding: false, to: output)
        } catch {
            guard case .changed = error else { throw error }
            restart()
            return try write(disk, list: list, configuration: configuration, at: time, isHolding: true, to: output)
        }
    }

    /// Reads the whole archive and hands out its files, but for the archive's own two. Nothing of it may be used before
    /// it has returned: only then it is whole.
    package static func read(
        _ source: @escaping (Int) throws -> [UInt8], each: (String, [UInt8]) throws(BackupError) -> Void = { _, _ in }
    ) throws(BackupError) -> Facts {
        let reader = TarReader(source)
        var found: Facts?
        var sums = ""
        while true {
            let file: (name: String, bytes: [UInt8])?
            do { file = try reader.file() } catch { throw found == nil ? .noBackup : .incomplete }
            guard let (name, bytes) = file else { throw found == nil ? .noBackup : .incomplete }
            guard let known = found else {
                guard name == titleFile, let title = title(bytes) else { throw .noBackup }
                found = title
                sums += Hex.text(Array(SHA256.hash(data: bytes))) + "  " + name + "\n"
                continue
            }
            if name == sumsFile {
                guard bytes == Array(sums.utf8) else { throw .incomplete }
                return known
            }
            sums += Hex.text(Array(SHA256.hash(data: bytes))) + "  " + name + "\n"
            if name == configurationFile { continue }
            guard isOurs(name) else { throw .unusable("it holds \(name), which is no file of a list") }
            found?.files += 1
            try each(name, bytes)
        }
    }

    private static func title(_ bytes: [UInt8]) -> Facts? {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.count == 3, lines[0] == titleWord, lines[1].hasPrefix("list: "), lines[2].hasPrefix("time: "),
            let time = Instant(String(lines[2].dropFirst(6)))
        else { return nil }
        return Facts(list: String(lines[1].dropFirst(6)), time: time, files: 0)
    }

    /// Nothing outside the state directory, and nothing in it that is no list's file.
    private static func isOurs(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else { return false }
        switch parts.count {
        case 1: return files.contains(name)
        case 2: return folders.contains(String(parts[0]))
        case 3: return parts[0] == "outbox"
        default: return false
        }
    }
}

/// Why there is no backup, or no restoring.
package enum BackupError: Error, Hashable, Sendable, CustomStringConvertible {
    case ledger(LedgerError)
    /// The list went on while it was read.
    case changed
    case noBackup
    case incomplete
    case unusable(String)
    /// The file, or the mailbox, said no.
    case elsewhere(String)

    package var description: String {
        switch self {
        case .ledger(let error): error.description
        case .changed: "the list's files changed while they were read: try again"
        case .noBackup: "this is no backup of Kutsu's"
        case .incomplete: "the backup is not whole, or was changed: use another one; nothing was restored"
        case .unusable(let reason): reason
        case .elsewhere(let reason): reason
        }
    }
}

/// Runs disk work inside the backup's own error.
func onFiles<R>(_ body: () throws(DiskError) -> R) throws(BackupError) -> R {
    do { return try body() } catch { throw .ledger(.disk(error)) }
}
