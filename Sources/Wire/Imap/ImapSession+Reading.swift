import Base

/// Reading what is in the selected folder.
extension ImapSession {
    /// The messages with UIDs above `uid`, in ascending order, those marked `\Deleted` left out.
    ///
    /// It asks FETCH by sequence number, in windows from the end of the folder towards its start, and stops at the
    /// first UID that is known. A SEARCH by UID would have to walk through gaps of millions of UIDs on Exchange, and
    /// one over everything has an answer of any length; this costs one command for each 500 messages there are, gives
    /// the sizes with it, and needs no more than RFC 3501 from the server. Messages expunged meanwhile shift the others
    /// towards the start, which is the direction of the walk: none is missed, and one may be listed by two windows.
    package func waiting(after uid: UInt64 = 0) async throws(WireError) -> [ImapSummary] {
        try await exclusively { () async throws(WireError) in
            // With NOOP the server reports what was added and expunged. Until then EXISTS and the sequence numbers may
            // be out of date.
            try await command(.noop)
            hasArrivals = false
            var found: [UInt64: ImapSummary] = [:]
            var last = exists
            var isKnown = false
            while last > 0, !isKnown {
                let first = max(1, last - settings.summaryWindow + 1)
                for summary in try await list(first...last) {
                    if summary.uid > uid { found[summary.uid] = summary } else { isKnown = true }
                }
                last = first - 1
            }
            return found.values.filter { !$0.isDeleted }.sorted { $0.uid < $1.uid }
        }
    }

    /// The messages of a window. Where the server refuses to tell of all of them, since it cannot tell the size of one
    /// (Exchange must convert it for that; Dovecot's cache may be broken), the window is halved until only that one is left:
    /// of it the flags are asked.
    private func list(_ window: ClosedRange<Int>) async throws(WireError) -> [ImapSummary] {
        var found: [UInt64: ImapSummary] = [:]
        var windows = [window]
        while let next = windows.popLast() {
            var part: [ImapFetch] = []
            // A server may report of any message at any time, such as flags that another client has changed.
            func take(_ response: ImapResponse) {
                if case .fetch(let fetch) = response, next.contains(fetch.sequence) { part.append(fetch) }
            }
            let status = try await perform(.fetchSummaries(next), each: take)
            if status.condition != .ok {
                guard next.count == 1 else {
                    let middle = (next.lowerBound + next.upperBound) / 2
                    windows += [next.lowerBound...middle, (middle + 1)...next.upperBound]
                    continue
                }
                let flags = try await perform(.fetchFlags(next.lowerBound), each: take)
                // Gone meanwhile, or nothing to be had: told where it is fetched, or not there any more.
                if flags.condition != .ok { continue }
            }
            for fetch in part { found.merge(fetch) }
        }
        return Array(found.values)
    }

    /// When the server received the messages of the folder, by UID. Those of which it does not say so are missing: where it
    /// refuses a window, the window is halved until only the message that it cannot tell of is left.
    package func receptionDates() async throws(WireError) -> [UInt64: Instant] {
        try await exclusively { () async throws(WireError) in
            try await command(.noop)
            var dates: [UInt64: Instant] = [:]
            var windows = stride(from: 1, through: exists, by: settings.summaryWindow)
                .map { $0...min($0 + settings.summaryWindow - 1, exists) }
            while let window = windows.popLast() {
                let status = try await perform(.fetchDates(window)) { response in
                    if case .fetch(let fetch) = response, let uid = fetch.uid, let date = fetch.received {
                        dates[uid] = date
                    }
                }
                guard status.condition != .ok, window.count > 1 else { continue }
                let middle = (window.lowerBound + window.upperBound) / 2
                windows += [window.lowerBound...middle, (middle + 1)...window.upperBound]
            }
            return dates
        }
    }

    /// UID, size and flags of certain messages; those that are gone are missing.
    package func summaries(of uids: UidSet) async throws(WireError) -> [ImapSummary] {
        try await exclusively { () async throws(WireError) in
            var found: [UInt64: ImapSummary] = [:]
            for part in uids.parts(atMost: ImapCommand.longestSet) {
                try await command(.uidFetchSummaries(part)) { response in
                    guard case .fetch(let fetch) = response, let uid = fetch.uid, uids.contains(uid) else { return }
                    found.merge(fetch)
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
    ) async throws(WireError) -> [(uid: UInt64, body: ImapBody)] {
        try await exclusively { () async throws(WireError) in
            let limit = settings.limits.literal
            let wanted = summaries.filter { $0.size <= limit }
            var bodies = try await bodies(
                wanted.map { (uid: $0.uid, command: .uidFetchMessage($0.uid), weight: $0.size) })
            let missing = wanted.map(\.uid).filter { (bodies[$0] ?? .empty).isMissing }
            for uid in try await gone(missing) { bodies[uid] = .gone }
            return summaries.map { ($0.uid, $0.size > limit ? .tooLarge($0.size) : bodies[$0.uid] ?? .empty) }
        }
    }

    /// Which of these messages are not in the folder any more: a person has moved them away since they were listed. Servers
    /// answer a fetch of such a message in many ways: OK and nothing, NO, `[EXPUNGEISSUED]` (RFC 5530).
    package func gone(among uids: [UInt64]) async throws(WireError) -> [UInt64] {
        try await exclusively { () async throws(WireError) in try await gone(uids) }
    }

    private func gone(_ uids: [UInt64]) async throws(WireError) -> [UInt64] {
        guard !uids.isEmpty else { return [] }
        // Until NOOP a server may go on showing what is expunged.
        try await command(.noop)
        var present: Set<UInt64> = []
        for part in UidSet(uids).parts(atMost: ImapCommand.longestSet) {
            let status = try await perform(.uidFetchFlags(part)) { response in
                if case .fetch(let fetch) = response, let uid = fetch.uid { present.insert(uid) }
            }
            // A server that does not say is not believed to have lost anything.
            if status.condition != .ok { present.formUnion(uids.filter { part.contains($0) }) }
        }
        return uids.filter { !present.contains($0) }
    }

    /// The header of one message, cut after `limit` bytes: for a message that is too large to fetch.
    package func fetchHeader(_ uid: UInt64, limit: Int = 64 << 10) async throws(WireError) -> ImapBody {
        try await exclusively { () async throws(WireError) in
            try await bodies([(uid: uid, command: .uidFetchHeader(uid, limit: limit), weight: limit)])[uid] ?? .empty
        }
    }

    private func bodies(
        _ wanted: [(uid: UInt64, command: ImapCommand, weight: Int)]
    ) async throws(WireError) -> [UInt64: ImapBody] {
        var bodies: [UInt64: ImapBody] = [:]
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

extension [UInt64: ImapSummary] {
    /// Adds what a response says. A second one about the same message, with other flags and no size, takes nothing away.
    fileprivate mutating func merge(_ fetch: ImapFetch) {
        guard let uid = fetch.uid, fetch.size != nil || fetch.flags != nil else { return }
        let known = self[uid]
        self[uid] = ImapSummary(
            uid: uid, size: fetch.size ?? known?.size ?? 0, flags: fetch.flags ?? known?.flags ?? [])
    }
}
