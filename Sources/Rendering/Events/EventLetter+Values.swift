import Base
import Mail
import MailingList

extension EventLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .refused(let refusal, let subject):
            [
                "dates": .texts(refusal.occurrences.map { $0.shown(in: context.policy.zone, context.language) }),
                "dated": .flag(!refusal.occurrences.isEmpty),
                "problem": .text(refusal.problem.sentence(context.language, name: refusal.name ?? "")),
                "subject": .text(subject), "words": .text(refusal.written),
                // Each occurrence of a series is an event, and the next can be invited to at once.
                "examples": .flag(refusal.problem == .unclearTime || refusal.problem == .recurring),
                "place": .text(refusal.place),
            ].merging(Self.example(refusal.occurrences.first, in: context)) { $1 }
        }
    }

    /// The time of an occurrence, or one about two months ahead, as people of the language write it, and as the whole world
    /// does.
    private static func example(_ span: CalendarSpan?, in context: LetterContext) -> [String: LetterValue] {
        var first = CivilTime(
            date: context.local(context.written).date.adding(days: 60),
            time: TimeOfDay(hour: 14, minute: 0, second: 0) ?? .midnight)
        var last = CivilTime(date: first.date, time: TimeOfDay(hour: 16, minute: 0, second: 0) ?? .midnight)
        switch span {
        case .moments(let start, let end)?:
            (first, last) = (context.local(start), context.local(end))
        case .days(let start, let end)?:
            let days = [start, end.adding(days: -1)]
            return [
                "example": .text(
                    Set(days).sorted().map { LocalizedFormat.date($0, context.language) }.joined(separator: " – ")),
                "exampleIso": .text(Set(days).sorted().map(iso).joined(separator: " – ")),
            ]
        case nil: break
        }
        let isOneDay = first.date == last.date
        let short = "\(iso(first.date)) \(iso(first))–\(iso(last))"
        let long = "\(iso(first.date)) \(iso(first)) – \(iso(last.date)) \(iso(last))"
        return [
            "example": .text(isOneDay ? LocalizedFormat.hours(first, last, context.language) : long),
            "exampleIso": .text(isOneDay ? short : long),
        ]
    }

    private static func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    private static func iso(_ day: CivilDate) -> String { "\(day.year)-\(two(day.month))-\(two(day.day))" }
    private static func iso(_ time: CivilTime) -> String { "\(two(time.time.hour)):\(two(time.time.minute))" }
}
