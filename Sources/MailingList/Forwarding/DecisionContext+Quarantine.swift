import Base

/// Mails that go to nobody as they came.
extension DecisionContext {
    /// A mail that cannot be handled is kept, and the coordinators hear of it, once a day each.
    func quarantine(_ request: Request, _ reason: String) -> Decision {
        let (files, bytes) = state.forwards.quarantined(at: now)
        let most = Policy.quarantinePerDay
        guard files < most.files, bytes + request.size <= most.bytes else { return holdBack(.quarantine) }
        let id = QuarantineID(digest: request.identity.digest)
        let notice = ForwardingLetter.quarantined(id, reason: reason, subject: request.subject)
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .quarantineNotice, to: $0, at: now) == 0 }
            .map { Letter(.forwarding(notice), to: $0, language: language(of: $0)) }
        return Decision(
            .quarantined(reason), entries: [.forwarding(.quarantined(id, reason: reason, bytes: request.size))],
            letters: notices)
    }

    /// A mail that was too large to be read: its sender hears of the limit.
    func refuseSize(_ request: Request, bytes: Int) -> Decision {
        guard let sender = request.sender else { return quarantine(request, "larger than allowed") }
        let letter = Letter(
            .forwarding(.tooLarge(bytes: bytes, subject: request.subject)), to: sender.address,
            language: language(of: sender.address), answers: request.messageID)
        return rateLimited(letter, verdict: .tooLarge)
    }
}

extension Verdict {
    package static func quarantined(_ reason: String) -> Verdict { Verdict("quarantined", reason) }
    package static let tooLarge = Verdict("tooLarge")
}
