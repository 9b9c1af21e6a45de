import Base
import Logging
import MailingList

/// What time alone brings, as the rules say it.
extension Cycle {
    /// What was last worked out of what comes next.
    struct DueTime {
        /// The transaction after which, and the time at which, that was done.
        var sequence: UInt64?
        var asked = Instant.earliest
        var next: Instant?
        /// The posts whose recipients had all been tried once.
        var tried: Set<String> = []

        /// Whether nothing happened since, and nothing is due yet.
        func stands(after sequence: UInt64, _ tried: Set<String>, at now: Instant) -> Bool {
            self.sequence == sequence && self.tried == tried && now >= asked && next.map { $0 > now } ?? true
        }
    }

    func bringDue(at now: Instant) throws(LedgerError) {
        let tried = Set(delivery.jobs.values.filter { $0.triedOnce != nil }.map(\.name))
        if dueTime.stands(after: ledger.state.sequence, tried, at: now) { return }
        dueTime.sequence = nil
        lookAfterMail = nil
        try askAboutStalled(at: now)
        try reportTried(at: now)
        // Looked at without the lock first: most turns bring nothing.
        while context(at: now).decide(.due).verdict != .nothing {
            let verdict = try commit(.due, source: .clock)
            if verdict == .nothing { break }
            parts.logger.info("due: \(verdict)")
            // The rest of it goes a second later: mail does not wait for that.
            if verdict.isRemovalByAge { break }
        }
        dueTime = DueTime(
            sequence: ledger.state.sequence, asked: now,
            next: context(at: now).nextDue(lastProgress: lastProgress(at: now), triedOnce: triedOnce), tried: tried)
    }

    /// What the rules look at, for the length of one question.
    private func context(at now: Instant) -> DecisionContext { DecisionContext(parts.policy, ledger.state, at: now) }

    private func askAboutStalled(at now: Instant) throws(LedgerError) {
        let lastProgress = lastProgress(at: now)
        for post in context(at: now).stalledPosts(lastProgress: lastProgress) {
            let job = delivery.jobs[post.id.text]
            let (accepted, remaining) = (job?.accepted ?? 0, job?.open ?? post.recipients)
            let since = post.lastSign(lastProgress(post.id))
            _ = try commit(
                .jobStalled(post.id, accepted: accepted, remaining: remaining, since: since), source: .clock)
            parts.logger.notice("a post was silent for a day: its coordinator is asked")
        }
    }

    private func reportTried(at now: Instant) throws(LedgerError) {
        for post in context(at: now).postsToReport(triedOnce: triedOnce) {
            guard let job = delivery.jobs[post.id.text] else { continue }
            _ = try commit(.jobTried(post.id, job.report()), source: .clock)
        }
    }

    /// Nil also for a post that has come to its end: that is told as such.
    private func triedOnce(_ id: PostID) -> Instant? {
        delivery.jobs[id.text].flatMap { $0.isFinished ? nil : $0.triedOnce }
    }

    private func lastProgress(at now: Instant) -> (PostID) -> Instant? {
        // Who waited for the quota, perhaps behind others, has not stalled.
        let waited = min(now, delivery.throttledUntil)
        return { id in self.delivery.jobs[id.text]?.lastProgress.map { max($0, waited) } ?? waited }
    }
}
