import Base

/// How many letters go out that nobody proved to want: to an address, and to all together.
extension DecisionContext {
    /// The language of letters to `address`: the member's own, else `fallback`, else the list's.
    func language(of address: Address, or fallback: Language? = nil) -> Language {
        policy.spoken(state.members[address]?.language ?? fallback)
    }

    /// The letter, unless the address, or all together, had their share of such letters. A coordinator works with the list,
    /// and may ask as often as mails are taken from one person.
    ///
    /// - Parameter isProven: whether the reader is shown to have asked for it. Forged mails use up nobody's own share.
    func rateLimited(_ letter: Letter, verdict: Verdict, isProven: Bool = false) -> Decision {
        if letter.to.isRerouted { return Decision(.refusedAddress) }
        let kinds = LetterKind.provoked.union([letter.kind])
        let count = state.contacts.letterCount(of: kinds, to: letter.to, at: now)
        let limit =
            policy.isCoordinator(letter.to) ? max(policy.lettersPerDay, policy.forwardsPerDay) : policy.lettersPerDay
        if isProven { return count < 2 * limit ? Decision(verdict, letters: [letter]) : Decision(.silent) }
        // The last one is kept for a question: nobody is locked out by letters that others set off.
        let isQuestion = LetterKind.questions.contains(letter.kind)
        guard count < (isQuestion ? limit : max(1, limit - 1)) else { return Decision(.silent) }
        let isWithinCaps =
            state.contacts.provokedCount(within: .hours(1), at: now) < policy.lettersPerHour
            && state.contacts.provokedCount(within: .days(1), at: now) < policy.unprovenPerDay ?? .max
        return isWithinCaps ? Decision(verdict, letters: [letter]) : holdBack(.letters)
    }

    /// Something goes beyond a cap over all: the coordinators hear of it, once a day each.
    func holdBack(_ what: HeldBack) -> Decision {
        let notices = policy.coordinators
            .filter { state.contacts.letterCount(of: .capNotice, to: $0, at: now) == 0 }
            .map { Letter(.forwarding(.heldBack(what)), to: $0, language: language(of: $0)) }
        return Decision(.heldBack(what), letters: notices)
    }
}

extension LetterKind {
    /// What anybody can set off by writing in another's name.
    static let provoked: Set<LetterKind> = [
        .confirmJoin, .alreadyMember, .refusedDomain, .confirmLeave, .notMember, .help, .confirmLanguage, .ownData,
        .tooLarge, .keptAside, .previewReminder, .postGone, .itemThanks, .itemFromStranger, .eventRefused, .situation,
        .senderCheck, .topics, .paused, .pauseUnclear, .portion, .confirmChoice, .confirmErase, .confirmMove,
        .confirmNewAddress, .joinWaiting, .joinDecided,
    ]

    /// Those among them that ask a person about themselves.
    static let questions: Set<LetterKind> = [
        .confirmJoin, .confirmLeave, .confirmLanguage, .confirmChoice, .confirmErase, .confirmMove, .confirmNewAddress,
    ]
}

extension Verdict {
    /// Would have been a letter, but this address had enough today.
    package static let silent = Verdict("silent")
    /// Goes beyond what is done for all together.
    package static func heldBack(_ what: HeldBack) -> Verdict { Verdict("heldBack", what.rawValue) }
}
