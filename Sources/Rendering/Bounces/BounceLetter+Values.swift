import Base
import MailingList

extension BounceLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .probe: [:]
        case .report(let failing, let suspended, let removed):
            [
                "failing": .texts(failing.map(\.text)), "suspended": .texts(suspended.map(\.text)),
                "removed": .texts(removed.map(\.text)),
            ]
        }
    }
}
