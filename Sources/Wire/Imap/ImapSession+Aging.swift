import Base

/// Removing what is old from the selected folder, and nothing else.
extension ImapSession {
    /// Messages of a folder that one command looks at.
    package var agingWindow: Int { settings.summaryWindow }

    /// Of the messages at these places, those that the server received before a day, by its own clock (RFC 3501 section
    /// 6.4.4, BEFORE). A window of places bounds the answer.
    package func received(before day: CivilDate, at places: ClosedRange<Int>) async throws(WireError) -> [UInt64] {
        try await exclusively { () async throws(WireError) in
            try await command(.noop)
            let last = min(places.upperBound, exists)
            guard places.lowerBound <= last else { return [] }
            var found: [UInt64] = []
            try await command(.uidSearchBefore(places.lowerBound...last, day)) { response in
                if case .search(let uids) = response { found += uids }
            }
            return found
        }
    }

    /// Removes messages for good, and no other that somebody has marked `\Deleted`: UIDPLUS (RFC 4315) is needed for that.
    ///
    /// - Returns: How many are gone, as the server tells it.
    package func expunge(_ uids: UidSet) async throws(WireError) -> Int {
        try await exclusively { () async throws(WireError) in
            guard capabilities.contains("UIDPLUS") else {
                throw .unsupported("to remove messages by number: the server lacks UIDPLUS (RFC 4315)")
            }
            let before = exists
            for part in uids.parts(atMost: ImapCommand.longestSet) {
                try await command(.uidStore(part, flags: ["\\Deleted"]))
                try await command(.uidExpunge(part))
            }
            try await command(.noop)
            return max(0, before - exists)
        }
    }
}
