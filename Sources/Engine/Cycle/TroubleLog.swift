import Base
import MailingList

/// Which troubles were told of: one that goes on is told once.
struct TroubleLog: Sendable {
    enum Place: Hashable, Sendable {
        case mailbox
        /// A connection to a relay.
        case route(Int)
        /// The files, as this part of the work meets them.
        case files(Work)
        /// Mails that cannot be put into words.
        case letter(LetterID)
        case copies(job: String, Language)
    }

    enum Work: Hashable, Sendable {
        case intake, delivery, time
        case job(String)
    }

    private var told: [Place: String] = [:]

    /// Whether `trouble` is news: the same words again are not.
    mutating func isNews(_ trouble: String, at place: Place) -> Bool {
        told.updateValue(trouble, forKey: place) != trouble
    }

    /// It works again. Whether there was a trouble.
    mutating func isOver(at place: Place) -> Bool { told.removeValue(forKey: place) != nil }
}
