import Base

/// What letters say about mails that did not go on to people as they came.
package enum ForwardingLetter: LetterSlice {
    /// To the sender of a mail of so many bytes.
    case tooLarge(bytes: Int, subject: String)
    /// To the sender of a mail in quarantine.
    case keptAside(reason: String, subject: String)
    /// To coordinators.
    case quarantined(QuarantineID, reason: String, subject: String)
    /// To coordinators: how many mails came from one sender today.
    case flood(Address, count: Int)
    /// To coordinators: more came from all together than is done about.
    case heldBack(HeldBack)
    /// To coordinators: so many mails were older than the list, and where they are.
    case oldMail(count: Int, folder: String)
    /// To the one in whose name so many mails came.
    case senderCheck

    package var kind: LetterKind {
        switch self {
        case .tooLarge: .tooLarge
        case .keptAside: .keptAside
        case .quarantined: .quarantineNotice
        case .flood: .floodNotice
        case .heldBack: .capNotice
        case .oldMail: .oldMail
        case .senderCheck: .senderCheck
        }
    }

    package func write(to values: inout LetterFacts) {
        switch self {
        case .tooLarge(let bytes, let subject):
            values.add("bytes", String(bytes))
            values.add("subject", subject)
        case .keptAside(let reason, let subject):
            values.add("reason", reason)
            values.add("subject", subject)
        case .quarantined(let id, let reason, let subject):
            values.add("reason", reason)
            values.add("file", id.file)
            values.add("subject", subject)
        case .flood(let address, let count):
            values.add("sender", address.text)
            values.add("count", String(count))
        case .heldBack(let what): values.add("what", what.rawValue)
        case .oldMail(let count, let folder):
            values.add("count", String(count))
            values.add("folder", folder)
        case .senderCheck: break
        }
    }

    package init?(_ kind: LetterKind, _ values: LetterFacts) {
        switch kind {
        case .tooLarge: self = .tooLarge(bytes: values.number("bytes") ?? 0, subject: values["subject"] ?? "")
        case .keptAside: self = .keptAside(reason: values["reason"] ?? "", subject: values["subject"] ?? "")
        case .quarantineNotice:
            let name = (values["file"] ?? "").split(separator: "/").last?.dropLast(4) ?? ""
            guard let id = QuarantineID(name) else { return nil }
            self = .quarantined(id, reason: values["reason"] ?? "", subject: values["subject"] ?? "")
        case .floodNotice:
            guard let sender = values["sender"].flatMap({ Address($0) }) else { return nil }
            self = .flood(sender, count: values.number("count") ?? 0)
        case .capNotice:
            guard let what = values["what"].flatMap(HeldBack.init(rawValue:)) else { return nil }
            self = .heldBack(what)
        case .oldMail: self = .oldMail(count: values.number("count") ?? 0, folder: values["folder"] ?? "")
        case .senderCheck: self = .senderCheck
        default: return nil
        }
    }

    package func purpose(_ language: Language) -> TokenPurpose { self == .senderCheck ? .sender : .note }
}

/// What goes beyond a cap over all. The raw values stand in journals.
package enum HeldBack: String, Hashable, Sendable, CaseIterable {
    /// Requests that would have been answered.
    case letters = "letters"
    /// Mails that would have gone on to people.
    case forwards = "forwards"
    /// Mails that would have been kept in quarantine.
    case quarantine = "quarantine"
}
