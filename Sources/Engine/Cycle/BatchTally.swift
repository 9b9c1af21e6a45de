import Base

/// How the mails of one batch ended, for its line in the log.
struct BatchTally: Sendable, Equatable {
    private var counts: [Kind: Int] = [:]

    /// In the order of the line.
    private enum Kind: String, CaseIterable {
        case accepted
        case refused
        case later = "to be tried later"
        case unknown = "in doubt"
        case notTried = "not tried"

        init(_ outcome: Outcome) {
            self =
                switch outcome {
                case .accepted: .accepted
                case .refused: .refused
                case .later: .later
                case .unknown: .unknown
                case .notTried: .notTried
                }
        }
    }

    mutating func add(_ outcome: Outcome) { counts[Kind(outcome), default: 0] += 1 }

    /// `3 mails: 2 accepted, 1 refused`
    var text: String {
        let parts = Kind.allCases.compactMap { kind in counts[kind].map { "\($0) \(kind.rawValue)" } }
        let count = counts.values.reduce(0, +)
        return "\(count) \(count == 1 ? "mail" : "mails"): \(parts.joined(separator: ", "))"
    }
}
