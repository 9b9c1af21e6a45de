import Base

/// Somebody who gets the announcements.
package struct Member: Hashable, Sendable {
    package var address: Address
    /// The language of every letter to this member.
    package var language: Language
    package var joined: Instant
    package var consent: Consent
    package var choices: Choices

    package init(
        address: Address, language: Language, joined: Instant, consent: Consent, choices: Choices = Choices()
    ) {
        self.address = address
        self.language = language
        self.joined = joined
        self.consent = consent
        self.choices = choices
    }
}

/// The proof that a member wanted to be one: how, by which mail, and to which wording (GDPR article 7.1).
package struct Consent: Hashable, Sendable {
    package enum Means: String, Sendable, CaseIterable {
        /// Answered the confirm letter.
        case reply
        /// Wrote from an address that a trusted server authenticated.
        case authenticationResults = "authentication-results"
        /// Added by an admin on the command line.
        case admin
        /// Came from a file that an admin imported.
        case imported = "import"
    }

    package var means: Means
    /// The Message-ID of the mail that proved it, without angle brackets; empty where there was no mail.
    package var message: String
    /// Which wording was agreed to: `confirmJoin.fi.3f2a9c01`, whose sentence ``ConsentWordings`` has, or `confirmJoin.fi`
    /// from before they were kept; empty where none was shown.
    package var wording: String

    package init(means: Means, message: String = "", wording: String = "") {
        self.means = means
        self.message = message
        self.wording = wording
    }
}
