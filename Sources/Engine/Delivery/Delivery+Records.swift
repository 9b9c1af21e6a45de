import Base
import MailingList

/// What has to be written down.
extension Delivery {
    /// Letters whose end is written together, with one fsync. A crash forgets at most so many, and they are sent again.
    private static let lettersWrittenTogether = 16

    var hasWritableEnds: Bool {
        !ends.isEmpty && (letters.inFlight == 0 || ends.count >= Self.lettersWrittenTogether)
    }

    mutating func takeRecords() -> [Action] {
        var actions: [Action] = []
        if !charges.isEmpty {
            actions.append(.charge(charges))
            charges = []
        }
        for (name, some) in lines.sorted(by: { $0.key < $1.key }) { actions.append(.record(job: name, some)) }
        if hasWritableEnds {
            actions.append(.endLetters(ends))
            ends = []
        }
        // Not before its last line is written.
        for name in finished.sorted() where lines[name] == nil {
            actions.append(.finish(job: name))
            finished.remove(name)
        }
        lines = [:]
        return actions
    }

    mutating func keep(_ action: Action, at now: Instant, chance: Double) {
        switch action {
        case .record(let name, let some): if jobs[name] != nil { lines[name] = some + lines[name, default: []] }
        case .charge(let some): charges = some + charges
        case .endLetters(let some): ends = some + ends
        case .finish(let name): if jobs[name]?.isFinished == true { finished.insert(name) }
        // What could not be noted as offered was not offered.
        case .send: break
        }
        diskNotBefore = now + Seconds(pausing: diskBackoff.pause(chance: chance))
    }

    mutating func record(_ line: ProgressLine, of name: String) {
        lines[name, default: []].append(line)
        jobs[name]?.note(line)
        if jobs[name]?.isFinished == true { finished.insert(name) }
    }

    mutating func end(_ id: LetterID, _ outcome: LetterOutcome) {
        letters.end(id)
        letterRetries.forget(.letter(id))
        doubtful.forget(.letter(id))
        ends.append(LetterEnd(id: id, outcome: outcome))
    }
}
