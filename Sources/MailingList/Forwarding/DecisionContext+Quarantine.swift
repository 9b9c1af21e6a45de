import Base

/// Mails that go to nobody as they came.
extension DecisionContext {
    /// A mail that cannot be handled is kept. Who wrote it hears so where that is safe, and the coordinators hear of it,
    /// once a day each.
    ///
    /// - Parameter sender: whom a word may go to, see ``knownSender(of:)``.
    func quarantine(_ request: Request, _ reason: String, sender: Address?) -> Decision {
        let (files, bytes) = state.forwards.quarantined(at: now)
        let most = Policy.quarantinePerDay
        guard files < most.files, bytes + request.size <= most.bytes else { return holdBack(.quarantine) }
        let id = QuarantineID(digest: request.identity.digest)
        let notice = ForwardingLetter.quarantined(id, reason: reason, subject: request.subject)
        let words = word(to: sender, about: request, reason)
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .quarantineNotice, to: $0, at: now) == 0 }
            .filter { coordinator in !words.contains { $0.to == coordinator } }
            .map { Letter(.forwarding(notice), to: $0, language: language(of: $0)) }
        return Decision(
            .quarantined(reason), entries: [.forwarding(.quarantined(id, reason: reason, bytes: request.size))],
            letters: words + notices)
    }

    /// To the sender of a suspect mail a word is safe where a server that the admin trusts vouches for the address, or where
    /// all whose mail it can be are people of this list. Anybody else may have been named by a forger.
    func knownSender(of request: Request) -> Address? {
        let isKnown = request.possibleSenders.allSatisfy { state.members.contains($0) || policy.isCoordinator($0) }
        return isKnown || request.isAuthenticated ? request.possibleSenders.first : nil
    }

    private func word(to sender: Address?, about request: Request, _ reason: String) -> [Letter] {
        guard let sender else { return [] }
        let letter = Letter(
            .forwarding(.keptAside(reason: reason, subject: request.subject)), to: sender,
            language: language(of: sender), answers: request.messageID)
        // Beyond a cap over all the coordinators hear of this mail in any case.
        return rateLimited(letter, verdict: .quarantined(reason)).letters.filter { $0.kind == .keptAside }
    }

    /// A mail that was too large to be read: its sender hears of the limit.
    func refuseSize(_ request: Request, bytes: Int) -> Decision {
        guard let sender = request.sender else {
            return quarantine(request, "larger than allowed", sender: knownSender(of: request))
        }
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
