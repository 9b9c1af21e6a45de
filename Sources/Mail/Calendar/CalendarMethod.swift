import Base

/// What an object asks of whoever gets it (RFC 5546 section 1.4).
package enum CalendarMethod: String, Hashable, Sendable {
    case request = "REQUEST"
    case cancel = "CANCEL"
    case reply = "REPLY"
    case publish = "PUBLISH"
    case counter = "COUNTER"
    case refresh = "REFRESH"
    case add = "ADD"
    case declineCounter = "DECLINECOUNTER"

    /// Compared without case; `nil` for any other word.
    package init?(_ value: some StringProtocol) {
        self.init(rawValue: String(value).trimmed.uppercased())
    }
}

/// Whether somebody comes: PARTSTAT for events (RFC 5545 section 3.2.12).
package enum Participation: String, Hashable, Sendable {
    case needsAction = "NEEDS-ACTION"
    case accepted = "ACCEPTED"
    case declined = "DECLINED"
    case tentative = "TENTATIVE"
    case delegated = "DELEGATED"

    /// Compared without case. What is missing or unknown says nothing: needs action, as the RFC has it.
    package init(_ value: String?) {
        self = value.flatMap { Participation(rawValue: $0.trimmed.uppercased()) } ?? .needsAction
    }
}
