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
        let given = EventAnswer(
            address: attendee, participation: answer.participation, sequence: answer.sequence, stamp: answer.stamp)
        let isNews = answer.participation != .needsAction && event.takes(given)
        let decision = Decision(
            isNews ? .answered : .notOpen, entries: isNews ? [.event(.answered(event.id, given))] : [])
        return answer.isForPeople ? alsoForwarding(decision, about: event.post) : decision
    }

    /// It counts for the attendee it names, if that is somebody who was invited, else for the sender.
    private func attendee(of answer: CalendarAnswer, to event: Event) -> Address? {
        [answer.attendee, address].compactMap { $0 }.first { list.isInvited($0, to: event) }
    }
}

extension Verdict {
    package static let answered = Verdict("answered")
}
