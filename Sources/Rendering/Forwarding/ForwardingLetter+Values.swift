import Base
import MailingList

extension ForwardingLetter: TypedLetter {
    func values(in context: LetterContext) -> [String: LetterValue] {
        switch self {
        case .tooLarge(let bytes, let subject):
            [
                "limit": .number(context.policy.maxMessageSize), "size": .number(bytes), "subject": .text(subject),
            ]
        case .keptAside(let reason, let subject):
            [
                "several": .flag(QuarantineReason.isAboutSenders(reason)),
                "limit": .flag(QuarantineReason.isAboutLimits(reason)), "subject": .text(subject),
            ]
        case .quarantined(let id, let reason, let subject):
            [
                "reason": .text(QuarantineReason.words(reason, context.language)), "file": .text(id.file),
                "subject": .text(subject),
                "received": context.time(context.written),
            ]
        case .flood(let sender, let count): ["sender": .text(sender.text), "mails": .number(count)]
        case .heldBack(let what):
            [
                "letters": .flag(what == .letters), "forwards": .flag(what == .forwards),
                "quarantine": .flag(what == .quarantine),
            ]
        case .oldMail(let count, let folder): ["mails": .number(count), "folder": .text(folder)]
        case .senderCheck: ["until": context.time(context.expiry)]
        }
    }
}
