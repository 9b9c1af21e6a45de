import Base
import Mail

/// What a mail says about an event, whoever sent it.
package enum EventRequest: Hashable, Sendable {
    /// Come to this.
    case plan(EventPlan)
    /// It does not take place.
    case cancellation(uid: String, sequence: Int)
    /// Somebody comes, or does not, or may.
    case answer(CalendarAnswer)
    /// Somebody answered, but it does not say who, or what.
    case unclearAnswer
    /// It was meant as an event and cannot be taken as one.
    case refused(EventProblem)
}

/// An answer as it came, before anybody looked who may answer.
package struct CalendarAnswer: Hashable, Sendable {
    package var uid: String
    /// Whom the calendar object names; proof of nothing.
    package var attendee: Address?
    package var participation: Participation
    package var sequence: Int?
    package var stamp: Instant?
    /// Whether the mail brings back a token that was made for the attendee.
    package var isProven = false
    /// Whether a person wrote words beside it, or asks for another time.
    package var isForPeople: Bool

    package init(
        uid: String, attendee: Address?, participation: Participation, sequence: Int? = nil, stamp: Instant? = nil,
        isForPeople: Bool = false
    ) {
        self.uid = uid
        self.attendee = attendee
        self.participation = participation
        self.sequence = sequence
        self.stamp = stamp
        self.isForPeople = isForPeople
    }
}

/// Why a mail that was meant as an event is none.
package enum EventProblem: Error, Hashable, Sendable {
    case calendar(CalendarError)
    /// A series: each occurrence is an event of its own. The next ones, and where they are.
    case series([CalendarSpan], place: String)
    /// With the words for the time as they were written.
    case time(EventTimeError, written: String)
    /// It is over already.
    case past
    /// Called off, but never announced here.
    case unknown
    /// Members know a later version already.
    case outdated
}
