import Base
import Mail

/// `joining.approval`: who has confirmed the address is let in by a coordinator.
extension MailContext {
    /// The coordinators are asked, once however often the person says it.
    func askCoordinators(_ language: Language, _ choices: Choices, _ consent: Consent) -> Decision {
        guard state.joinRequests[address] == nil else { return tellWaiting(language) }
        // A no is no invitation to ask until somebody says yes.
        if let no = state.contacts.latestLetter(.joinDeclined, to: address), now.since(no) < JoinRequest.restAfterNo {
            return rateLimited(letter(.admission(.declined), language: language), verdict: .declinedBefore)
        }
        // Addresses cost a stranger nothing where a whole domain is theirs.
        guard isWithinForwardCaps else { return list.holdBack(.forwards) }
        let fingerprint = request.fingerprint.flatMap { state.erasures[$0] == nil ? nil : $0 }
        let words = request.answer.hasMore && request.command?.command != .join ? request.answer.text : ""
        let asked = JoinRequest(
            address: address, name: sender.name, language: language, asked: now, consent: consent,
            words: CleanText.line(words), fingerprint: fingerprint, choices: choices)
        let questions = policy.coordinators.map {
            Letter(.admission(.request(address, answer: nil)), to: $0, language: list.language(of: $0))
        }
        return Decision(
            .askedCoordinators, entries: [.admission(.asked(asked))],
            letters: [letter(.admission(.waiting), language: language)] + questions)
    }

    func tellWaiting(_ language: Language) -> Decision {
        rateLimited(letter(.admission(.waiting), language: language), verdict: .waitsForCoordinator)
    }

    /// `eroa` of somebody who waits; nil for everybody else.
    func withdrawAtOnce(_ reply: Reply) -> Decision? {
        guard reply.provesSender, request.command?.command == .leave, let waiting = state.joinRequests[address] else {
            return nil
        }
        return Decision(
            .withdrawn, entries: [.admission(.closed(address, .withdrawn))],
            letters: [letter(.membership(.goodbye), language: policy.spoken(waiting.language))])
    }

    /// A coordinator's answer about one person, whom one yes or no decides about: words beside it may explain it. Nil where
    /// the mail is for people.
    func answerAdmission(_ reply: Reply, of person: Address) -> Decision? {
        guard isCoordinator else { return nil }
        let isClear = !request.answer.asks && !request.answer.isAcknowledgement
        let saysYes = isClear && (request.saysYes(to: .publish) || request.saysYesInOwnWords)
        let saysNo = isClear && request.saysNo()
        guard let waiting = state.joinRequests[person] else {
            guard saysYes || saysNo else { return nil }
            let decided = letter(.admission(.decided(person)), language: list.language(of: address))
            return rateLimited(decided, verdict: .notOpen)
        }
        if saysYes, reply.isProven { return list.admit(waiting) }
        if saysNo, reply.isProven { return list.decline(waiting) }
        guard saysYes || saysNo || request.command == nil else { return nil }
        let question = letter(
            .admission(.request(person, answer: request.answer.text)), language: list.language(of: address))
        return rateLimited(question, verdict: .reminded)
    }
}

extension DecisionContext {
    /// On the command line; nothing where nobody of that address waits.
    func answerAdmission(of address: Address, yes: Bool) -> Decision {
        guard let waiting = state.joinRequests[address] else { return Decision(.notOpen) }
        return yes ? admit(waiting) : decline(waiting)
    }

    func admit(_ waiting: JoinRequest) -> Decision {
        let language = policy.spoken(waiting.language)
        let member = Member(
            address: waiting.address, language: language, joined: now, consent: waiting.consent,
            choices: waiting.choices.begun(at: now))
        let lifted: [Entry] = waiting.fingerprint.map { [.erasure(.lifted($0))] } ?? []
        return Decision(
            .joined, entries: lifted + [.membership(.joined(member))],
            letters: [tell(waiting, .membership(.welcome))])
    }

    func decline(_ waiting: JoinRequest) -> Decision {
        Decision(
            .declinedJoining, entries: [.admission(.closed(waiting.address, .declined))],
            letters: [tell(waiting, .admission(.declined))])
    }

    /// Who has waited for too long hears so, and may ask again.
    func dueAdmission() -> Decision? {
        guard let waiting = state.joinRequests.all.first, waiting.expiry <= now else { return nil }
        return Decision(
            .expiredJoining, entries: [.admission(.closed(waiting.address, .expired))],
            letters: [tell(waiting, .admission(.expired))])
    }

    var nextAdmission: Instant? { state.joinRequests.all.first?.expiry }

    private func tell(_ waiting: JoinRequest, _ content: Letter.Content) -> Letter {
        let message = waiting.consent.message
        return Letter(
            content, to: waiting.address, language: policy.spoken(waiting.language),
            answers: message.isEmpty ? nil : message)
    }
}

extension Verdict {
    package static let askedCoordinators = Verdict("askedCoordinators")
    package static let waitsForCoordinator = Verdict("waitsForCoordinator")
    package static let withdrawn = Verdict("withdrawn")
    package static let declinedJoining = Verdict("declinedJoining")
    package static let declinedBefore = Verdict("declinedBefore")
    package static let expiredJoining = Verdict("expiredJoining")
}
