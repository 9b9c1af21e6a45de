import Logging
import Mail
import Rules

/// From the mailbox to the journal. A mail is marked as done on the server only after its decision is committed.
extension Cycle {
    func intake() async {
        var troubles = Backoff.connection
        var denials = Backoff.denied
        while !Task.isCancelled {
            do throws(IntakeError) {
                let worked = try await takeIn()
                if troubles.isTroubled || denials.isTroubled { parts.logger.notice("the mailbox answers again") }
                troubles.succeed()
                denials.succeed()
                statusPage.polled(at: parts.clock.now())
                if !worked {
                    try await onMailbox { () async throws(MailboxError) in
                        try await parts.mailbox.waitForArrival(atMost: parts.poll)
                    }
                }
            } catch {
                let pause = pause(after: error, &troubles, &denials)
                guard let pause else { continue }
                await parts.mailbox.close()
                await parts.clock.sleep(.milliseconds(Int(pause * 1000)))
            }
        }
    }

    /// Tells of a trouble once, and answers with the seconds to wait; nil where it was only our own stopping.
    private func pause(after error: IntakeError, _ troubles: inout Backoff, _ denials: inout Backoff) -> Double? {
        let chance = parts.entropy.fraction()
        switch error {
        case .mailbox(let error):
            if error.kind == .cancelled { return nil }
            if troubles.isNews(error.description) { parts.logger.error("mailbox: \(error)") }
            statusPage.failed("mailbox: \(error)", at: parts.clock.now())
            switch error.kind {
            case .denied: return denials.pause(chance: chance)
            case .throttled(let seconds): return max(Double(seconds), troubles.pause(chance: chance))
            default: return troubles.pause(chance: chance)
            }
        case .ledger(let error):
            if troubles.isNews(error.description) { parts.logger.critical("\(error)") }
            statusPage.failed("\(error)", at: parts.clock.now())
            return max(5, troubles.pause(chance: chance))
        }
    }

    /// One round: false where nothing waits.
    private func takeIn() async throws(IntakeError) -> Bool {
        let now = parts.clock.now()
        let arrivals = try await onMailbox { () async throws(MailboxError) in
            try await parts.mailbox.arrivals(limit: Self.roundLimit)
        }
        let validity = arrivals.validity
        let waiting = arrivals.mails.filter { withheld[$0.uid].map { $0.notBefore <= now } ?? true }
        // Decided before a crash, or before the server could be told: only marked.
        let known = waiting.map(\.uid).filter { ledger.state.seen.contains(validity: validity, uid: $0) }
        if !known.isEmpty { try await markDone(known) }
        let new = waiting.filter { !ledger.state.seen.contains(validity: validity, uid: $0.uid) }
        for chunk in Self.chunks(new, limit: parts.rules.policy.maxMessageSize) {
            if Task.isCancelled { break }
            try await take(chunk, validity: validity)
        }
        return !waiting.isEmpty
    }

    /// Mails listed in one round.
    private static let roundLimit = 2000
    /// Mails, and bytes, that are fetched, decided and committed together.
    private static let chunkMails = 250
    private static let chunkBytes = 32_000_000

    private func take(_ chunk: Chunk, validity: UInt32) async throws(IntakeError) {
        var mails: [Arrived] = []
        for large in chunk.large {
            let header = try await onMailbox { () async throws(MailboxError) in
                try await parts.mailbox.fetchHeader(large.uid)
            }
            mails.append(Arrived(uid: large.uid, bytes: header, wholeSize: large.size))
        }
        if !chunk.uids.isEmpty {
            let fetched = try await onMailbox { () async throws(MailboxError) in
                try await parts.mailbox.fetch(chunk.uids)
            }
            mails += fetched.map { Arrived(uid: $0.uid, bytes: $0.bytes, wholeSize: nil) }
        }
        // One that is listed and not handed out is asked for again later: Exchange Online does that.
        mails.removeAll { $0.bytes.isEmpty && isPostponed($0.uid) }
        guard !mails.isEmpty else { return }
        do throws(LedgerError) {
            try decideAll(mails, validity: validity)
        } catch {
            throw .ledger(error)
        }
        for mail in mails { withheld[mail.uid] = nil }
        try await markDone(mails.map(\.uid))
    }

    private func isPostponed(_ uid: UInt32) -> Bool {
        let tries = (withheld[uid]?.tries ?? 0) + 1
        guard tries <= 3 else { return false }
        withheld[uid] = (tries, parts.clock.now() + .minutes(Int64(tries)))
        return true
    }

    /// Decides a chunk. Where a mail needs a file that is gone, such as the post that it publishes, that one is set
    /// aside and the others go their way.
    private func decideAll(_ mails: [Arrived], validity: UInt32) throws(LedgerError) {
        do throws(LedgerError) {
            try decide(mails, validity: validity)
        } catch .missing(let file) {
            guard mails.count == 1 else {
                for mail in mails { try decideAll([mail], validity: validity) }
                return
            }
            try decide(mails, validity: validity, setAside: "it needs \(file), which is missing")
        }
    }

    /// Decides and commits: one line of the journal a mail, one fsync for all.
    private func decide(_ mails: [Arrived], validity: UInt32, setAside reason: String? = nil) throws(LedgerError) {
        let now = parts.clock.now()
        let (reader, rules) = (reader, parts.rules)
        let verdicts = try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) -> [Verdict] in
            var verdicts: [Verdict] = []
            for mail in mails {
                var request = mail.request(reader, batch.state, validity: validity, at: now)
                if let reason { request.obstacle = .suspect(reason) }
                let decision = rules.decide(batch.state, .mail(request), at: now)
                try batch.add(decision, source: .mail(request.identity), mail: mail.bytes, rules: rules)
                verdicts.append(decision.verdict)
            }
            return verdicts
        }
        for verdict in verdicts { parts.logger.info("a mail: \(verdict)") }
        align()
    }

    private func markDone(_ uids: [UInt32]) async throws(IntakeError) {
        try await onMailbox { () async throws(MailboxError) in try await parts.mailbox.markDone(uids) }
    }

    /// What is fetched and committed together, and what is too large for that.
    private struct Chunk {
        var uids: [UInt32] = []
        var large: [Arrivals.Arrival] = []
    }

    private static func chunks(_ mails: [Arrivals.Arrival], limit: Int) -> [Chunk] {
        var chunks: [Chunk] = []
        var chunk = Chunk()
        var bytes = 0
        for mail in mails {
            if mail.size > limit { chunk.large.append(mail) } else { chunk.uids.append(mail.uid) }
            bytes += min(mail.size, limit)
            if chunk.uids.count + chunk.large.count >= chunkMails || bytes >= chunkBytes {
                chunks.append(chunk)
                (chunk, bytes) = (Chunk(), 0)
            }
        }
        if !chunk.uids.isEmpty || !chunk.large.isEmpty { chunks.append(chunk) }
        return chunks
    }
}

/// Why a round of intake ended early.
enum IntakeError: Error {
    case mailbox(MailboxError)
    case ledger(LedgerError)
}

private nonisolated(nonsending) func onMailbox<R>(
    _ body: nonisolated(nonsending) () async throws(MailboxError) -> R
) async throws(IntakeError) -> R {
    do { return try await body() } catch { throw .mailbox(error) }
}
