/// Which letter a mail of ours is: the word by which journals remember that it was written, and the name of its
/// template. The raw values stand in journals and in file names of admins.
package enum LetterKind: String, CaseIterable, Sendable {
    // Membership
    case confirmJoin = "confirmJoin"
    case welcome = "welcome"
    case alreadyMember = "alreadyMember"
    case refusedDomain = "refusedDomain"
    case confirmLeave = "confirmLeave"
    case goodbye = "goodbye"
    case notMember = "notMember"
    case help = "help"
    case confirmLanguage = "confirmLanguage"
    case languageChanged = "languageChanged"
    case ownData = "myData"
    /// Asks the old address whether a membership moves.
    case confirmMove = "confirmMove"
    /// Asks the new one.
    case confirmNewAddress = "confirmNewAddress"
    case addressChanged = "addressChanged"

    // Choices
    /// Which topics a member follows.
    case topics = "topics"
    /// Begins a break, or ends it.
    case paused = "paused"
    case pauseUnclear = "pauseUnclear"
    /// Which mails a member gets.
    case portion = "portion"
    /// Asks whether a choice is wished.
    case confirmChoice = "confirmChoice"

    // Erasure
    /// Asks whether everything is to be forgotten.
    case confirmErase = "confirmErase"
    case erased = "erased"

    // Admission
    /// Asks a coordinator whether somebody is let in.
    case joinRequest = "joinRequest"
    case joinWaiting = "joinWaiting"
    case joinDeclined = "joinDeclined"
    /// No coordinator answered in time.
    case joinExpired = "joinExpired"
    /// Another coordinator was quicker.
    case joinDecided = "joinDecided"

    // Posts
    case preview = "preview"
    /// Asked again, when the answer to a preview was empty or not understood.
    case previewReminder = "previewReminder"
    case postCancelled = "postCancelled"
    case postReport = "postReport"
    /// A job was silent for a day: is it still wanted?
    case postStalled = "postStale"
    /// Nobody answered the preview in time.
    case postExpired = "postExpired"
    /// Asked to cancel what everybody has already.
    case postGone = "postGone"
    /// The post came back from so many that it is to blame.
    case postReturned = "postReturned"
    case situation = "situation"

    // Collections
    /// Shall this item go into the next digest?
    case itemPreview = "tipPreview"
    case itemThanks = "tipThanks"
    /// To somebody who sends an item without being a member.
    case itemFromStranger = "tipFromStranger"

    // Events
    /// An event that could not be taken: what is wrong with it, and how to write it.
    case eventRefused = "eventRefused"

    // Bounces
    /// Whose mail comes back, and what was done about it.
    case bounceReport = "bounceReport"
    /// Asks nothing but to arrive: the last mails came back.
    case probe = "probe"
    /// No mail went out for a while, and now it does again.
    case deliveryTrouble = "deliveryTrouble"

    // Forwarding
    case tooLarge = "tooLarge"
    /// To the sender of a mail that could not be handled.
    case keptAside = "keptAside"
    case quarantineNotice = "quarantineNotice"
    /// One sender writes so much that the rest stays in its folder.
    case floodNotice = "floodNotice"
    /// More came from all together than is answered, passed on or kept.
    case capNotice = "capNotice"
    /// What had lain in the mailbox before the first start.
    case oldMail = "oldMail"
    /// Asks whether so many mails in somebody's name are theirs.
    case senderCheck = "senderCheck"
}
