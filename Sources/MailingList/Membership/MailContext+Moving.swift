import Base

/// `vaihda osoite UUSI`: a membership moves to another address when both have said so, the old one first. The tokens carry
/// the other address, so that nothing is stored of a request that somebody else made.
extension MailContext {
    func move(to new: Address, _ language: Language) -> Decision {
        guard let member = state.members[address] else { return tellNotMember(language) }
        let language = policy.spoken(member.language)
        guard policy.mayJoin(new), new != address else {
            return rateLimited(letter(.membership(.refusedDomain), language: language), verdict: .refusedDomain)
        }
        return request.provesSender ? askNewAddress(new, language) : askOldAddress(new, language)
    }

    private func askOldAddress(_ new: Address, _ language: Language) -> Decision {
        rateLimited(letter(.membership(.confirmMove(to: new)), language: language), verdict: .askedToMove)
    }

    /// Whether somebody is a member there already is told to nobody.
    private func askNewAddress(_ new: Address, _ language: Language) -> Decision {
        list.rateLimited(
            Letter(.membership(.confirmNewAddress(from: address)), to: new, language: language), verdict: .askedToMove)
    }

    /// The old address answers.
    func answerMove(_ reply: Reply, to new: Address) -> Decision? {
        guard let member = state.members[address] else { return nil }
        let language = policy.spoken(member.language)
        if request.saysYes(to: .changeAddress(new)) {
            guard reply.isProven else { return askOldAddress(new, language) }
            return move(to: new, language)
        }
        if request.saysNo() { return decline() }
        return isSilent ? askOnceMore(.confirmMove) { askOldAddress(new, language) } : nil
    }

    /// The new address answers; the old one had said yes before it was asked.
    func answerNewAddress(_ reply: Reply, from old: Address) -> Decision? {
        if request.saysNo() { return decline() }
        guard request.saysYes() else { return isSilent ? Decision(.silent) : nil }
        guard reply.isProven, let member = state.members[old], policy.mayJoin(address) else {
            return Decision(.notOpen)
        }
        return Decision(
            .moved, entries: [.membership(.moved(old, to: address))],
            letters: [letter(.membership(.addressChanged), language: policy.spoken(member.language))])
    }
}

extension Verdict {
    package static let askedToMove = Verdict("askedToMove")
    /// A membership has another address.
    package static let moved = Verdict("moved")
}
