/// What became of one recipient's mail at a relay: one word from the wire to the report.
package enum Outcome: Hashable, Sendable {
    /// The server answers for it now; with its words.
    case accepted(String)
    /// For good: the same mail would be refused again.
    case refused(SmtpRefusal)
    /// Surely not taken; may be tried again.
    case later(SmtpRefusal)
    /// All of it was handed to the connection, and no verdict came: it may or may not have been taken.
    case unknown
    /// Nothing of it was sent: no attempt was made.
    case notTried

    /// Whether the server has decided.
    package var isFinal: Bool {
        switch self {
        case .accepted, .refused: true
        case .later, .unknown, .notTried: false
        }
    }
}

extension Outcome: CustomStringConvertible {
    package var description: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let refusal): "refused \(refusal)"
        case .later(let refusal): "later \(refusal)"
        case .unknown: "unknown"
        case .notTried: "not tried"
        }
    }
}
