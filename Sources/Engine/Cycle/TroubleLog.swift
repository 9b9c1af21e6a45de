import Base
import MailingList

/// Which troubles were told of: one that goes on is told once.
struct TroubleLog: Sendable {
    enum Place: Hashable, Sendable {
        case mailbox
        /// A connection to a relay.
        case route(Int)
        /// A relay that refuses mails for a reason of its own.
        case relay
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

    private var told: [Place: StatusPage.Trouble] = [:]

    /// Whether `trouble` is news: the same again is not, whatever times and numbers stand in it.
    mutating func isNews(_ trouble: String, at place: Place, now: Instant) -> Bool {
        let before = told[place]
        told[place] = StatusPage.Trouble(since: before?.since ?? now, text: trouble)
        return before.map { ErrorGist.of($0.text) } != ErrorGist.of(trouble)
    }

    /// What goes on at one of these places, the oldest.
    func standing(where isMeant: (Place) -> Bool) -> StatusPage.Trouble? {
        told.filter { isMeant($0.key) }.map(\.value).min { $0.since < $1.since }
    }

    /// It works again. Whether there was a trouble.
    mutating func isOver(at place: Place) -> Bool { told.removeValue(forKey: place) != nil }
}
