/// Why a mail was not delivered.
package enum BounceReason: String, Hashable, Sendable, CaseIterable {
    /// There is no such mailbox.
    case userUnknown
    /// There is no such domain.
    case hostUnknown
    /// The person moved, leaving no address.
    case hasMoved
    /// The domain takes no mail (RFC 7505).
    case notAccepting
    case mailboxFull
    case tooLarge
    /// The content was taken for junk.
    case spam
    /// Our server, its address or its name is not welcome.
    case blocked
    /// A rule forbids it: relaying, sender, closed group, missing permission.
    case policy
    /// SPF, DKIM or DMARC failed.
    case authFailure
    /// Too much at once; later it may pass.
    case rateLimited
    /// The mailbox exists, but is switched off or frozen.
    case suspended
    /// Refused after the content was seen, by a filter that often belongs to the person.
    case filtered
    /// Tried too long, or still trying.
    case expired
    case networkError
    case systemError
    /// The mail itself was not understood, or holds something forbidden.
    case contentError
    /// A complaint, not a failure.
    case feedback
    case undefined

    /// Whether nothing will ever be delivered there, if the failure is permanent.
    package var meansDead: Bool {
        switch self {
        case .userUnknown, .hostUnknown, .hasMoved, .notAccepting: true
        default: false
        }
    }
}
