import Mail

/// Somebody who gets the announcements.
public struct Member: Hashable, Sendable {
    public var address: Address
    /// The language of every letter to this member.
    public var language: Language
    public var joined: Instant
    public var consent: Consent

    public init(address: Address, language: Language, joined: Instant, consent: Consent) {
        self.address = address
        self.language = language
        self.joined = joined
        self.consent = consent
    }
}

/// The proof that a member wanted to be one: how, by which mail, and to which wording (GDPR article 7.1).
public struct Consent: Hashable, Sendable {
    public enum Means: String, Sendable, CaseIterable {
        /// Answered the confirm letter.
        case reply
        /// Wrote from an address that a trusted server authenticated.
        case authenticationResults = "authentication-results"
        /// Added by an admin on the command line.
        case admin
        /// Came from a file that an admin imported.
        case imported = "import"
    }

    public var means: Means
    /// The Message-ID of the mail that proved it, without angle brackets; empty where there was no mail.
    public var message: String
    /// Which wording was agreed to, e.g. `confirmJoin.fi`; empty where none was shown.
    public var wording: String

    public init(means: Means, message: String = "", wording: String = "") {
        self.means = means
        self.message = message
        self.wording = wording
    }
}
