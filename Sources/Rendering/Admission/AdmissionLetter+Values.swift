import Base
import MailingList

extension AdmissionLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .request(let address, let answer):
            var values: [String: LetterValue] = [
                "address": .text(address.text), "expires": context.time(context.expiry),
                "again": .flag(answer != nil), "answer": .text(answer ?? ""),
            ]
            if let waiting = context.state.joinRequests[address] {
                values["name"] = .text(waiting.name)
                values["words"] = .lines(waiting.words)
            }
            return values
        case .waiting:
            let waiting = context.state.joinRequests[context.letter.to]
            return ["until": context.time(waiting?.expiry ?? context.written + JoinRequest.waits)]
        case .declined, .expired: return [:]
        case .decided(let address):
            return ["address": .text(address.text), "member": .flag(context.state.members.contains(address))]
        }
    }
}
