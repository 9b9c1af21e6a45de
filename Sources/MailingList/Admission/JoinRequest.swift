import Base

/// Somebody who has confirmed an address, and waits for a coordinator's yes.
///
///     waiting ──yes──→ a member
///     waiting ──no, withdrawn, nobody answered in time──→ gone
///
/// Who was let in by other means meanwhile waits no longer. Whatever else a journal says changes nothing.
package struct JoinRequest: Hashable, Sendable {
    package var address: Address
    /// As the person's mail program gives it; perhaps empty.
    package var name: String
    package var language: Language
    package var asked: Instant
    package var consent: Consent
    /// What was written beside the yes, on one line; perhaps empty.
    package var words: String
    /// Of whom was forgotten and comes back: to be lifted when a coordinator says yes.
    package var fingerprint: AddressFingerprint?
    /// What somebody who was invited had chosen elsewhere.
    package var choices: Choices

    package init(
        address: Address, name: String = "", language: Language, asked: Instant, consent: Consent, words: String = "",
        fingerprint: AddressFingerprint? = nil, choices: Choices = Choices()
    ) {
        self.address = address
        self.name = name
        self.language = language
        self.asked = asked
        self.consent = consent
        self.words = words
        self.fingerprint = fingerprint
        self.choices = choices
    }

    /// Until when a coordinator can answer.
    package var expiry: Instant { asked + Self.waits }

    /// Two holidays of a week.
    package static let waits = Seconds.days(14)

    /// After a no, whoever asks again within this is not put before the coordinators.
    static let restAfterNo = Seconds.days(7)
}

/// Who waits, by address.
package struct JoinRequests: Equatable, Sendable {
    private var requests: [Address: JoinRequest] = [:]

    enum Change { case asked(JoinRequest) }

    package subscript(address: Address) -> JoinRequest? { requests[address] }
    package var isEmpty: Bool { requests.isEmpty }
    package var count: Int { requests.count }
    /// In the order they asked.
    package var all: [JoinRequest] { requests.values.sorted { ($0.asked, $0.address) < ($1.asked, $1.address) } }

    mutating func apply(_ entry: AdmissionEntry) -> Change? {
        switch entry {
        case .asked(let request):
            requests[request.address] = request
            return .asked(request)
        case .carried(let request): requests[request.address] = request
        case .closed(let address, _): requests[address] = nil
        }
        return nil
    }

    mutating func forget(_ address: Address) { requests[address] = nil }

    var carried: [Entry] { all.map { .admission(.carried($0)) } }
}
