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
        case .deliveryTrouble(let trouble, let until):
            [
                "since": context.time(trouble.since), "until": context.time(until), "words": .text(trouble.words),
                "quota": .flag(trouble.subject == .quota || trouble.subject == .rate),
                "login": .flag(trouble.subject == .login), "sender": .flag(trouble.subject == .sender),
                "account": .flag(trouble.subject == .account),
            ]
        }
    }
}
