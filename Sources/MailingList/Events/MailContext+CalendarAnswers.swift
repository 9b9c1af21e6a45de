import Base
import Mail

/// Who comes.
extension MailContext {
    /// Nil for a mail that is no answer to an invitation.
    var calendarKind: PersonMail? {
        switch request.event {
        case .answer(let answer)?: isAnswerToEvent(answer) ? .calendarAnswer(answer) : .unclearCalendarAnswer
        case .unclearAnswer?: .unclearCalendarAnswer
        case .plan?, .cancellation?, .refused?, nil: nil
        }
    }

    private func isAnswerToEvent(_ answer: CalendarAnswer) -> Bool {
        state.events[uid: answer.uid].map { attendee(of: answer, to: $0) != nil } ?? false
    }

    /// It is never answered.
    func take(_ answer: CalendarAnswer) -> Decision {
        guard let event = state.events[uid: answer.uid], let attendee = attendee(of: answer, to: event) else {
            preconditionFailure("the kind was found by its event")
        }
        // A program's clock and its count may be wrong, or lie: nothing is answered later than now, or beyond what
        // members were sent, so that the next answer always counts.
        let given = EventAnswer(
            address: attendee, participation: answer.participation,
            sequence: answer.sequence.map { min($0, event.sequence) }, stamp: answer.stamp.map { min($0, now) })
        let isNews = answer.participation != .needsAction && event.takes(given)
        let decision = Decision(
            isNews ? .answered : .notOpen, entries: isNews ? [.event(.answered(event.id, given))] : [])
        return answer.isForPeople ? alsoForwarding(decision, about: event.post) : decision
    }

    /// It counts for the sender, or for the attendee it names where the token of that attendee's own mail came back, from
    /// an assistant or an alias. One for somebody else is for people.
    private func attendee(of answer: CalendarAnswer, to event: Event) -> Address? {
        if let attendee = answer.attendee, attendee != address, list.isInvited(attendee, to: event) {
            return answer.isProven ? attendee : nil
        }
        return list.isInvited(address, to: event) ? address : nil
    }
}

extension Verdict {
    package static let answered = Verdict("answered")
}
