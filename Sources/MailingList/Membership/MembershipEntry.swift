import Base

/// Who became a member, or is one no longer: the facts that the `members` file holds as well.
package enum MembershipEntry: JournalSlice {
    case joined(Member)
    case left(Address, LeaveReason)
    case languageChanged(Address, Language)
    /// The member reads another address from now on.
    case moved(Address, to: Address)
    /// A sentence that somebody agreed to for the first time.
    case worded(ConsentWording)
    /// Somebody with this digest left then, before a compaction.
    case leftBefore(MailDigest, Instant)

    package enum Verb: String, CaseIterable, Sendable {
        case joined = "joined"
        case left = "left"
        case languageChanged = "language-changed"
        case moved = "moved"
        case worded = "wording"
        case leftBefore = "left-before"
    }

    package var record: JournalRecord {
        switch self {
        case .joined(let member):
            member.record
        case .left(let address, let reason):
            JournalRecord(Verb.left, ["address": address.text, "by": reason.rawValue])
        case .languageChanged(let address, let language):
            JournalRecord(Verb.languageChanged, ["address": address.text, "language": language.rawValue])
        case .moved(let old, let new): JournalRecord(Verb.moved, ["address": old.text, "to": new.text])
        case .worded(let wording):
            JournalRecord(Verb.worded, ["name": wording.name, "text": wording.sentence])
        case .leftBefore(let digest, let time):
            JournalRecord(Verb.leftBefore, ["digest": digest.text, "at": time.text])
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .worded:
            guard let name = record["name"], let text = record["text"], name.hasPrefix(ConsentWording.prefix) else {
                return nil
            }
            self = .worded(ConsentWording(name: name, sentence: text))
            return
        case .leftBefore:
            guard let digest = record["digest"].flatMap({ MailDigest($0) }), let time = record.instant("at") else {
                return nil
            }
            self = .leftBefore(digest, time)
            return
        case .joined, .left, .languageChanged, .moved: break
        }
        guard let address = record.address("address") else { return nil }
        switch verb {
        case .worded, .leftBefore: return nil
        case .joined:
            guard let language: Language = record.value("language"), let joined = record.instant("joined"),
                let means: Consent.Means = record.value("means"), let message = record["message"],
                let wording = record["wording"], let choices = Choices(record)
            else { return nil }
            self = .joined(
                Member(
                    address: address, language: language, joined: joined,
                    consent: Consent(means: means, message: message, wording: wording), choices: choices))
        case .left:
            guard let reason: LeaveReason = record.value("by") else { return nil }
            self = .left(address, reason)
        case .moved:
            guard let new = record.address("to") else { return nil }
            self = .moved(address, to: new)
        case .languageChanged:
            guard let language: Language = record.value("language") else { return nil }
            self = .languageChanged(address, language)
        }
    }
}

extension Member {
    fileprivate var record: JournalRecord {
        var record = JournalRecord(
            MembershipEntry.Verb.joined,
            [
                "address": address.text, "language": language.rawValue, "joined": joined.text,
                "means": consent.means.rawValue, "message": consent.message, "wording": consent.wording,
            ])
        choices.add(to: &record)
        return record
    }
}

/// Why a member is one no longer. The raw values stand in journals.
package enum LeaveReason: String, Sendable, CaseIterable {
    /// Answered one of our mails, or used the address in List-Unsubscribe.
    case token = "token"
    /// Answered the letter that asked.
    case confirmed = "confirmed"
    /// Removed by an admin.
    case admin = "admin"
    /// Nobody is at the address any more.
    case bounces = "bounces"
    /// Called our mail junk (RFC 5965).
    case complaint = "complaint"
    /// Asked to be forgotten.
    case erased = "erased"
}

extension Members {
    mutating func apply(_ entry: MembershipEntry) {
        switch entry {
        case .joined(let member): insert(member)
        case .left(let address, _): remove(address)
        case .worded, .leftBefore: break
        case .moved(let old, let new):
            guard var member = self[old] else { return }
            remove(old)
            member.address = new
            // Who is there already stays as they are.
            if !contains(new) { insert(member) }
        case .languageChanged(let address, let language):
            guard var member = self[address] else { return }
            member.language = language
            insert(member)
        }
    }
}
