import Base
import Mail

/// What a letter says about an event that could not be taken.
package enum EventLetter: LetterSlice {
    /// With the subject of the mail that was meant as an event.
    case refused(EventRefusal, subject: String)

    package var kind: LetterKind { .eventRefused }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .refused(let refusal, let subject):
            values.add("subject", subject)
            values.add("problem", refusal.problem.rawValue)
            if let name = refusal.name { values.add("name", name) }
            if !refusal.occurrences.isEmpty {
                values.add("dates", refusal.occurrences.map(\.text).joined(separator: "\n"))
                values.add("place", refusal.place)
            }
            if let error = refusal.timeError {
                values.add("doubt", error.rawValue)
                values.add("words", refusal.written)
            }
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        guard kind == .eventRefused, let problem = values["problem"].flatMap({ EventRefusal.Problem(rawValue: $0) })
        else { return nil }
        let refusal = EventRefusal(
            problem: problem, name: values["name"], timeError: values["doubt"].flatMap { EventTimeError(rawValue: $0) },
            written: values["words"] ?? "",
            occurrences: (values["dates"] ?? "").split(separator: "\n").compactMap { CalendarSpan(text: String($0)) },
            place: values["place"] ?? "")
        self = .refused(refusal, subject: values["subject"] ?? "")
    }

    package func purpose(_ language: Language) -> TokenPurpose { .note }
}

/// What is wrong with an event, as a letter says it.
package struct EventRefusal: Hashable, Sendable {
    /// The raw values stand in journals.
    package enum Problem: String, CaseIterable, Sendable {
        case tooLarge = "tooLarge"
        case tooManyEvents = "tooManyEvents"
        case unreadable = "unreadable"
        case noEvent = "noEvent"
        case severalEvents = "severalEvents"
        case unusableIdentifier = "unusableIdentifier"
        case unreadableProperty = "unreadableProperty"
        case dateOutOfRange = "dateOutOfRange"
        case noStart = "noStart"
        case endsBeforeStart = "endsBeforeStart"
        case recurring = "recurring"
        case unknownZone = "unknownZone"
        case unclearTime = "unclearTime"
        case past = "past"
        case unknown = "unknown"
        case outdated = "outdated"
    }

    package var problem: Problem
    /// The property or time zone that it is about, where it is about one.
    package var name: String?
    /// What is unclear about a time that somebody wrote, and the words for it; nil where it is about something else.
    package var timeError: EventTimeError?
    package var written: String
    /// The next ones of a series, and where they are.
    package var occurrences: [CalendarSpan]
    package var place: String

    init(
        problem: Problem, name: String? = nil, timeError: EventTimeError? = nil, written: String = "",
        occurrences: [CalendarSpan] = [], place: String = ""
    ) {
        self.occurrences = occurrences
        self.place = place
        self.problem = problem
        self.name = name
        self.timeError = timeError
        self.written = written
    }

    package init(_ problem: EventProblem) {
        switch problem {
        case .calendar(let error): self.init(error)
        case .series(let spans, let place):
            self.init(problem: .recurring, occurrences: spans, place: place)
        case .time(let error, let written): self.init(problem: .unclearTime, timeError: error, written: written)
        case .past: self.init(problem: .past)
        case .unknown: self.init(problem: .unknown)
        case .outdated: self.init(problem: .outdated)
        }
    }

    private init(_ error: CalendarError) {
        switch error {
        case .tooLarge: self.init(problem: .tooLarge)
        case .tooManyEvents: self.init(problem: .tooManyEvents)
        case .unreadable, .notAReply, .noAttendee: self.init(problem: .unreadable)
        case .noEvent: self.init(problem: .noEvent)
        case .severalEvents: self.init(problem: .severalEvents)
        case .unusableIdentifier: self.init(problem: .unusableIdentifier)
        case .unreadableProperty(let name): self.init(problem: .unreadableProperty, name: CleanText.line(name))
        case .dateOutOfRange(let name): self.init(problem: .dateOutOfRange, name: CleanText.line(name))
        case .noStart: self.init(problem: .noStart)
        case .endsBeforeStart: self.init(problem: .endsBeforeStart)
        case .recurring, .recurringWithoutEnd: self.init(problem: .recurring)
        case .unknownZone(let name): self.init(problem: .unknownZone, name: CleanText.line(name))
        }
    }
}
