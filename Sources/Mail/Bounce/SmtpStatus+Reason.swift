import Base

/// What a status code means for a bounce.
extension SmtpStatus {
    /// The first code in a Status field; comments follow it in practice.
    init?(field: String) {
        guard let code = QuotedReply(field).status else { return nil }
        self = code
    }

    /// Whether it says more than that something went wrong.
    var isSpecific: Bool { detail != 0 }

    /// What the code alone says (the table of RFC 3463, RFC 7372, RFC 7505 and what Exchange and Gmail made of it).
    var reason: BounceReason? {
        switch (subject, detail) {
        case (1, 1), (1, 3), (1, 10), (1, 351): .userUnknown
        case (1, 2): .hostUnknown
        case (1, 6): .hasMoved
        case (1, 7), (1, 8): .policy
        case (2, 1), (7, 13): .suspended
        case (2, 2): .mailboxFull
        case (2, 3), (3, 4): .tooLarge
        case (2, 0): .filtered
        case (4, 4): .hostUnknown
        case (4, 7): .expired
        case (7, 511), (7, 600...699), (7, 25): .blocked
        case (7, 8), (7, 9), (7, 509), (7, 515), (7, 20...27): .authFailure
        case (7, 28), (7, 708), (3, 2): .rateLimited
        case (1, 9), (3, _): .systemError
        case (4, _): .networkError
        case (5, 3): .rateLimited
        case (6, _): .contentError
        case (7, 1...): .policy
        default: nil
        }
    }
}
