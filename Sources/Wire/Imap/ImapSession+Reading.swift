/// Reading what is in the selected folder.
extension ImapSession {
    /// The messages with UIDs above `uid`, in ascending order, those marked `\Deleted` left out.
    ///
    /// It asks FETCH by sequence number, in windows from the end of the folder towards its start, and stops at the
    /// first UID that is known. A SEARCH by UID would have to walk through gaps of millions of UIDs on Exchange, and
    /// one over everything has an answer of any length; this costs one command for each 500 messages there are, gives
    /// the sizes with it, and needs no more than RFC 3501 from the server. Messages expunged meanwhile shift the others
    /// towards the start, which is the direction of the walk: none is missed, and one may be listed by two windows.
    package func waiting(after uid: UInt32 = 0) async throws(WireError) -> [ImapSummary] {
        try await exclusively { () async throws(WireError) in
            // With NOOP the server reports what was added and expunged. Until then EXISTS and the sequence numbers may
            // be out of date.
            try await command(.noop)
            hasArrivals = false
            var found: [UInt32: ImapSummary] = [:]
            var last = exists
            var isKnown = false
            while last > 0, !isKnown {
                let first = max(1, last - settings.summaryWindow + 1)
                try await command(.fetchSummaries(first...last)) { response in
                    guard let summary = ImapSummary(response) else { return }
                    if summary.uid > uid { found[summary.uid] = summary } else { isKnown = true }
                }
                last = first - 1
            }
            return found.values.filter { !$0.isDeleted }.sorted { $0.uid < $1.uid }
        }
    }

    /// UID, size and flags of certain messages; those that are gone are missing.
    package func summaries(of uids: UidSet) async throws(WireError) -> [ImapSummary] {
        try await exclusively { () async throws(WireError) in
            var found: [UInt32: ImapSummary] = [:]
            for part in uids.parts(atMost: ImapCommand.longestSet) {
                try await command(.uidFetchSummaries(part)) { response in
                    guard let summary = ImapSummary(response), uids.contains(summary.uid) else { return }
                    found[summary.uid] = summary
                }
            }
            return found.values.sorted { $0.uid < $1.uid }
        }
    }

    /// Fetches whole messages, many commands under way at once, one for each message: so that a message the server
    /// cannot give says so for itself. Gives one result for each, in the same order. They are in memory together:
    /// see ``ImapSummary/batches(_:bytes:count:)``. Sets no `\Seen`.
    package func fetch(
        _ summaries: some Collection<ImapSummary> & Sendable
    ) async throws(WireError) -> [(uid: UInt32, body: ImapBody)] {
        try await exclusively { () async throws(WireError) in
            let limit = settings.limits.literal
            let wanted = summaries.filter { $0.size <= limit }
            let bodies = try await bodies(
                wanted.map { (uid: $0.uid, command: .uidFetchMessage($0.uid), weight: $0.size) })
            return summaries.map { ($0.uid, $0.size > limit ? .tooLarge($0.size) : bodies[$0.uid] ?? .empty) }
        }
    }

    /// The header of one message, cut after `limit` bytes: for a message that is too large to fetch.
    package func fetchHeader(_ uid: UInt32, limit: Int = 64 << 10) async throws(WireError) -> ImapBody {
        try await exclusively { () async throws(WireError) in
            try await bodies([(uid: uid, command: .uidFetchHeader(uid, limit: limit), weight: limit)])[uid] ?? .empty
        }
    }

    private func bodies(
        _ wanted: [(uid: UInt32, command: ImapCommand, weight: Int)]
    ) async throws(WireError) -> [UInt32: ImapBody] {
        var bodies: [UInt32: ImapBody] = [:]
        let statuses = try await perform(wanted.map(\.command), weights: wanted.map(\.weight)) { response in
            // A FETCH without a body only reports changed flags.
            guard case .fetch(let fetch) = response, let uid = fetch.uid, let body = fetch.body else { return }
            switch body {
            case .bytes(let bytes): bodies[uid] = bytes.isEmpty ? .empty : .bytes(bytes)
            case .absent: bodies[uid] = .empty
            case .tooLarge(let size): bodies[uid] = .tooLarge(size)
            }
        }
        for (item, status) in zip(wanted, statuses) where status.condition != .ok {
            bodies[item.uid] = .refused(status.text)
        }
        return bodies
    }
}

extension ImapSummary {
    fileprivate init?(_ response: ImapResponse) {
        guard case .fetch(let fetch) = response, let uid = fetch.uid, fetch.size != nil || fetch.flags != nil else {
            return nil
        }
        self.init(uid: uid, size: fetch.size ?? 0, flags: fetch.flags ?? [])
    }
}
