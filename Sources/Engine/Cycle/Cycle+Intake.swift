import Base
import Logging
import MailingList

/// From the mailbox to the journal. A mail is marked as done on the server only after its decision is committed.
extension Cycle {
    func intake() async {
        var connection = Backoff.connection
        var denials = Backoff.denied
        while !Task.isCancelled {
            do throws(IntakeError) {
                let isIdle = try await takeIn()
                if troubles.isOver(at: .mailbox) { parts.logger.notice("the mailbox answers again") }
                if troubles.isOver(at: .files(.intake)) { parts.logger.notice("mail is taken in again") }
                connection.succeed()
                denials.succeed()
                statusPage.polled(at: parts.clock.now())
                if isIdle, try await !removeDoneMail() {
                    try await onMailbox { () async throws(MailboxError) in
                        try await parts.mailbox.waitForArrival(atMost: longestWait)
                    }
                }
            } catch {
                guard let pause = pause(after: error, &connection, &denials) else { continue }
                await parts.mailbox.close()
                await parts.clock.sleep(.milliseconds(Int(pause * 1000)))
            }
        }
    }

    private var longestWait: Duration {
        let walk = parts.policy.retention.doneMail == nil ? nil : doneWalk.next
        guard let next = [intakeQueue.nextWake, walk].compactMap({ $0 }).min() else { return parts.poll }
        return min(parts.poll, .seconds(max(1, next.since(parts.clock.now()).count)))
    }

    /// Tells of a trouble once, and answers with the seconds to wait; nil where it was only our own stopping.
    private func pause(after error: IntakeError, _ connection: inout Backoff, _ denials: inout Backoff) -> Double? {
        let chance = parts.entropy.fraction()
        switch error {
        case .mailbox(let error):
            if error.kind == .cancelled { return nil }
            note("mailbox: \(error)", at: .mailbox, .error)
            switch error.kind {
            case .denied: return denials.pause(chance: chance)
            case .throttled(let seconds): return max(Double(seconds), connection.pause(chance: chance))
            case .unavailable, .refused, .cancelled: return connection.pause(chance: chance)
            }
        case .ledger(let error):
            note(error.description, at: .files(.intake))
            return max(5, connection.pause(chance: chance))
        }
    }

    /// One round. Whether nothing waited.
    func takeIn() async throws(IntakeError) -> Bool {
        let arrivals = try await onMailbox { () async throws(MailboxError) in
            try await parts.mailbox.arrivals(limit: IntakeQueue.roundLimit)
        }
        if let trouble = arrivals.trouble.map({ "mailbox: \($0)" }), statusPage.lastError?.text != trouble {
            parts.logger.error("\(trouble)")
            statusPage.failed(trouble, at: parts.clock.now())
        }
        // A mail whose line was not committed counts as new.
        do throws(LedgerError) { try ledger.restore() } catch { throw .ledger(error) }
        let validity = arrivals.validity
        if ledger.state.seen.began == nil { try await begin(validity) }
        let round = intakeQueue.begin(
            arrivals, sizeLimit: parts.policy.maxMessageSize, at: parts.clock.now(),
            isOld: { ledger.state.seen.isOld(validity: validity, uid: $0) },
            isSeen: { ledger.state.seen.contains(validity: validity, uid: $0) })
        if !round.old.isEmpty {
            try await onMailbox { () async throws(MailboxError) in
                try await parts.mailbox.setAside(round.old, validity: validity)
            }
        }
        if !round.known.isEmpty { try await markDone(round.known, validity: validity) }
        for chunk in round.chunks {
            if Task.isCancelled { break }
            try await take(chunk, validity: validity)
        }
        return round.isEmpty
    }

