/// What is known of a message before it is fetched.
package struct ImapSummary: Hashable, Sendable {
    package let uid: UInt64
    /// RFC822.SIZE in bytes, 0 where the server does not give it; Exchange only estimates it.
    package let size: Int
    /// As written by the server, such as `\Seen`.
    package let flags: Set<String>

    package init(uid: UInt64, size: Int, flags: Set<String> = []) {
        self.uid = uid
        self.size = size
        self.flags = flags
    }

    package var isSeen: Bool { has("\\seen") }
    package var isDeleted: Bool { has("\\deleted") }

    private func has(_ flag: String) -> Bool { flags.contains { $0.lowercased() == flag } }

    /// Cuts a list into parts that are fetched and handled together, each of at most `count` messages and, unless it is
    /// a single one, `bytes` bytes.
    package static func batches(_ summaries: [ImapSummary], bytes: Int, count: Int) -> [ArraySlice<ImapSummary>] {
        var (batches, start, sum): ([ArraySlice<ImapSummary>], Int, Int) = ([], 0, 0)
        for (index, summary) in summaries.enumerated() {
            let size = min(summary.size, bytes)
            if index > start, index - start >= count || size > bytes - sum {
                batches.append(summaries[start..<index])
                (start, sum) = (index, 0)
            }
            sum += size
        }
        if start < summaries.count { batches.append(summaries[start...]) }
        return batches
    }
}
