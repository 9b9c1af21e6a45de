import Base
import MailingList

/// Removes what a crash left beside the journal: files of decisions that were never committed, and files whose
/// decision is over. The journal alone says which files are meant.
extension Ledger {
    /// The names that were removed.
    package mutating func tidyUp() throws(LedgerError) -> [String] {
        try disk.acquire(.exclusive)
        defer { disk.unlock() }
        try bringUpToDate(.exclusive)
        return try onDisk { () throws(DiskError) in
            var jobs: [String] = []
            for job in try disk.names(in: "outbox") where state.isOver(job: job) {
                disk.keepProgress(ofJob: job)
                try disk.removeFolder("outbox/\(job)")
                jobs.append("outbox/\(job)")
            }
            // After the jobs: what became of one may belong to a post whose time is over.
            var files: [String] = []
            for name in try names() where state.isSuperfluous(file: name) {
                try disk.remove(name)
                files.append(name)
            }
            return files + jobs + (try tidyQuarantine())
        }
    }

    /// A crash may come between a mail in quarantine and the file that tells why it lies there. The mail comes again from
    /// the server where its fact was not committed; but somebody may have moved it away meanwhile.
    private func tidyQuarantine() throws(DiskError) -> [String] {
        let names = Set(try disk.names(in: "quarantine"))
        let mails = names.filter { $0.hasSuffix(".eml") }.compactMap { QuarantineID($0.dropLast(4)) }
        for mail in mails where !names.contains("\(mail.text).reason") {
            try disk.writeDurably(QuarantineID.lostReason, to: mail.reasonFile, in: "quarantine")
        }
        let reasons = names.filter { $0.hasSuffix(".reason") }.compactMap { QuarantineID($0.dropLast(7)) }
        let lonely = Set(reasons).subtracting(mails).map(\.reasonFile).sorted()
        for reason in lonely { try disk.remove(reason) }
        return lonely
    }

    /// Of a mail that an earlier Kutsu put into quarantine it is not known since when it lies there: from now on.
    package mutating func adoptQuarantine(at now: Instant, _ policy: Policy) throws(LedgerError) {
        let names = try onDisk { () throws(DiskError) in try disk.names(in: "quarantine") }
        let unknown = names.filter { $0.hasSuffix(".eml") }.compactMap { QuarantineID($0.dropLast(4)) }
            .filter { !state.forwards.knows($0) }
        guard !unknown.isEmpty else { return }
        let entries = unknown.map { Entry.forwarding(.keptQuarantine($0, since: now)) }
        try transact(at: now) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(Decision(.nothing, entries: entries), source: .repair, policy: policy)
        }
    }

    private func names() throws(DiskError) -> [String] {
        var names: [String] = []
        for folder in ["", "posts", "archive"] {
            names += try disk.names(in: folder).map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        }
        return names
    }

    /// Files that are written beside the one they replace.
    static let halfWritten =
        [Snapshot.file, Journal.file, SigningKeyFile.file, StatusPage.file, QuotaFile.file].map { $0 + ".new" }
}

extension QuarantineID {
    /// In place of the words that are gone.
    static let lostReason = Array("the reason is lost\n".utf8)
}

extension State {
    /// Whether a file is half-written, or the mail of a post that no committed fact speaks of. A name that is not ours is
    /// an admin's.
    func isSuperfluous(file name: String) -> Bool {
        if Ledger.halfWritten.contains(name) { return true }
        let pieces = name.split(separator: "/")
        guard pieces.count == 2 else { return false }
        if pieces[1].hasSuffix(Trace.progressSuffix), let id = PostID(pieces[1].dropLast(Trace.progressSuffix.count)) {
            return posts[id]?.isMailRemoved ?? false
        }
        guard pieces[1].hasSuffix(".eml"), let id = PostID(pieces[1].dropLast(4)) else { return false }
        guard let post = posts[id] else { return true }
        return post.isMailRemoved || pieces[0] == "archive" && post.approved == nil
    }

    /// Whether a name in the outbox is a job's that has nothing to send.
    func isOver(job: String) -> Bool {
        if let id = PostID(job) {
            return posts[id].map { $0.status != .sending && $0.status != .stalled } ?? true
        }
        return ForwardID(job).map { forwards[$0] == nil } ?? false
    }
}
