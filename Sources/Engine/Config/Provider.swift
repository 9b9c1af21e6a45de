import Base

/// A mail provider whose addresses and limits are known, so that nobody has to look them up.
package enum Provider: String, CaseIterable, Sendable {
    case microsoft365
    case google

    var mailbox: Endpoint {
        switch self {
        case .microsoft365: Endpoint(scheme: .imaps, host: "outlook.office365.com")
        case .google: Endpoint(scheme: .imaps, host: "imap.gmail.com")
        }
    }

    var relay: Endpoint {
        switch self {
        case .microsoft365: Endpoint(scheme: .smtp, host: "smtp.office365.com")
        case .google: Endpoint(scheme: .smtp, host: "smtp.gmail.com")
        }
    }

    /// A limit belongs to the server, so it holds also where the relay is written without naming the provider.
    init?(relay host: String) {
        guard let provider = Self.allCases.first(where: { $0.relay.host == host }) else { return nil }
        self = provider
    }

    /// Microsoft refuses the 31st message within a minute. Google publishes no such number; this pace keeps a
    /// Workspace account clear of `421 4.7.28`, which costs ten minutes.
    var perMinute: Int { 30 }

    /// Recipients. Microsoft allows 10 000, Google Workspace 2000 messages; a private Gmail account only 500.
    var perDay: Int {
        switch self {
        case .microsoft365: 10_000
        case .google: 2000
        }
    }

    /// One connection is enough for that pace, and leaves the others to the people who use the same mailbox.
    var connections: Int { 1 }
}
