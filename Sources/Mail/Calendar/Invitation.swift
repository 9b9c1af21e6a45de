import Base

/// An invitation to one event for one person (RFC 5546 sections 3.2.2 and 3.2.5): what ``CalendarWriter`` writes.
///
/// It names nobody but the organizer and that person, so members never see each other.
package struct Invitation: Hashable, Sendable {
    /// Whether it asks somebody to come or calls the event off.
    package enum Kind: Hashable, Sendable {
        case request, cancel
    }

    package var kind: Kind
    /// Without control characters; the same in every copy, update and cancellation.
    package var uid: String
    /// Grows with every change of time or place, and with the cancellation; not negative.
    package var sequence: Int
    /// When the copy is made, in seconds since 1970.
    package var stamp: Instant
    package var span: CalendarSpan
    /// The organizer's name stands for an empty one.
    package var summary: String
    package var location = ""
    /// Any line ends.
    package var description = ""
    /// An absolute URI in ASCII; left out where it is none.
    package var url = ""
    package var isTentative = false
    /// Whether it leaves time free.
    package var isTransparent = false
    /// The list: answers go to it.
    package var organizer: NamedAddress
    /// Who acts in the organizer's name.
    package var sentBy: Address?
    package var attendee: NamedAddress

    package init(
        _ kind: Kind, uid: String, sequence: Int, stamp: Instant, span: CalendarSpan, summary: String,
        organizer: NamedAddress, attendee: NamedAddress
    ) {
        (self.kind, self.uid, self.sequence, self.stamp, self.span) = (kind, uid, sequence, stamp, span)
        (self.summary, self.organizer, self.attendee) = (summary, organizer, attendee)
    }

    /// What METHOD and the part's header say.
    package var method: CalendarMethod { kind == .request ? .request : .cancel }
}
