import MailingList

/// One recipient's mail.
package enum SendItem: Hashable, Sendable {
    case letter(LetterID)
    /// A copy of a job's message, by the job's name and the recipient's place among its recipients.
    case copy(job: String, index: Int)
}

/// What a letter's end is written down as.
struct LetterEnd: Hashable, Sendable {
    var id: LetterID
    var outcome: LetterOutcome
}
