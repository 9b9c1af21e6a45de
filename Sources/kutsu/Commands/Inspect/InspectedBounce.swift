import Base
import Mail

/// Whom a delivery report or a complaint is about, as `kutsu inspect` tells it.
struct InspectedBounce: Hashable {
    /// As written in the report; nil where it names only a mailbox inside some server.
    let address: String?
    /// The enhanced status code (RFC 3463), where one is given.
    let status: String?
    /// Whether trying again helps: `permanent` or `temporary`; else `delivered` or `feedback`.
    let permanence: String
    /// Why, in one word.
    let reason: String
    /// Whether nobody is there any more.
    let isDead: Bool

    init(_ recipient: BouncedRecipient) {
        address = recipient.address?.text
        status = recipient.status
        isDead = recipient.isDead
        let isDelivered = recipient.action != .failed && recipient.action != .delayed
        reason = isDelivered && recipient.reason != .feedback ? "delivered" : recipient.reason.word
        permanence =
            ["feedback", "delivered"].contains(reason) ? reason : recipient.isPermanent ? "permanent" : "temporary"
    }
}

extension BounceReason {
    /// The words that tools for reading bounces share.
    fileprivate var word: String {
        switch self {
        case .userUnknown: "userunknown"
        case .hostUnknown: "hostunknown"
        case .hasMoved: "hasmoved"
        case .notAccepting: "notaccept"
        case .mailboxFull: "mailboxfull"
        case .tooLarge: "mesgtoobig"
        case .spam: "spamdetected"
        case .blocked: "blocked"
        case .policy: "policyviolation"
        case .authFailure: "authfailure"
        case .rateLimited: "speeding"
        case .suspended: "suspend"
        case .filtered: "filtered"
        case .expired: "expired"
        case .networkError: "networkerror"
        case .systemError: "systemerror"
        case .contentError: "contenterror"
        case .feedback: "feedback"
        case .undefined: "undefined"
        }
    }
}
