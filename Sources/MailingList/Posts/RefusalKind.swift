import Mail

/// Why a recipient's server refused a copy, as coordinators are told it. The raw values stand in journals and in `--json`.
package enum RefusalKind: String, Hashable, Sendable, CaseIterable {
    case addressUnknown = "address-unknown"
    case mailboxFull = "mailbox-full"
    /// Switched off, or frozen.
    case mailboxClosed = "mailbox-closed"
    case tooLarge = "too-large"
    case junk = "junk"
    /// A rule of the recipient's organisation.
    case notAllowed = "not-allowed"
    case other = "other"

    package init(_ reason: BounceReason) {
        self =
            switch reason {
            case .userUnknown, .hostUnknown, .hasMoved, .notAccepting: .addressUnknown
            case .mailboxFull: .mailboxFull
            case .suspended: .mailboxClosed
            case .tooLarge: .tooLarge
            case .spam, .blocked, .filtered, .contentError: .junk
            case .policy, .authFailure: .notAllowed
            case .rateLimited, .expired, .networkError, .systemError, .feedback, .undefined: .other
            }
    }
}
