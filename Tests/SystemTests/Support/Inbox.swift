import Foundation
import Synchronization

/// Somebody's mailbox, read from the disk: INBOX and every folder below it.
///
/// `next` and `wait` take a mail only once, so a test reads like a correspondence.
final class Inbox: Sendable {
    private let directory: String
    private let taken = Mutex<Set<String>>([])

    init(directory: String) {
        self.directory = directory
    }

    /// Every mail there is, in the order of arrival.
    func mails() -> [ReceivedMail] {
        files().compactMap { $0.read() }
    }

    func count() -> Int {
        files().count
    }

    /// The next mail, or the next that fits, that has not been taken before; waits for it.
    func wait(
        timeout: Duration = .patience, _ fits: (ReceivedMail) throws -> Bool = { _ in true }
    ) async throws -> ReceivedMail {
        var seen: Set<String> = []
        var others: [String] = []
        return try await awaiting("a mail in \(directory); others there: \(others)", timeout: timeout) {
            for file in files() where !seen.contains(file.id) && !taken.withLock({ $0.contains(file.id) }) {
                guard let mail = file.read() else { continue }
                if try fits(mail), taken.withLock({ $0.insert(file.id).inserted }) { return mail }
                seen.insert(file.id)
                others.append(mail.subject)
            }
            return nil
        }
    }

    /// The next mail, whatever it is.
    func next(timeout: Duration = .patience) async throws -> ReceivedMail {
        try await wait(timeout: timeout)
    }

    /// Waits until this many mails have come, taken or not, and returns all.
    func wait(count: Int, timeout: Duration = .patience) async throws -> [ReceivedMail] {
        try await awaiting("\(count) mails in \(directory), where \(self.count()) are", timeout: timeout) {
            self.count() >= count ? mails() : nil
        }
    }

    /// Puts a mail in as if it had been delivered, without any server: fast, and without a Return-Path.
    func deliver(_ bytes: [UInt8]) throws {
        let id = "\(Int(Date().timeIntervalSince1970)).M\(UUID().uuidString).test"
        let files = FileManager.default
        // Whose the mailbox is, Dovecot must be able to write in: the user named mail owns everything from its home on.
        let home = URL(filePath: directory).deletingLastPathComponent().path
        for folder in [home, directory] + ["tmp", "new", "cur"].map({ "\(directory)/\($0)" })
        where !files.fileExists(atPath: folder) {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try files.setAttributes(Inbox.mailOwner, ofItemAtPath: folder)
        }
        try Data(bytes).write(to: URL(filePath: "\(directory)/tmp/\(id)"))
        try files.setAttributes(Inbox.mailOwner, ofItemAtPath: "\(directory)/tmp/\(id)")
        try files.moveItem(atPath: "\(directory)/tmp/\(id)", toPath: "\(directory)/new/\(id)")
    }

    private static let mailOwner: [FileAttributeKey: String] = [
        .ownerAccountName: "mail", .groupOwnerAccountName: "mail",
    ]
}

extension Inbox {
    /// A file in `new` or `cur`: the delivery's time and number, then after `:2,` the flags.
    private struct File {
        let path: String
        let name: String
        let folder: String

        var id: String { String(name.prefix { $0 != ":" }) }

        /// Dovecot names a file `seconds.Mmicroseconds…`.
        var arrival: (Int, Int, String) {
            let parts = name.split(separator: ".")
            let microseconds = parts.dropFirst().first?.dropFirst().prefix { $0.isNumber }
            return (Int(parts.first ?? "") ?? 0, Int(microseconds ?? "") ?? 0, name)
        }

        /// nil when it has just been moved away: the next look finds it where it is now.
        func read() -> ReceivedMail? {
            guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
            let flags = name.split(separator: ":2,", maxSplits: 1).dropFirst().first
            return ReceivedMail(id: id, folder: folder, isSeen: flags?.contains("S") ?? false, bytes: Array(bytes))
        }
    }

    private func files() -> [File] {
        let manager = FileManager.default
        let entries = (try? manager.contentsOfDirectory(atPath: directory)) ?? []
        let folders = [("", "INBOX")] + entries.filter { $0.hasPrefix(".") }.map { ("/" + $0, String($0.dropFirst())) }
        let files = folders.flatMap { folder, name in
            ["new", "cur"].flatMap { state in
                let path = "\(directory)\(folder)/\(state)"
                return ((try? manager.contentsOfDirectory(atPath: path)) ?? []).map {
                    File(path: "\(path)/\($0)", name: $0, folder: name)
                }
            }
        }
        return files.sorted { $0.arrival < $1.arrival }
    }
}
