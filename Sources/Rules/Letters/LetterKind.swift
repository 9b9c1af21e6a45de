/// Every mail that Kutsu writes itself, and the short texts it adds to the mails of others. The raw value is the name of
/// its file: `welcome` is `welcome.fi.mustache`, `welcome.sv.mustache`, …
package enum LetterKind: String, CaseIterable, Sendable {
    // To anybody who writes to the list.
    case confirmJoin
    case welcome
    case alreadyMember
    case refusedDomain
    case confirmLeave
    case goodbye
    case notMember
    case help
    case confirmLanguage
    case languageChanged
    case paused
    case topics
    case tipThanks
    /// To somebody who sends a tip without being a member.
    case tipFromStranger
    case myData
    /// Asks nothing but to arrive: the last mails came back.
    case probe
    case tooLarge

    // To coordinators about their posts.
    case preview
    /// Asked again, when the answer to a preview was empty or not understood.
    case previewReminder
    case postCancelled
    case postReport
    /// A job was silent for a day: is it still wanted?
    case postStale
    /// Nobody answered the preview in time.
    case postExpired

    /// Shall this tip go into the next digest?
    case tipPreview
    /// An event that could not be taken: what is wrong with it, and how to write it.
    case eventRefused

    // To every member, as a copy of a post.
    /// The tips that members have sent.
    case digest
    /// Around an event that came from a calendar: the coordinator's own words, if there are any.
    case invitation
    /// An event does not take place.
    case cancellation
    case reminder

    /// The post came back from so many that it is to blame.
    case postReturned

    // To coordinators about the list.
    case situation
    /// Whose mail comes back, and what was done about it.
    case bounceReport
    case quarantineNotice
    /// One sender writes so much that the rest stays in its folder.
    case floodNotice
    case deliveryTrouble

    // Parts of other mails.
    /// Below a mail that is forwarded to the coordinators.
    case forwardNote
    /// Below every copy: why you get this, and how to leave.
    case footer
    /// Below every invitation, above the footer: when, where, and how to answer.
    case eventNote

    /// Whether it is a mail of its own, with a subject and a whole HTML document, or a piece for another mail.
    package var isFragment: Bool {
        switch self {
        case .forwardNote, .footer, .eventNote: true
        default: false
        }
    }

    /// The name under which an admin's text takes the place of ours.
    package func fileName(_ language: Language) -> String { "\(rawValue).\(language.rawValue).mustache" }
}
