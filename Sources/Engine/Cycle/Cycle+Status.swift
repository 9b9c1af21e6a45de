import Base
import Logging
import MailingList
import Rendering

/// How the daemon is, for people and for its supervisor.
extension Cycle {
    func report(at now: Instant) {
        statusPage.queue = delivery.backlog
        statusPage.unrenderable = delivery.unrenderable
        statusPage.troubles[.mailbox] = troubles.standing { $0 == .mailbox }
        statusPage.troubles[.files] = troubles.standing { if case .files = $0 { true } else { false } }
        statusPage.troubles[.relay] = relayTrouble
        tellOfForecast(at: now)
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
        let standing = connections.indices.map { route in troubles.standing { $0 == .route(route) } }
        let now = parts.clock.now()
        let isNoneLeft = zip(connections.indices, standing).allSatisfy { route, trouble in
            trouble != nil || delivery.isLeftAlone(relayOf: route, at: now)
        }
        return isNoneLeft ? standing.compactMap { $0 }.max { $0.since < $1.since } : nil
    }

    /// Tells of what does not work: in the log where it is news, and on the status page.
    func note(_ trouble: String, at place: TroubleLog.Place, _ level: Logger.Level = .critical) {
        let now = parts.clock.now()
        if troubles.isNews(trouble, at: place, now: now) { parts.logger.log(level: level, "\(trouble)") }
        statusPage.failed(trouble, at: now)
    }

    /// When what waits will have gone out: reckoned again where there are other jobs or the last time is a while ago.
    private func tellOfForecast(at now: Instant) {
        if delivery.backlog == 0 {
            (statusPage.queueEnds, statusPage.postEnds, forecast) = (nil, [:], Forecasting())
            return
        }
        let jobs = Set(delivery.jobs.keys)
        if forecast.jobs == jobs, now >= forecast.time, now < forecast.time + Forecasting.interval { return }
        forecast = Forecasting(time: now, jobs: jobs)
        let found = delivery.forecast(at: now)
        statusPage.queueEnds = found?.end
        statusPage.postEnds = (found?.ends ?? [:]).filter { PostID($0.key) != nil }
        statusPage.paces = delivery.paces(at: now)
    }

    /// What was reckoned last.
    struct Forecasting {
        var time = Instant.earliest
        var jobs: Set<String> = []

        /// It costs more the longer the queue is.
        static let interval: Seconds = 5
    }

    /// What a letter to a coordinator tells of sending.
    func outlook(for letter: PostLetter) -> SendingOutlook {
        let (now, state) = (parts.clock.now(), ledger.state)
        switch letter {
        case .preview(let id):
            guard let post = state.posts[id] else { return SendingOutlook() }
            let recipients = DecisionContext(parts.policy, state, at: now).recipientCount(of: post)
            let isShareable = post.isShareable
            let sizes = delivery.relays.groupSizes(recipients: recipients, isShareable: isShareable)
            return SendingOutlook(
                ready: delivery.forecast(ofPostWith: recipients, isShareable: isShareable, at: now),
                isGrouped: sizes.contains { $0 > 1 })
        case .situation:
            // Its own letter is on its way.
            return SendingOutlook(waiting: max(0, delivery.backlog - 1), ready: delivery.forecast(at: now)?.end)
        default: return SendingOutlook()
        }
    }

    private func isPageDue(at now: Instant) -> Bool {
        // A clock that was set back is no reason to wait.
        guard now < writtenPage.written + StatusPage.interval, now >= writtenPage.written else { return true }
        var page = statusPage
        page.queue = writtenPage.queue
        // That the queue grew shorter is told once a second, not with each batch; that nothing is left, at once.
        let isQueueNews = statusPage.queue == 0 || now > writtenPage.written
        return page != writtenPage || statusPage.queue != writtenPage.queue && isQueueNews
    }

    /// When the page is due for its next sign of life, or for what it does not tell yet.
    func nextReport(after now: Instant) -> Instant {
        statusPage == writtenPage ? max(now + 1, writtenPage.written + StatusPage.interval) : now + 1
    }
}
