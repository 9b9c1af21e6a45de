/// An invitation to one event for one person (RFC 5546 sections 3.2.2 and 3.2.5): what ``CalendarWriter`` writes.
///
/// It names nobody but the organizer and that person, so members never see each other.
public struct Invitation: Hashable, Sendable {
    /// Whether it asks somebody to come or calls the event off.
    public enum Kind: Hashable, Sendable {
        case request, cancel
    }

    public var kind: Kind
    /// Without control characters; the same in every copy, update and cancellation.
    public var uid: String
    /// Grows with every change of time or place, and with the cancellation; not negative.
    public var sequence: Int
    /// When the copy is made, in seconds since 1970.
    public var stamp: Int64
    public var span: CalendarSpan
    /// The organizer's name stands for an empty one.
    public var summary: String
    public var location = ""
    /// Any line ends.
    public var description = ""
    /// An absolute URI in ASCII; left out where it is none.
    public var url = ""
    public var isTentative = false
    /// Whether it leaves time free.
    public var isTransparent = false
    /// The list: answers go to it.
    public var organizer: NamedAddress
    /// Who acts in the organizer's name.
    public var sentBy: Address?
    public var attendee: NamedAddress

    public init(
        _ kind: Kind, uid: String, sequence: Int, stamp: Int64, span: CalendarSpan, summary: String,
        organizer: NamedAddress, attendee: NamedAddress
    ) {
        (self.kind, self.uid, self.sequence, self.stamp, self.span) = (kind, uid, sequence, stamp, span)
        (self.summary, self.organizer, self.attendee) = (summary, organizer, attendee)
    }

    /// What METHOD and the part's header say.
    public var method: CalendarMethod { kind == .request ? .request : .cancel }
}
