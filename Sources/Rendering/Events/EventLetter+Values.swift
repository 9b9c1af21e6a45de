import Base
import MailingList

extension EventLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .refused(let refusal, let subject):
            [
                "problem": .text(refusal.problem.sentence(context.language, name: refusal.name ?? "")),
                "subject": .text(subject), "words": .text(refusal.written),
                "examples": .flag(refusal.problem == .unclearTime),
            ]
        }
    }
}
