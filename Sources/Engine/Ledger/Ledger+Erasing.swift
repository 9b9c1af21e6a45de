import Base
import Mail
import MailingList

/// Takes the addresses of people who asked to be forgotten out of all files but the two that a compaction writes anew. What
/// was not finished, because a disk failed or the machine, is done again: the journal remembers who is to be forgotten until
/// the compaction that follows.
extension Ledger {
    /// Only under the lock.
    func erase(_ addresses: [Address]) throws(DiskError) {
        guard !addresses.isEmpty else { return }
        let erasers = addresses.map { AddressEraser($0) }
        for folder in ["posts", "archive", "quarantine"] + (try stalledJobs()) {
            var isChanged = false
            for name in try disk.names(in: folder) where try erase("\(folder)/\(name)", with: erasers) {
                isChanged = true
            }
            if isChanged { try disk.syncFolder(folder) }
        }
    }

    /// Folders of jobs at which nobody works. A job under way began after the erasure, and knows nothing of these people.
    private func stalledJobs() throws(DiskError) -> [String] {
        try disk.names(in: "outbox").filter { name in
            PostID(name).flatMap { state.posts[$0] }.map { $0.status == .stalled } ?? false
        }.map { "outbox/\($0)" }
    }

    /// Whether the file is another now, or gone.
    private func erase(_ name: String, with erasers: [AddressEraser]) throws(DiskError) -> Bool {
        // What a crash left half-written is written again.
        if name.hasSuffix(Self.halfErased) {
            try disk.remove(name)
            return true
        }
        guard var bytes = try disk.read(name) else { return false }
        let isMail = name.hasSuffix(".eml") || name.hasSuffix("/message")
        var isChanged = false
        for eraser in erasers {
            switch isMail ? eraser.erase(mail: bytes) : eraser.erase(text: bytes) {
            case .absent: continue
            case .erased(let rest): bytes = rest
            // Of a post its summary stays.
            case .inseparable: bytes = Self.stub
            }
            isChanged = true
        }
        guard isChanged else { return false }
        // A file of its own, since a mail's bytes may have several names; and whole at any moment.
        try disk.write(bytes, to: name + Self.halfErased)
        try disk.sync(name + Self.halfErased)
        try disk.rename(name + Self.halfErased, to: name)
        return true
    }

    static let halfErased = ".erased"
    private static let stub = Array("Subject: -\r\n\r\n".utf8)
}
