import Base
import MailingList

/// Every text that Kutsu writes: letters, copies that nobody else wrote, and pieces for the mails of others. The raw value
/// is the name of its file: `welcome` is `welcome.fi.mustache`, `welcome.sv.mustache`, …
package enum TemplateName: String, CaseIterable, Sendable {
    case confirmJoin = "confirmJoin"
    case welcome = "welcome"
    case alreadyMember = "alreadyMember"
    case refusedDomain = "refusedDomain"
    case confirmLeave = "confirmLeave"
    case goodbye = "goodbye"
    case notMember = "notMember"
    case help = "help"
    /// In the place of `help`, to a coordinator.
    case coordinatorHelp = "coordinatorHelp"
    case confirmLanguage = "confirmLanguage"
    case languageChanged = "languageChanged"
    case confirmMove = "confirmMove"
    case confirmNewAddress = "confirmNewAddress"
    case addressChanged = "addressChanged"
    case paused = "paused"
    case topics = "topics"
    case pauseUnclear = "pauseUnclear"
    case portion = "portion"
    case confirmChoice = "confirmChoice"
    case confirmErase = "confirmErase"
    case erased = "erased"
    case joinRequest = "joinRequest"
    case joinWaiting = "joinWaiting"
    case joinDeclined = "joinDeclined"
    case joinExpired = "joinExpired"
    case joinDecided = "joinDecided"
    case itemThanks = "tipThanks"
    case itemFromStranger = "tipFromStranger"
    case ownData = "myData"
    case probe = "probe"
    case tooLarge = "tooLarge"
    case preview = "preview"
    case previewReminder = "previewReminder"
    case postCancelled = "postCancelled"
    case postReport = "postReport"
    case postStalled = "postStale"
    case postExpired = "postExpired"
    case postGone = "postGone"
    case itemPreview = "tipPreview"
    case eventRefused = "eventRefused"
    case digest = "digest"
    case roundup = "roundup"
    case invitation = "invitation"
    case cancellation = "cancellation"
    case reminder = "reminder"
    case postReturned = "postReturned"
    case situation = "situation"
    case bounceReport = "bounceReport"
    case keptAside = "keptAside"
    case quarantineNotice = "quarantineNotice"
    case floodNotice = "floodNotice"
    case capNotice = "capNotice"
    case oldMail = "oldMail"
    case senderCheck = "senderCheck"
    case deliveryTrouble = "deliveryTrouble"
    case forwardNote = "forwardNote"
    case footer = "footer"
    case eventNote = "eventNote"

    /// A letter's own; coordinators get their own help.
    package init(_ kind: LetterKind, isToCoordinator: Bool = false) {
        if kind == .help, isToCoordinator {
            self = .coordinatorHelp
            return
        }
        guard let name = TemplateName(rawValue: kind.rawValue) else {
            preconditionFailure("a letter without a template")
        }
        self = name
    }

    /// The name under which an admin's text takes the place of ours.
    package func fileName(_ language: Language) -> String { "\(rawValue).\(language.rawValue).mustache" }

    /// Whether it is a mail of its own, with a subject and a whole HTML document, or a piece for another mail.
    package var isFragment: Bool {
        switch self {
        case .forwardNote, .footer, .eventNote: true
        default: false
        }
    }
}
