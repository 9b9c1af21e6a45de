/// Every mail that Kutsu writes itself, and the short texts it adds to the mails of others. The raw value is the name of
/// its file: `welcome` is `welcome.fi.mustache`, `welcome.sv.mustache`, …
public enum LetterKind: String, CaseIterable, Sendable {
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
    case myData
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

    // To coordinators about the list.
    case situation
    case quarantineNotice
    /// One sender writes so much that the rest stays in its folder.
    case floodNotice
    case deliveryTrouble

    // Parts of other mails.
    /// Below a mail that is forwarded to the coordinators.
    case forwardNote
    /// Below every copy: why you get this, and how to leave.
    case footer

    /// Whether it is a mail of its own, with a subject and a whole HTML document, or a piece for another mail.
    public var isFragment: Bool { self == .forwardNote || self == .footer }

    /// The name under which an admin's text takes the place of ours.
    public func fileName(_ language: Language) -> String { "\(rawValue).\(language.rawValue).mustache" }
}
