import Mail

/// A mail that Kutsu writes itself, as the facts it is made of: the words are put in when it is sent.
package struct Letter: Hashable, Sendable {
    package var kind: LetterKind
    package var to: Address
    package var language: Language
    /// The Message-ID of the mail it answers, without angle brackets.
    package var answers: String?
    /// What only this letter knows, e.g. `post`, `until`, `count`.
    package var facts: [String: String]

    package init(
        _ kind: LetterKind, to: Address, language: Language, answers: String? = nil, facts: [String: String] = [:]
    ) {
        self.kind = kind
        self.to = to
        self.language = language
        self.answers = answers
        self.facts = facts
    }
}

/// Which letter: the transaction that decided it, and its place in there.
package struct LetterID: Hashable, Sendable, Comparable {
    package let sequence: UInt64
    package let index: Int

    package init(sequence: UInt64, index: Int) {
        self.sequence = sequence
        self.index = index
    }

    /// `1042.0`
    package var text: String { "\(sequence).\(index)" }

    package init?(_ text: some StringProtocol) {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, let sequence = UInt64(halves[0]), let index = Int(halves[1]), index >= 0 else {
            return nil
        }
        self.init(sequence: sequence, index: index)
    }

    package static func < (left: LetterID, right: LetterID) -> Bool {
        (left.sequence, left.index) < (right.sequence, right.index)
    }
}

/// A letter that is decided and not yet delivered.
package struct PendingLetter: Hashable, Sendable {
    package let letter: Letter
    package let written: Instant

    package init(letter: Letter, written: Instant) {
        self.letter = letter
        self.written = written
    }
}
