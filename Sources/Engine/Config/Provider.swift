import Base

/// A mail provider whose addresses and limits are known, so that nobody has to look them up.
package enum Provider: String, CaseIterable, Sendable {
    case microsoft365
    /// A private account at Microsoft.
    case outlook = "outlook.com"
    case google
    case fastmail
    case zoho
    case yahoo
    case icloud

    /// All of them, as the manual says them.
    static let choices = "one of " + allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")

    var mailbox: Endpoint {
        let host =
            switch self {
            case .microsoft365, .outlook: "outlook.office365.com"
            case .google: "imap.gmail.com"
            case .fastmail: "imap.fastmail.com"
            case .zoho: "imappro.zoho.com"
            case .yahoo: "imap.mail.yahoo.com"
            case .icloud: "imap.mail.me.com"
            }
        return Endpoint(scheme: .imaps, host: host)
    }

    var relay: Endpoint {
        switch self {
        case .microsoft365: Endpoint(scheme: .smtp, host: "smtp.office365.com")
        case .outlook: Endpoint(scheme: .smtp, host: "smtp-mail.outlook.com")
        case .google: Endpoint(scheme: .smtps, host: "smtp.gmail.com")
        case .fastmail: Endpoint(scheme: .smtps, host: "smtp.fastmail.com")
        case .zoho: Endpoint(scheme: .smtps, host: "smtppro.zoho.com")
        case .yahoo: Endpoint(scheme: .smtps, host: "smtp.mail.yahoo.com")
        case .icloud: Endpoint(scheme: .smtp, host: "smtp.mail.me.com")
        }
    }

    /// A limit belongs to the server, so it holds also where the relay is written without naming the provider.
    init?(relay host: String) {
        guard let provider = Self.allCases.first(where: { $0.relay.host == host }) else { return nil }
        self = provider
    }

    /// Microsoft refuses the 31st message within a minute. The others publish no such number; this pace keeps a
    /// Workspace account clear of `421 4.7.28`, which costs ten minutes.
    var perMinute: Int { 30 }

    /// Recipients. Microsoft allows 10 000, Google Workspace 2000 messages; a private Gmail account only 500. Nil where
    /// no number is published: the server's own answers set the pace.
    var perDay: Int? {
        switch self {
        case .microsoft365: 10_000
        case .google: 2000
        case .outlook, .fastmail, .zoho, .yahoo, .icloud: nil
        }
    }

    /// One connection is enough for that pace, and leaves the others to the people who use the same mailbox.
    var connections: Int { 1 }
}
