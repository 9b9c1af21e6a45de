import Mail

extension Rulebook {
    /// A bare `eroa`: asks back, so that nobody can throw another out.
    func askToLeave(
        _ state: State, _ address: Address, _ language: Language, _ request: Request, at now: Instant
    ) -> Decision {
        guard let member = state.members[address] else {
            let letter = Letter(.notMember, to: address, language: language, answers: request.messageID)
            return limited(letter, state, at: now, verdict: .notMember)
        }
        let letter = Letter(
            .confirmLeave, to: address, language: policy.spoken(member.language), answers: request.messageID)
        return limited(letter, state, at: now, verdict: .askedToLeave)
    }

    func leave(_ state: State, _ address: Address, _ departure: LeaveReason, answering request: Request) -> Decision {
        guard let member = state.members[address] else { return Decision(.notMember) }
        // The goodbye goes to who left, whoever sent the request: it answers that mail only where they are the same.
        let letter = Letter(
            .goodbye, to: address, language: policy.spoken(member.language),
            answers: request.sender?.address == address ? request.messageID : nil)
        return Decision(.left, entries: [.left(address, departure)], letters: [letter])
    }
}
