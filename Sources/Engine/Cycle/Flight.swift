import Base
import MailingList

/// What was handed to a relay in one go, and the answers that are not written down yet.
struct Flight {
    /// One message and the items it carries, in the order of its recipients.
    struct Offer {
        var items: [Dispatch.Item]
        var envelope: Envelope
    }

    private let items: [UInt64: [Dispatch.Item]]
    private(set) var lines: [String: [ProgressLine]] = [:]
    private(set) var letters: [(LetterID, LetterOutcome)] = []
    /// The first failure to write an answer down.
    var failure: LedgerError?

    init(_ offers: [Offer]) {
        items = Dictionary(offers.map { ($0.envelope.id, $0.items) }, uniquingKeysWith: { first, _ in first })
    }

    func items(of id: UInt64) -> [Dispatch.Item] { items[id, default: []] }

    mutating func note(
        _ item: Dispatch.Item, _ outcome: Outcome, _ consequence: Dispatch.Consequence, address: Address?,
        at now: Instant
    ) {
        switch item {
        case .letter(let id):
            guard consequence == .ended else { return }
            letters.append((id, outcome.letterOutcome))
        case .copy(let job, let index):
            guard let address else { return }
            let (word, text) = outcome.progress(consequence)
            lines[job, default: []].append(
                ProgressLine(time: now, .outcome(index: index, address, word, text)))
        }
    }

    mutating func takeLines() -> [String: [ProgressLine]] {
        defer { lines = [:] }
        return lines
    }

    mutating func takeLetters() -> [(LetterID, LetterOutcome)] {
        defer { letters = [] }
        return letters
    }
}

extension Outcome {
    fileprivate var letterOutcome: LetterOutcome {
        switch self {
        case .accepted: .accepted
        case .refused: .refused
        case .later, .unknown, .notTried: .givenUp
        }
    }

    fileprivate func progress(_ consequence: Dispatch.Consequence) -> (ProgressLine.Word, String) {
        switch self {
        case .accepted(let text): (.accepted, text)
        case .refused(let refusal): (.refused, refusal.line)
        case .later(let refusal): (consequence == .ended ? .delayed : .later, refusal.line)
        case .unknown: (.unknown, "")
        case .notTried: (.notTried, "")
        }
    }
}
