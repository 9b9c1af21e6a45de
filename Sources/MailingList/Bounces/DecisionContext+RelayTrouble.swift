import Base

/// A time in which the relay took no mail, for a reason that was no recipient's.
package struct RelayTrouble: Hashable, Sendable {
    package var since: Instant
    package var subject: RefusalSubject
    /// The server's own, without addresses.
    package var words: String

    package init(since: Instant, subject: RefusalSubject, words: String) {
        self.since = since
        self.subject = subject
        self.words = words
    }
}

extension DecisionContext {
    /// The coordinators hear of it when it is over, since no letter goes out before; at most once a day each: a quota that is
    /// used up every hour is told of once.
    func tellOf(_ trouble: RelayTrouble) -> Decision {
        let readers = policy.coordinators.filter {
            state.contacts.letterCount(of: .deliveryTrouble, to: $0, at: now) == 0
        }
        let letters = readers.map {
            Letter(.bounce(.deliveryTrouble(trouble, until: now)), to: $0, language: language(of: $0))
        }
        return Decision(.relayRecovered, letters: letters)
    }
}

extension Verdict {
    package static let relayRecovered = Verdict("relayRecovered")
}
