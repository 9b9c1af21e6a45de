import Base

/// What members change or ask about their own membership.
extension MailContext {
    func changeLanguage(_ wanted: Language) -> Decision {
        let letter = letter(.membership(.languageChanged), language: wanted)
        if state.members[address]?.language == wanted { return rateLimited(letter, verdict: .languageChanged) }
        return Decision(
            .languageChanged, entries: [.membership(.languageChanged(address, wanted))], letters: [letter])
    }

    /// `omat tiedot`: needs no proof, since the answer goes to the address it is about.
    func tellOwnData(_ language: Language) -> Decision {
        guard list.holdsAnything(of: address) else { return tellNotMember(language) }
        return rateLimited(
            letter(.membership(.ownData), language: list.language(of: address, or: language)), verdict: .sentData)
    }
}

extension Verdict {
    package static let askedLanguage = Verdict("askedLanguage")
    package static let languageChanged = Verdict("languageChanged")
    package static let sentData = Verdict("sentData")
}