    /// The first look into the mailbox. What has lain there for long is noted before anything is answered, so that a crash in
    /// between changes nothing.
    private func begin(_ validity: UInt32) async throws(IntakeError) {
        var old: [UInt32] = []
        if ledger.state.seen.isNew {
            let moment = parts.clock.now() - OldMail.longestWait
            old = try await onMailbox { () async throws(MailboxError) in
                try await parts.mailbox.received(before: moment, validity: validity)
            }
        }
        do throws(LedgerError) {
            let mail = OldMail(validity: validity, uids: old, folder: parts.oldFolder)
            _ = try commit(.firstIntake(mail), source: .clock)
        } catch {
            throw .ledger(error)
        }
        if !old.isEmpty {
            parts.logger.notice("\(old.count) mails are older than a week and get no answer: see \(parts.oldFolder)")
        }
    }

    private func take(_ chunk: IntakeQueue.Chunk, validity: UInt32) async throws(IntakeError) {
        let mails = intakeQueue.take(try await fetch(chunk, validity: validity), at: parts.clock.now())
        guard !mails.isEmpty else { return }
        do throws(LedgerError) {
            try decideAll(mails, validity: validity)
        } catch {
            throw .ledger(error)
        }
        let uids = mails.map(\.uid)
        intakeQueue.decided(uids)
        try await markDone(uids, validity: validity)
    }

    private func fetch(
        _ chunk: IntakeQueue.Chunk, validity: UInt32
    ) async throws(IntakeError) -> [FetchedMessage] {
        var mails: [FetchedMessage] = []
        for large in chunk.large {
            let header = try await onMailbox { () async throws(MailboxError) in
                try await parts.mailbox.fetchHeader(large.uid, validity: validity)
            }
            mails.append(FetchedMessage(uid: large.uid, bytes: header, wholeSize: large.size))
        }
        if chunk.uids.isEmpty { return mails }
        let fetched = try await onMailbox { () async throws(MailboxError) in
            try await parts.mailbox.fetch(chunk.uids, validity: validity)
        }
        return mails + fetched.map { FetchedMessage(uid: $0.uid, bytes: $0.bytes, wholeSize: nil) }
    }

    /// Decides a chunk. Where a mail needs a file that is gone, such as the post that it publishes, that one is set
    /// aside and the others go their way.
    private func decideAll(_ mails: [FetchedMessage], validity: UInt32) throws(LedgerError) {
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
    private func decide(
        _ mails: [FetchedMessage], validity: UInt32, setAside reason: String? = nil
    ) throws(LedgerError) {
        let now = parts.clock.now()
        let (reader, policy) = (reader, parts.policy)
        let lines = try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) -> [MailLine] in
            var lines: [MailLine] = []
            for mail in mails {
                var request = mail.request(reader, open: batch.state.openQuestions, validity: validity, at: now)
                if let reason { request.obstacle = .suspect(reason) }
                let decision = batch.decide(.mail(request), policy)
                try batch.add(decision, source: .mail(request.identity), mail: mail.bytes, policy: policy)
                lines.append(MailLine(request: request, verdict: decision.verdict, setAside: reason))
            }
            return lines
        }
        for line in lines {
            parts.logger.info("\(line)")
            parts.logger.debug("\(line.details)")
        }
        align()
        perform()
        if lookAfterMail == nil {
            lookAfterMail = now + 1
            wakeSignal.raise()
        }
    }

    private func markDone(_ uids: [UInt32], validity: UInt32) async throws(IntakeError) {
        try await onMailbox { () async throws(MailboxError) in
            try await parts.mailbox.markDone(uids, validity: validity)
        }
    }
}

/// What the log says of a mail.
private struct MailLine: CustomStringConvertible {
    let request: Request
    let verdict: Verdict
    let setAside: String?

    /// The digest's beginning is also the end of a post's id.
    private var id: Substring { request.identity.digest.text.prefix(8) }

    var description: String {
        "mail \(id) (UID \(request.identity.uid)): \(verdict)" + (setAside.map { ", since \($0)" } ?? "")
    }

    var details: String { "mail \(id) is from \(request.sender?.address.text ?? "nobody")" }
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
