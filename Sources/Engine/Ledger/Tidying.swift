import Rules

/// Removes what a crash left beside the journal: files of decisions that were never committed, and files whose
/// decision is over. The journal alone says which files are meant.
extension Ledger {
    /// The names that were removed.
    public mutating func tidyUp() throws(LedgerError) -> [String] {
        try onDisk { () throws(DiskError) in try disk.lock() }
        defer { disk.unlock() }
        try refresh()
        return try onDisk { () throws(DiskError) in
            var removed: [String] = []
            for name in Self.superfluousFiles(try names(), state) {
                try disk.remove(name)
                removed.append(name)
            }
            for job in try disk.names(in: "outbox") where !Self.isActive(job, state) {
                try disk.removeFolder("outbox/\(job)")
                removed.append("outbox/\(job)")
            }
            return removed
        }
    }

    private func names() throws(DiskError) -> [String] {
        var names: [String] = []
        for folder in ["", "posts", "archive"] {
            names += try disk.names(in: folder).map { folder.isEmpty ? $0 : "\(folder)/\($0)" }
        }
        return names
    }

    /// Half-written files and mails of posts that no committed fact speaks of.
    private static func superfluousFiles(_ names: [String], _ state: State) -> [String] {
        names.filter { name in
            if name.hasSuffix(".new") { return true }
            let pieces = name.split(separator: "/")
            guard pieces.count == 2, pieces[1].hasSuffix(".eml"), let id = PostID(pieces[1].dropLast(4)) else {
                return false
            }
            guard let post = state.posts[id] else { return true }
            return pieces[0] == "archive" && (post.status == .held || post.status == .expired)
        }
    }

    /// Whether a job of that name still has something to send.
    static func isActive(_ job: String, _ state: State) -> Bool {
        if let id = PostID(job) { return state.posts[id].map { $0.status == .sending || $0.status == .asleep } ?? false }
        return ForwardID(job).map { state.forwards[$0] != nil } ?? false
    }
}
