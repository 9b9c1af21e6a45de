import Base
import Mail
import MailingList

extension ItemLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        let about = collection(in: context.state).map {
            context.policy.about($0, context.language)
        }
        return own(in: context).merging(about ?? [:]) { $1 }
    }

    /// Nil for an item that is gone.
    private func collection(in state: State) -> CollectionName? {
        switch self {
        case .preview(let id, _): state.items[id]?.collection
        case .thanks(let name, _), .fromStranger(let name): name
        }
    }

    private func own(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .preview(let id, let answer):
            let expires: [String: LetterValue] = ["expires": context.time(context.expiry)]
            guard let item = context.state.items[id] else {
                return expires.merging(["sender": .text(""), "body": .passage("", nil)]) { $1 }
            }
            return expires.merging([
                "sender": .text(item.author.shown), "body": .passage(item.text, item.language),
                "language": .languages([item.language]), "unproven": .flag(!item.isProven),
                "again": .flag(answer != nil), "answer": .text(answer ?? ""),
            ]) { $1 }
        case .thanks(let name, let moderated):
            return ["moderated": .flag(moderated)].merging(context.policy.ends(of: name, at: context.written)) { $1 }
        case .fromStranger: return ["forwarded": .flag(true)]
        }
    }
}
