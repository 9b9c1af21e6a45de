import Base
import MailingList

extension EventLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .refused(let refusal, let subject):
            [
                "problem": .text(refusal.problem.sentence(context.language, name: refusal.name ?? "")),
                "subject": .text(subject), "words": .text(refusal.written),
                // A series has no time of its own: each occurrence is an event, and the first can be written at once.
                "examples": .flag(refusal.problem == .unclearTime || refusal.problem == .recurring),
            ].merging(Self.example(in: context)) { $1 }
        }
    }

    /// A time about two months ahead, as people of the language write it, and as the whole world does.
    private static func example(in context: LetterContext) -> [String: LetterValue] {
        let day = context.local(context.written).date.adding(days: 60)
        let hours =
            switch context.language {
            case .fi: "klo 14–16"
            case .sv: "kl. 14–16"
            case .en: "at 14–16"
            }
        func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        let iso = "\(day.year)-\(two(day.month))-\(two(day.day))"
        return [
            "example": .text("\(LocalizedFormat.date(day, context.language)) \(hours)"),
            "exampleIso": .text("\(iso) 14:00–16:00"),
        ]
    }
}
