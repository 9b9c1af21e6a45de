import Base
import TestWorld
import Testing

@testable import MailingList

/// Every pair of a state and a fact, against the table above `PendingLetters`.
@Suite("A letter's states")
struct PendingLetterStateTests {
    private static let id = LetterID(sequence: 1, index: 0)
    private static let other = LetterID(sequence: 1, index: 7)
    private static let welcome = W.letter(.membership(.welcome), W.mikko, .fi)
    private static let probe = W.letter(.bounce(.probe), W.mikko, .fi)

    /// Mikko is suspended and was probed once; the letter is pending.
    private static func state(_ letter: Letter) -> State {
        var record = BounceRecord()
        (record.suspended, record.probed, record.sentProbes) = (W.now - .days(9), W.now - .days(1), 1)
        return W.state(entries: [.bounce(.carried(W.mikko, record))], letters: [letter])
    }

    @Test("what is decided is pending, from the moment it was decided")
    func decided() {
        let state = Self.state(Self.welcome)
        #expect(state.letters[Self.id] == PendingLetter(letter: Self.welcome, written: W.now - .hours(2)))
        #expect(Array(state.letters.ids) == [Self.id] && state.letters.count == 1 && !state.letters.isEmpty)
    }

    @Test("an end ends a pending letter", arguments: LetterOutcome.allCases)
    func ended(outcome: LetterOutcome) {
        let before = Self.state(Self.welcome)
        let after = before.after(.letter(.ended(Self.id, outcome)))
        #expect(after.letters.isEmpty && after.letters[Self.id] == nil)
        #expect(after.bounces == before.bounces && after.contacts == before.contacts)
    }

    @Test("an end of a letter that is not pending changes nothing", arguments: LetterOutcome.allCases)
    func unknown(outcome: LetterOutcome) {
        let before = Self.state(Self.probe)
        #expect(before.after(.letter(.ended(Self.other, outcome))) == before.after())
        let ended = before.after(.letter(.ended(Self.id, .accepted)))
        #expect(ended.after(.letter(.ended(Self.id, outcome))) == ended.after())
    }

    @Test(
        "a probe that is refused has come back, and one that ends otherwise has not", arguments: LetterOutcome.allCases)
    func probe(outcome: LetterOutcome) {
        let after = Self.state(Self.probe).after(.letter(.ended(Self.id, outcome)))
        #expect(after.letters.isEmpty)
        #expect(after.bounces.members[W.mikko]?.returnedProbes == (outcome == .refused ? 1 : 0))
    }

    @Test("a letter that a compaction tells of is pending, whatever stood there", arguments: [id, other])
    func carried(id: LetterID) {
        let letter = W.letter(.membership(.goodbye), W.olli, .sv)
        let before = Self.state(Self.welcome)
        let after = before.after(.letter(.carried(id, written: W.now - .days(1), letter)))
        #expect(after.letters[id] == PendingLetter(letter: letter, written: W.now - .days(1)))
        #expect(after.letters.count == (id == Self.id ? 1 : 2))
        #expect(after.contacts == before.contacts)
    }

    @Test("that one was written once is no letter")
    func logged() {
        let before = Self.state(Self.welcome)
        let after = before.after(.letter(.logged(.help, to: W.olli, at: W.now - .hours(1))))
        #expect(after.letters == before.letters)
        #expect(after.contacts.letterCount(of: .help, to: W.olli, at: W.now) == 1)
    }

    @Test("every fact about letters is here")
    func complete() {
        let entries: [LetterEntry] = [
            .ended(Self.id, .accepted), .carried(Self.id, written: W.now, Self.welcome),
            .logged(.help, to: W.olli, at: W.now),
        ]
        #expect(entries.map(\.record.verb).sorted() == LetterEntry.Verb.allCases.map(\.rawValue).sorted())
    }
}
