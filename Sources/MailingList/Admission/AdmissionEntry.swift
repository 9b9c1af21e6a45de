import Base

/// Who asked to be let in, and did not become a member. Who did is `MembershipEntry.joined`.
package enum AdmissionEntry: JournalSlice {
    /// The address is confirmed, and a coordinator decides.
    case asked(JoinRequest)
    case closed(Address, Closing)
    /// As it stood when an older journal was compacted.
    case carried(JoinRequest)

    /// The raw values stand in journals.
    package enum Closing: String, Hashable, Sendable, CaseIterable {
        /// A coordinator said no.
        case declined = "declined"
        /// The person wants it no longer.
        case withdrawn = "withdrawn"
        /// Nobody answered in time.
        case expired = "expired"
    }

    package enum Verb: String, CaseIterable, Sendable {
        case asked = "join-asked"
        case closed = "join-closed"
        case carried = "join-request"
    }

    package var record: JournalRecord {
        switch self {
        case .asked(let request): request.record(.asked)
        case .closed(let address, let closing):
            JournalRecord(Verb.closed, ["address": address.text, "by": closing.rawValue])
        case .carried(let request): request.record(.carried)
        }
    }

    package init?(_ verb: Verb, _ record: JournalRecord) {
        switch verb {
        case .asked, .carried:
            guard let request = JoinRequest(record) else { return nil }
            self = verb == .asked ? .asked(request) : .carried(request)
        case .closed:
            guard let address = record.address("address"), let closing: Closing = record.value("by") else {
                return nil
            }
            self = .closed(address, closing)
        }
    }
}

extension JoinRequest {
    fileprivate func record(_ verb: AdmissionEntry.Verb) -> JournalRecord {
        var record = JournalRecord(
            verb,
            [
                "address": address.text, "name": name, "language": language.rawValue, "asked": asked.text,
                "means": consent.means.rawValue, "message": consent.message, "wording": consent.wording,
                "words": words.isEmpty ? nil : words, "fingerprint": fingerprint?.text,
            ])
        choices.add(to: &record)
        return record
    }

    fileprivate init?(_ record: JournalRecord) {
        guard let mailbox = record.mailbox("address"), let language: Language = record.value("language"),
            let asked = record.instant("asked"), let means: Consent.Means = record.value("means"),
            let message = record["message"], let wording = record["wording"], let choices = Choices(record)
        else { return nil }
        self.init(
            address: mailbox.address, name: mailbox.name, language: language, asked: asked,
            consent: Consent(means: means, message: message, wording: wording), words: record["words"] ?? "",
            fingerprint: record["fingerprint"].flatMap { AddressFingerprint($0) }, choices: choices)
    }
}
