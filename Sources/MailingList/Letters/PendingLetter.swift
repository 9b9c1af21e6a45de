import Base

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

/// Letters that have no end yet.
///
///     pending ──accepted, refused, given up──→ the end
///
/// An end for a letter that is not pending changes nothing.
package struct PendingLetters: Equatable, Sendable {
    private var letters: [LetterID: PendingLetter] = [:]

    enum Change {
        case ended(Letter, LetterOutcome)
        case logged(LetterKind, Address, Instant)
    }

    package subscript(id: LetterID) -> PendingLetter? { letters[id] }
    package var ids: some Collection<LetterID> { letters.keys }
    package var all: some Collection<PendingLetter> { letters.values }
    package var isEmpty: Bool { letters.isEmpty }
    package var count: Int { letters.count }

    mutating func add(_ id: LetterID, _ letter: PendingLetter) { letters[id] = letter }

    mutating func apply(_ entry: LetterEntry) -> Change? {
        switch entry {
        case .ended(let id, let outcome): return letters.removeValue(forKey: id).map { .ended($0.letter, outcome) }
        case .carried(let id, let written, let letter):
            letters[id] = PendingLetter(letter: letter, written: written)
            return nil
        case .logged(let kind, let address, let time): return .logged(kind, address, time)
        }
    }

    var carried: [Entry] {
        letters.sorted { $0.key < $1.key }
            .map { .letter(.carried($0.key, written: $0.value.written, $0.value.letter)) }
    }
}
