import Base
import Mail

/// Reads what a mail says about an event: in a calendar object, or in its first lines.
struct EventReader: Sendable {
    /// On whose clocks times without a zone are.
    let zone: TimeZoneRules
    /// The name by which calendars call it; those without rules of their own mean this one.
    let zoneName: String
    /// The zones that calendars name without rules of their own.
    let zones: TimeZoneBook

    /// Nil for a mail that is about no event.
    func event(_ message: Message, from sender: Address?, written: String, at now: Instant) -> EventRequest? {
        switch message.calendar {
        case .success(let object):
            switch event(in: object, message, from: sender) {
            case .refused(.calendar(.recurring)), .refused(.calendar(.recurringWithoutEnd)):
                .refused(series(object, at: now))
            case let request: request
            }
        case .failure(let error): .refused(.calendar(error))
        case nil: event(in: written, name: message.subject)
        }
    }

    /// Whether somebody, or somebody's program, answers an invitation: nil for every other mail.
    func answer(_ message: Message, from sender: Address?) -> EventRequest? {
        guard case .success(let object) = message.calendar, object.method == .reply || object.method == .counter else {
            return nil
        }
        return event(in: object, message, from: sender)
    }

    private func event(in object: CalendarObject, _ message: Message, from sender: Address?) -> EventRequest? {
        do throws(CalendarError) {
            switch object.method {
            case .reply, .counter:
                return .answer(CalendarAnswer(try CalendarReply(object, from: sender), object, message))
            case .cancel:
                let event = try object.event()
                return .cancellation(uid: event.uid, sequence: event.sequence)
            case .request, .publish, nil:
                let event = try object.event()
                // A file that says of itself that the event is off.
                if event.isCancelled { return .cancellation(uid: event.uid, sequence: event.sequence) }
                return .plan(try plan(event, otherwise: message.subject))
            default: return nil
            }
        } catch {
            // What is meant as an answer is never answered, however bad it is.
            let isAnswer = object.method == .reply || object.method == .counter
            return isAnswer ? .unclearAnswer : .refused(.calendar(error))
        }
    }

    private func plan(_ event: CalendarEvent, otherwise name: String) throws(CalendarError) -> EventPlan {
        EventPlan(
            uid: event.uid, sequence: event.sequence, stamp: event.stamp,
            span: try event.span(resolving: resolve),
            name: CleanText.line(event.summary.isEmpty ? name : event.summary), place: CleanText.line(event.location),
            url: event.url, isTentative: event.isTentative, isTransparent: event.isTransparent)
    }

    private func resolve(_ name: String?, _ time: CivilTime) -> Instant? {
        let zone = name == nil || name == zoneName ? self.zone : name.flatMap { zones[$0] }
        return zone?.instant(of: time.date, at: time.time)
    }

    /// The occurrences that a coordinator may invite to, one by one.
    private func series(_ object: CalendarObject, at now: Instant) -> EventProblem {
        let spans = object.occurrences(after: now, most: Self.mostOccurrences, resolving: resolve)
        return .series(spans, place: (try? object.event()).map { CleanText.line($0.location) } ?? "")
    }

    private static let mostOccurrences = 6

    private func event(in written: String, name: String) -> EventRequest? {
        guard let lines = EventLines.read(written) else { return nil }
        switch lines.when {
        case .failure(let doubt): return .refused(.time(doubt, written: lines.writtenTime))
        case .success(let span):
            return .plan(EventPlan(uid: "", span: self.span(span), name: CleanText.line(name), place: lines.place))
        }
    }

    private func span(_ span: WrittenSpan) -> CalendarSpan {
        switch span {
        case .times(let start, let end):
            .moments(
                start: zone.instant(of: start.date, at: start.time), end: zone.instant(of: end.date, at: end.time))
        case .days(let first, let last): .days(start: first, end: last.adding(days: 1))
        }
    }
}

extension CalendarAnswer {
    fileprivate init(_ reply: CalendarReply, _ object: CalendarObject, _ message: Message) {
        // Outlook puts what its user writes into the mail; the others put words of their own there.
        let isOutlook = object.components.first?.first("PRODID")?.value.contains("Microsoft") ?? false
        let hasWords = isOutlook && message.written.contains { !$0.isWhitespace }
        self.init(
            uid: reply.uid, attendee: reply.attendee, participation: reply.participation, sequence: reply.sequence,
            stamp: reply.stamp,
            // Who comes in somebody's place is for people to know.
            isForPeople: reply.isCounter || reply.participation == .delegated || hasWords
                || reply.comment.contains { !$0.isWhitespace })
    }
}
