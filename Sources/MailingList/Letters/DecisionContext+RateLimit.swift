import Base

/// How many letters an address gets that nobody proved to want.
extension DecisionContext {
    /// The language of letters to `address`: the member's own, else `fallback`, else the list's.
    func language(of address: Address, or fallback: Language? = nil) -> Language {
        policy.spoken(state.members[address]?.language ?? fallback)
    }

    /// The letter, unless the address had its share of such letters today. A coordinator works with the list, and may ask
    /// as often as mails are taken from one person.
    func rateLimited(_ letter: Letter, verdict: Verdict) -> Decision {
        let count = LetterKind.provoked.union([letter.kind])
            .reduce(0) { $0 + state.contacts.letterCount(of: $1, to: letter.to, at: now) }
        let limit =
            policy.isCoordinator(letter.to) ? max(policy.lettersPerDay, policy.forwardsPerDay) : policy.lettersPerDay
        return count < limit ? Decision(verdict, letters: [letter]) : Decision(.silent)
    }
}

extension LetterKind {
    /// What anybody can set off by writing in another's name.
    static let provoked: Set<LetterKind> = [
        .confirmJoin, .alreadyMember, .refusedDomain, .confirmLeave, .notMember, .help, .confirmLanguage, .ownData,
        .tooLarge, .previewReminder, .itemThanks, .itemFromStranger, .eventRefused, .situation,
    ]
}

extension Verdict {
    /// Would have been a letter, but this address had enough today.
    package static let silent = Verdict("silent")
}
