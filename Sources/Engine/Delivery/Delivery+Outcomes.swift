import Base
import MailingList

/// What an outcome means for a letter or a copy.
extension Delivery {
    mutating func answer(_ item: SendItem, _ outcome: Outcome, at now: Instant, chance: Double) {
        switch item {
        case .letter(let id): answer(id, outcome, at: now, chance: chance)
        case .copy(let job, let index): answer(job, index, outcome, at: now, chance: chance)
        }
    }

    private mutating func answer(_ id: LetterID, _ outcome: Outcome, at now: Instant, chance: Double) {
        letters.comeBack()
        guard let written = letters.written(id) else { return }
        switch outcome {
        case .accepted: end(id, .accepted)
        case .refused: end(id, .refused)
        case .notTried: postpone(.letter(id), until: now)
        case .unknown: if doubtful.doubt(.letter(id), at: now, chance: chance) { end(id, .givenUp) }
        case .later:
            if letterRetries.putOff(.letter(id), written: written, at: now, chance: chance) { end(id, .givenUp) }
        }
    }

    private mutating func answer(
        _ job: String, _ index: Int, _ outcome: Outcome, at now: Instant, chance: Double
    ) {
        guard let (written, address) = copyInFlight(job, index) else { return }
        let item = SendItem.copy(job: job, index: index)
        var (word, text) = outcome.progress
        switch outcome {
        case .accepted, .refused:
            self[retriesOf: share(of: item)].forget(item)
            doubtful.forget(item)
        case .notTried: postpone(item, until: now)
        case .unknown: if doubtful.doubt(item, at: now, chance: chance) { word = .uncertain }
        case .later:
            let isGivenUp = self[retriesOf: share(of: item)].putOff(item, written: written, at: now, chance: chance)
            if isGivenUp { word = .delayed }
        }
        record(ProgressLine(time: now, .outcome(index: index, address, word, text)), of: job)
    }

    /// Nil where its job was closed meanwhile: nobody waits for the answer any more.
    private func copyInFlight(_ name: String, _ index: Int) -> (written: Instant, address: Address)? {
        guard let job = jobs[name], job.isInFlight(index), let recipient = job.recipient(index) else {
            return nil
        }
        return (job.written, recipient.address)
    }

    /// Chosen, and not to be offered.
    mutating func passOver(_ item: SendItem, _ reason: Reason, at now: Instant, chance: Double) {
        switch (item, reason) {
        case (.letter, .unrenderable):
            letters.comeBack()
            letterRetries.failToRender(item, at: now, chance: chance)
        case (.letter(let id), .unwanted):
            letters.comeBack()
            letters.end(id)
            letterRetries.forget(item)
        case (.copy(let job, let index), _) where jobs[job]?.isInFlight(index) != true: break
        case (.copy(let job, let index), .unrenderable):
            self[retriesOf: share(of: item)].failToRender(item, at: now, chance: chance)
            jobs[job]?.postpone(index)
        case (.copy(let job, let index), .unwanted(let address, let words)):
            self[retriesOf: share(of: item)].forget(item)
            record(ProgressLine(time: now, .outcome(index: index, address, .skipped, words)), of: job)
        }
    }

    /// Chosen, and given back before it was offered: nothing was tried, and nothing is written.
    mutating func comeBack(_ item: SendItem, at now: Instant) {
        switch item {
        case .letter:
            letters.comeBack()
            postpone(item, until: now)
        case .copy(let job, let index):
            guard jobs[job]?.isInFlight(index) == true else { return }
            postpone(item, until: now)
            jobs[job]?.postpone(index)
        }
    }

    /// What is in doubt stays apart from the others.
    private mutating func postpone(_ item: SendItem, until moment: Instant) {
        if doubtful.knows(item) {
            doubtful.postpone(item, until: moment)
        } else {
            self[retriesOf: share(of: item)].postpone(item, until: moment)
        }
    }

    private func share(of item: SendItem) -> QuotaShare {
        switch item {
        case .letter: .letters
        case .copy(let job, _): jobs[job]?.share ?? .posts
        }
    }

    /// What comes again of one share of the quotas, and is asked for only as far as that share has room.
    subscript(retriesOf share: QuotaShare) -> RetryQueue {
        get { share == .letters ? letterRetries : postRetries }
        _modify {
            if share == .letters { yield &letterRetries } else { yield &postRetries }
        }
    }
}

extension Outcome {
    /// As a job's progress says it, with the server's words.
    fileprivate var progress: (ProgressLine.Word, String) {
        switch self {
        case .accepted(let text): (.accepted, text)
        case .refused(let refusal): (.refused, refusal.line)
        case .later(let refusal): (.later, refusal.line)
        case .unknown: (.unknown, "")
        case .notTried: (.notTried, "")
        }
    }
}
