import Base

/// How the daemon is, for people and for its supervisor.
extension Cycle {
    func report(at now: Instant) {
        statusPage.queue = delivery.backlog
        statusPage.unrenderable = delivery.unrenderable
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
