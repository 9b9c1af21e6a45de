import MailingList

extension ErasureLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .confirm: context.policy.people.merging(["until": context.time(context.expiry)]) { $1 }
        case .erased: [:]
        }
    }
}
