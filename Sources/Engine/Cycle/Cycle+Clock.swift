import Base
import Logging
import MailingList

/// What comes without a mail: time, what another process wrote, and the supervisor's questions.
extension Cycle {
    /// Sleeps until the earliest moment at which something of what time and others bring is due, or until it is woken,
    /// and then looks at all of it.
    func keepTime() async {
        while true {
            let pause = pause(after: parts.clock.now())
            awaited = parts.clock.now() + Seconds(pause.components.seconds)
            let isOver = await wakeSignal.wait(atMost: pause, on: parts.clock)
            // What is due now is begun after the next start: a stop only finishes what is in hand.
            if Task.isCancelled { break }
            if isOver {
                // What was slept through has passed, also where the clock was set back meanwhile.
                if filesNotBefore <= awaited { filesNotBefore = .earliest }
                lookAfterMail = nil
                delivery.pass(to: max(awaited, parts.clock.now()))
            }
            awaited = .earliest
            turn(at: parts.clock.now())
        }
        tell(.stopped)
        for connection in connections { connection.close() }
    }

    func watchJournal() async {
        while !Task.isCancelled {
            await parts.journalWatch.waitForChange()
            wakeSignal.raise()
        }
    }

    func turn(at now: Instant) {
        if now >= filesNotBefore {
            do throws(LedgerError) {
                try ledger.refresh()
                tellWarnings()
                align()
                // First what ended before a restart: such a job is silent because nothing is left to say. But nothing is
                // sent yet: what was silent for too long must not go on by surprise.
                writeDown()
                if lookAfterMail.map({ $0 <= now }) ?? true { try bringDue(at: now) }
                try compactIfDue(at: now)
                filesBackoff.succeed()
                if troubles.isOver(at: .files(.time)) { parts.logger.notice("the files can be read again") }
            } catch {
                note(error.description, at: .files(.time))
                filesNotBefore = now + Seconds(pausing: filesBackoff.pause(chance: parts.entropy.fraction()))
            }
        }
        perform()
        report(at: now)
    }

    /// How long nothing needs a turn.
    private func pause(after now: Instant) -> Duration {
        var moments = [nextReport(after: now)]
        if let wake = delivery.nextWake(after: now) { moments.append(wake) }
        if filesNotBefore > now {
            moments.append(filesNotBefore)
        } else {
            if let due = dueTime.next { moments.append(due) }
            if let lookAfterMail { moments.append(lookAfterMail) }
            if ledger.isDueForCompaction(at: now) {
                moments.append(nextCompaction)
            } else if let age = ledger.compactionByAge {
                moments.append(age)
            }
        }
        let next = moments.min() ?? now
        // A clock of whole seconds is at most one behind.
        let pause = Duration.seconds(max(1, next.since(now).count))
        return min(pause, parts.supervisor.heartbeatInterval ?? pause)
    }

    private func compactIfDue(at now: Instant) throws(LedgerError) {
        guard ledger.isDueForCompaction(at: now), now >= nextCompaction || nextCompaction > now + .hours(1) else {
            return
        }
        // A disk too full for a second copy would fail again at once.
        nextCompaction = now + .hours(1)
        try ledger.compact(at: now)
        // Whoever asks to be forgotten now does not wait for that.
        nextCompaction = .earliest
    }

    /// Brings the delivery in line with what the ledger says is to be sent.
    func align() {
        let state = ledger.state
        guard aligned != state.sequence else { return }
        let known = aligned ?? 0
        let new = state.letters.ids.filter { $0.sequence > known }
        tell(.pending(new.compactMap { id in state.letters[id].map { (id: id, written: $0.written) } }))
        aligned = alignJobs(of: state) ? state.sequence : nil
        statusPage.members = state.members.count
        statusPage.heldPosts = state.posts.waiting.count
    }

    /// Whether every job could be opened.
    private func alignJobs(of state: State) -> Bool {
        var wanted: [String: Instant] = [:]
        for post in state.posts.sending { wanted[post.id.text] = post.approved ?? post.held }
        for id in state.forwards.ids { wanted[id.text] = state.forwards[id]?.received }
        for name in delivery.jobs.keys where wanted[name] == nil {
            tell(.closed(job: name))
            (copyRenderers[name], folders[name]) = (nil, nil)
        }
        var areAllOpen = true
        for (name, written) in wanted.sorted(by: { $0.key < $1.key }) where delivery.jobs[name] == nil {
            do throws(LedgerError) {
                let folder = JobFolder(name: name, disk: parts.disk)
                var job = try folder.load(written: written)
                job.isShareable = PostID(name).flatMap { state.posts[$0] }?.isShareable ?? true
                tell(.opened(job))
                _ = troubles.isOver(at: .files(.job(name)))
            } catch {
                areAllOpen = false
                note(error.description, at: .files(.job(name)))
            }
        }
        return areAllOpen
    }
}
