import Base

extension MailContext {
    /// A bare `eroa`: asks back, so that nobody can throw another out.
    func askToLeave(_ language: Language) -> Decision {
        guard let member = state.members[address] else { return tellNotMember(language) }
        return rateLimited(
            letter(.membership(.confirmLeave), language: policy.spoken(member.language)), verdict: .askedToLeave)
    }

    func tellNotMember(_ language: Language) -> Decision {
        rateLimited(letter(.membership(.notMember), language: language), verdict: .notMember)
    }

    func leave(_ address: Address, _ reason: LeaveReason) -> Decision {
        guard let member = state.members[address] else { return Decision(.notMember) }
        // The goodbye goes to who left, whoever sent the request: it answers that mail only where they are the same.
        let letter = Letter(
            .membership(.goodbye), to: address, language: policy.spoken(member.language),
            answers: self.address == address ? request.messageID : nil)
        return Decision(.left, entries: [.membership(.left(address, reason))], letters: [letter])
    }
}

extension Verdict {
    package static let askedToLeave = Verdict("askedToLeave")
    package static let left = Verdict("left")
    package static let notMember = Verdict("notMember")
}
