import Base

/// `unohda minut`: what is held of a person goes, once they have said so in answer to a letter. Nothing else is enough, not
/// even an answer to a copy: it cannot be undone.
extension MailContext {
    func askToErase(_ language: Language) -> Decision {
        let language = list.language(of: address, or: language)
        guard list.holdsAnything(of: address) else { return tellNotMember(language) }
        return rateLimited(letter(.erasure(.confirm), language: language), verdict: .askedToErase)
    }

    func answerErase(_ reply: Reply) -> Decision? {
        let language = list.language(of: address, or: request.command?.language)
        if request.saysYes(to: .erase) {
            guard reply.isProven else { return askToErase(language) }
            guard let fingerprint = request.fingerprint else {
                preconditionFailure("a mail with a sender has the sender's fingerprint")
            }
            return list.erase([(address, fingerprint)], told: true, language, answers: request.messageID)
        }
        if request.saysNo(or: .join) { return decline() }
        return isSilent ? askOnceMore(.confirmErase) { askToErase(language) } : nil
    }
}

extension DecisionContext {
    /// Whether any fact names the address.
    package func holdsAnything(of address: Address) -> Bool {
        !PersonalData(of: address, in: self).isEmpty
    }

    /// - Parameter told: whether a last letter goes out.
    func erase(
        _ people: [(address: Address, fingerprint: AddressFingerprint)], told: Bool, _ language: Language? = nil,
        answers: String? = nil
    ) -> Decision {
        var decision = Decision(.erased(people.count))
        for (address, fingerprint) in people {
            let language = self.language(of: address, or: language)
            if state.members.contains(address) { decision.entries.append(.membership(.left(address, .erased))) }
            decision.entries.append(.erasure(.erased(address, fingerprint)))
            if told {
                decision.letters.append(Letter(.erasure(.erased), to: address, language: language, answers: answers))
            }
        }
        return decision
    }
}

extension Verdict {
    package static let askedToErase = Verdict("askedToErase")
    package static func erased(_ count: Int) -> Verdict { Verdict("erased", count: count) }
}
