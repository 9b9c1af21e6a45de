import Base
import Logging
import MailingList

/// What comes without a mail: time, an admin's command in another process, and the supervisor's questions.
extension Cycle {
    func tick() async {
        var troubles = Backoff.connection
        while !Task.isCancelled {
            do throws(LedgerError) {
                try ledger.refresh()
                tellWarnings()
                align()
                // First what ended before a restart: such a job is silent because nothing is left to say.
                try finishJobs()
                try bringDue(at: parts.clock.now())
                troubles.succeed()
            } catch {
                if troubles.isNews(error.description) { parts.logger.critical("\(error)") }
                statusPage.failed(error.description, at: parts.clock.now())
            }
            report()
            deliveryBell.ring()
            await parts.clock.sleep(.seconds(1))
        }
        isStopping = true
        deliveryBell.ring()
    }

    private func bringDue(at now: Instant) throws(LedgerError) {
        for post in ledger.state.posts.sending where isAsleep(post, at: now) {
            let job = dispatch.jobs[post.id.text]
            let accepted = job?.report().accepted ?? 0
            _ = try commit(
                .jobStalled(
                    post.id, accepted: accepted, remaining: job?.open ?? post.recipients, since: lastSign(of: post)),
                source: .clock)
            parts.logger.notice("a post was silent for a day: its coordinator is asked")
        }
        // Looked at without the lock first: most seconds bring nothing.
        while DecisionContext(parts.policy, ledger.state, at: now).decide(.due).verdict != .nothing {
            let verdict = try commit(.due, source: .clock)
            if verdict == .nothing { break }
            parts.logger.info("due: \(verdict)")
        }
        if ledger.isDueForCompaction(at: now), now >= nextCompaction {
            // A disk too full for a second copy would fail again at once.
            nextCompaction = now + .hours(1)
            try ledger.compact(at: now)
        }
    }

    private func isAsleep(_ post: Post, at now: Instant) -> Bool {
        now.since(lastSign(of: post)) >= Self.sleepsAfter
    }

    /// When a post last made progress, or was last wanted.
    private func lastSign(of post: Post) -> Instant {
        max(dispatch.jobs[post.id.text]?.lastProgress ?? post.held, post.approved ?? post.held)
    }

    /// A job silent for this long waits for its author's word: see <doc:Delivery>, "Stalled posts".
    private static let sleepsAfter = Seconds.days(1)

    /// Brings the dispatch in line with what the ledger says is to be sent, and wakes the delivery loops.
    func align() {
        let state = ledger.state
        dispatch.enqueue(state.letters.ids)
        let wanted = Set(state.posts.sending.map(\.id.text)).union(state.forwards.ids.map(\.text))
        for name in dispatch.jobs.keys where !wanted.contains(name) {
            dispatch.close(name)
            (presses[name], folders[name]) = (nil, nil)
        }
        for name in wanted.subtracting(dispatch.jobs.keys).sorted() {
            do throws(LedgerError) {
                let job = try JobFolder(name: name, disk: parts.disk).load()
                dispatch.open(job)
                for offer in job.offers where !quotas.isEmpty { quotas[0].spend(offer.count, at: offer.time) }
            } catch {
                parts.logger.critical("\(error)")
                statusPage.failed(error.description, at: parts.clock.now())
            }
        }
        deliveryBell.ring()
    }

    private func report() {
        statusPage.members = ledger.state.members.count
        statusPage.queue = dispatch.backlog
        statusPage.heldPosts = ledger.state.posts.waiting.count
        let now = parts.clock.now()
        let pace = parts.relays.reduce(0) { $0 + ($1.perMinute ?? 0) }
        statusPage.queueEnds =
            pace > 0 && dispatch.backlog > 0
            ? now + .minutes(Int64((dispatch.backlog + pace - 1) / pace)) : nil
        if statusPage != writtenPage || now.since(statusPage.written) >= 5 {
            statusPage.written = now
            writtenPage = statusPage
            try? parts.disk.write(Array(statusPage.text.utf8), to: StatusPage.file + ".new")
            try? parts.disk.rename(StatusPage.file + ".new", to: StatusPage.file)
        }
        let trouble = statusPage.lastError.map { ", last error at \($0.time.text)" } ?? ""
        parts.supervisor.tell(.status("\(statusPage.members) members, \(statusPage.queue) mails to send\(trouble)"))
        parts.supervisor.tell(.heartbeat)
    }
}
