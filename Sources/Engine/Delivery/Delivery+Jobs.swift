import Base
import MailingList

/// Jobs, and the clock.
extension Delivery {
    mutating func open(_ job: Job, at now: Instant) {
        guard jobs[job.name] == nil else { return }
        var job = job
        if let past = job.takePast() {
            for (index, attempts) in past.attempts {
                self[retriesOf: job.share].remember(.copy(job: job.name, index: index), attempts: attempts)
            }
            for (index, doubts) in past.doubts.sorted(by: { $0.key < $1.key }) {
                let item = SendItem.copy(job: job.name, index: index)
                job.setAside(index)
                doubtful.remember(item, attempts: doubts)
                doubtful.postpone(item, until: now)
            }
        }
        if job.isFinished { finished.insert(job.name) }
        groupSizes[job.name] = relays.groupSizes(recipients: job.count, isShareable: job.isShareable)
        jobs[job.name] = job
    }

    mutating func close(_ name: String) {
        guard let job = jobs.removeValue(forKey: name) else { return }
        (lines[name], groupSizes[name]) = (nil, nil)
        finished.remove(name)
        self[retriesOf: job.share].forget { if case .copy(name, _) = $0 { true } else { false } }
        doubtful.forget { if case .copy(name, _) = $0 { true } else { false } }
    }

    /// Where the clock was set back, what was to come in an hour still comes in an hour.
    mutating func adjust(to now: Instant) {
        let back = latest.since(now)
        latest = now
        guard back > 0 else { return }
        let shift = Seconds(0) - back
        for index in routes.indices {
            routes[index].notBefore = routes[index].notBefore + shift
            routes[index].lastSign = routes[index].lastSign + shift
        }
        for index in relays.indices {
            relays[index].notBefore = relays[index].notBefore + shift
            relays[index].quota.shift(by: shift)
            relays[index].health.shift(by: shift)
            relays[index].pace.shift(by: shift)
        }
        letterRetries.shift(by: shift)
        postRetries.shift(by: shift)
        doubtful.shift(by: shift)
        diskNotBefore = diskNotBefore + shift
        throttledUntil = throttledUntil + shift
    }

    /// Mails that have no end yet, those on their way included.
    var backlog: Int { letters.count + jobs.values.reduce(0) { $0 + $1.open } }

    /// Mails that wait because they could not be put into words.
    var unrenderable: Int { letterRetries.unrenderable + postRetries.unrenderable }
}
