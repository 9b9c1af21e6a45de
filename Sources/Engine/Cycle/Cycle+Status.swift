import Base
import Logging

/// How the daemon is, for people and for its supervisor.
extension Cycle {
    func report(at now: Instant) {
        statusPage.queue = delivery.backlog
        statusPage.unrenderable = delivery.unrenderable
        statusPage.troubles[.mailbox] = troubles.standing { $0 == .mailbox }
        statusPage.troubles[.files] = troubles.standing { if case .files = $0 { true } else { false } }
        statusPage.troubles[.relay] = relayTrouble
        statusPage.queueEnds = queueEnds(at: now)
        if isPageDue(at: now) {
            statusPage.written = now
            writtenPage = statusPage
            try? parts.disk.write(Array(statusPage.text.utf8), to: StatusPage.file + ".new")
            try? parts.disk.rename(StatusPage.file + ".new", to: StatusPage.file)
        }
        let trouble = statusPage.lastError.map { ", last error at \($0.time.text)" } ?? ""
        parts.supervisor.notify(.status("\(statusPage.members) members, \(statusPage.queue) mails to send\(trouble)"))
        parts.supervisor.notify(.heartbeat)
    }

    /// What the relay refuses for a reason of its own, or why no connection to it works.
    private var relayTrouble: StatusPage.Trouble? {
        if let trouble = delivery.relayTrouble {
            return StatusPage.Trouble(since: trouble.since, text: trouble.refusal.shown)
        }
        let failing = connections.indices.compactMap { route in troubles.standing { $0 == .route(route) } }
        return failing.count == connections.count ? failing.max { $0.since < $1.since } : nil
    }

    /// Tells of what does not work: in the log where it is news, and on the status page.
    func note(_ trouble: String, at place: TroubleLog.Place, _ level: Logger.Level = .critical) {
        let now = parts.clock.now()
        if troubles.isNews(trouble, at: place, now: now) { parts.logger.log(level: level, "\(trouble)") }
        statusPage.failed(trouble, at: now)
    }

    /// When the queue will be empty at the relays' pace; nil where they have none.
    private func queueEnds(at now: Instant) -> Instant? {
        let pace = parts.relays.reduce(0) { $0 + ($1.perMinute ?? 0) }
        guard pace > 0, statusPage.queue > 0 else { return nil }
        return now + .minutes(Int64((statusPage.queue + pace - 1) / pace))
    }

    private func isPageDue(at now: Instant) -> Bool {
        // A clock that was set back is no reason to wait.
        statusPage != writtenPage || now >= writtenPage.written + StatusPage.interval || now < writtenPage.written
    }

    /// When the page is due for its next sign of life.
    func nextReport(after now: Instant) -> Instant { max(now + 1, writtenPage.written + StatusPage.interval) }
}
