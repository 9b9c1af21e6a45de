import Base

/// What waits in the mailbox, round by round: what is only to be marked, what is fetched together, and what the server
/// lists but does not hand out. A value without IO. A mail:
///
///     from         event                                     to
///     listed       its number was handled before             to be marked as done
///     listed       it is older than the list                 to be set aside
///     listed       the first time, or its pause is over      in a chunk, to be fetched
///     fetched      with bytes                                to be decided
///     fetched      without, up to three times                unfetchable: listed again after 1, 2 and 3 minutes
///     fetched      without, for the fourth time              to be decided, as a mail of which nothing is known
///     unfetchable  the server renumbered, or lists it not    forgotten
///     decided      committed                                 to be marked as done
struct IntakeQueue: Equatable, Sendable {
    /// What is fetched and committed together.
    struct Chunk: Equatable, Sendable {
        var uids: [UInt32] = []
        /// Too large: only their header is read.
        var large: [Arrivals.Arrival] = []
    }

    struct Round: Equatable, Sendable {
        /// Decided before a crash, or before the server could be told.
        var known: [UInt32] = []
        /// Had lain there for long before the first start.
        var old: [UInt32] = []
        var chunks: [Chunk] = []

        var isEmpty: Bool { known.isEmpty && old.isEmpty && chunks.isEmpty }
    }

    private struct Unfetchable: Equatable, Sendable {
        var tries: Int
        var notBefore: Instant
    }

    /// Under another validity all numbers mean other mails (RFC 3501 section 2.3.1.1).
    private var validity: UInt32?
    /// What the server lists and does not hand out: Exchange Online does that now and then, and gives it later.
    private var unfetchable: [UInt32: Unfetchable] = [:]

    /// Mails listed in one round.
    static let roundLimit = 2000
    /// Mails, and bytes, in one chunk.
    static let chunkMails = 250
    static let chunkBytes = 32_000_000

    /// A round, from what the server lists.
    ///
    /// - Parameter sizeLimit: bytes of the largest mail that is fetched whole.
    mutating func begin(
        _ arrivals: Arrivals, sizeLimit: Int, at now: Instant, isOld: (UInt32) -> Bool, isSeen: (UInt32) -> Bool
    ) -> Round {
        if validity != arrivals.validity { unfetchable = [:] }
        validity = arrivals.validity
        // A listing that is cut short says nothing of what is behind its end.
        if arrivals.mails.count < Self.roundLimit {
            let listed = Set(arrivals.mails.map(\.uid))
            unfetchable = unfetchable.filter { listed.contains($0.key) }
        }
        let waiting = arrivals.mails.filter { unfetchable[$0.uid].map { $0.notBefore <= now } ?? true }
        return Round(
            known: waiting.map(\.uid).filter(isSeen), old: waiting.map(\.uid).filter(isOld),
            chunks: Self.chunks(waiting.filter { !isSeen($0.uid) && !isOld($0.uid) }, sizeLimit: sizeLimit))
    }

    /// Of what was fetched, what is to be decided now.
    mutating func take(_ fetched: [FetchedMessage], at now: Instant) -> [FetchedMessage] {
        fetched.filter { !$0.bytes.isEmpty || !isPostponed($0.uid, at: now) }
    }

    private mutating func isPostponed(_ uid: UInt32, at now: Instant) -> Bool {
        let tries = (unfetchable[uid]?.tries ?? 0) + 1
        guard tries <= 3 else { return false }
        unfetchable[uid] = Unfetchable(tries: tries, notBefore: now + .minutes(Int64(tries)))
        return true
    }

    /// These were committed.
    mutating func decided(_ uids: [UInt32]) { for uid in uids { unfetchable[uid] = nil } }

    /// When a mail that was not handed out is asked for again; nil where there is none.
    var nextWake: Instant? { unfetchable.values.map(\.notBefore).min() }

    private static func chunks(_ mails: [Arrivals.Arrival], sizeLimit: Int) -> [Chunk] {
        var chunks: [Chunk] = []
        var chunk = Chunk()
        var bytes = 0
        for mail in mails {
            if mail.size > sizeLimit { chunk.large.append(mail) } else { chunk.uids.append(mail.uid) }
            bytes += min(mail.size, sizeLimit)
            if chunk.uids.count + chunk.large.count >= chunkMails || bytes >= chunkBytes {
                chunks.append(chunk)
                (chunk, bytes) = (Chunk(), 0)
            }
        }
        if !chunk.uids.isEmpty || !chunk.large.isEmpty { chunks.append(chunk) }
        return chunks
    }
}
