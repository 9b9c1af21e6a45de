import Base

/// An answer to an invitation: a REPLY (RFC 5546 section 3.2.3), or a COUNTER, which answers and asks for another time.
package struct CalendarReply: Hashable, Sendable {
    /// The UID of the event that is answered.
    package var uid: String
    /// Who answers by the object's own words; `nil` where it names nobody by an address. Proof of nothing: it is
    /// text that anybody can write.
    package var attendee: Address?
    package var participation: Participation
    /// The revision of the event that was answered; `nil` where the program does not say.
    package var sequence: Int?
    /// When the answer was given, in seconds since 1970. The latest answer counts.
    package var stamp: Instant?
    /// What the person wrote beside it, lines with LF between them; empty for most.
    package var comment: String
    /// Whether another time is asked for.
    package var isCounter: Bool
    /// Whether it answers for one occurrence of a series only.
    package var isForOccurrence: Bool

    /// Reads the answer in an object. Its dates are not looked at, so that none of them can spoil it.
    ///
    /// - Parameter sender: The From address of the mail: tells which attendee answers where a program writes down all
    ///   of them.
    package init(_ object: CalendarObject, from sender: Address?) throws(CalendarError) {
        guard object.method == .reply || object.method == .counter else { throw .notAReply }
        guard let event = object.eventComponents.first else { throw .noEvent }
        uid = try CalendarEvent.identifier(of: event)
        for other in object.eventComponents.dropFirst() {
            guard try CalendarEvent.identifier(of: other) == uid else { throw .severalEvents }
        }
        let user = try Self.answering(event.all("ATTENDEE").map(CalendarUser.init), sender: sender)
        attendee = user.address
        participation = user.participation
        sequence = event.first("SEQUENCE") == nil ? nil : CalendarEvent.sequence(of: event)
        stamp = CalendarEvent.stamp(of: event)
        let comments = event.all("COMMENT").map { CalendarText.paragraphs($0.value) } + [user.comment]
        comment = comments.filter { !$0.isEmpty }.joined(separator: "\n")
        isCounter = object.method == .counter
        isForOccurrence = event.first("RECURRENCE-ID") != nil
    }

    /// The sender among them, else the only one, else the only one who has answered at all.
    private static func answering(_ users: [CalendarUser], sender: Address?) throws(CalendarError) -> CalendarUser {
        if let sender, let user = users.first(where: { $0.address == sender }) { return user }
        let candidates = users.count == 1 ? users : users.filter { $0.participation != .needsAction }
        guard candidates.count == 1 else { throw .noAttendee }
        return candidates[0]
    }
}
