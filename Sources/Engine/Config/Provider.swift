/// A mail provider whose addresses and limits are known, so that nobody has to look them up.
package enum Provider: String, CaseIterable, Sendable {
    case microsoft365
    case google

    var mailbox: String {
        switch self {
        case .microsoft365: "imaps://outlook.office365.com"
        case .google: "imaps://imap.gmail.com"
        }
    }

    var relay: String {
        switch self {
        case .microsoft365: "smtp://smtp.office365.com:587"
        case .google: "smtp://smtp.gmail.com:587"
        }
    }

    /// A limit belongs to the server, so it holds also where the relay is written without naming the provider.
    init?(relay url: String) {
        guard let provider = Self.allCases.first(where: { Self.host($0.relay) == Self.host(url) }) else { return nil }
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

    private static func host(_ url: String) -> Substring {
        let authority = url.drop { $0 != "/" }.drop { $0 == "/" }
        return authority.prefix { $0 != ":" && $0 != "/" }
    }
}
