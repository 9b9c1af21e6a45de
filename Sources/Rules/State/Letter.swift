import Mail

/// A mail that Kutsu writes itself, as the facts it is made of: the words are put in when it is sent.
public struct Letter: Hashable, Sendable {
    public var kind: LetterKind
    public var to: Address
    public var language: Language
    /// The Message-ID of the mail it answers, without angle brackets.
    public var answers: String?
    /// What only this letter knows, e.g. `post`, `until`, `count`.
    public var facts: [String: String]

    public init(
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
public struct LetterID: Hashable, Sendable, Comparable {
    public let sequence: UInt64
    public let index: Int

    public init(sequence: UInt64, index: Int) {
        self.sequence = sequence
        self.index = index
    }

    /// `1042.0`
    public var text: String { "\(sequence).\(index)" }

    public init?(_ text: some StringProtocol) {
        let halves = text.split(separator: ".", omittingEmptySubsequences: false)
        guard halves.count == 2, let sequence = UInt64(halves[0]), let index = Int(halves[1]), index >= 0 else {
            return nil
        }
        self.init(sequence: sequence, index: index)
    }

    public static func < (left: LetterID, right: LetterID) -> Bool {
        (left.sequence, left.index) < (right.sequence, right.index)
    }
}

/// A letter that is decided and not yet delivered.
public struct PendingLetter: Hashable, Sendable {
    public let letter: Letter
    public let written: Instant

    public init(letter: Letter, written: Instant) {
        self.letter = letter
        self.written = written
    }
}
