import Base
import Foundation
import Testing

/// Every word that stands in the files, letter by letter: a case that is renamed in the code must not rename a word on
/// disk. The tables are compared with what 341b8c7 wrote, with what the code writes of the same lines, and with all
/// words that the code knows.
@Suite("Words on disk")
struct PersistedWordsTests {
    @Test("each word of the table stands in the files of 341b8c7", arguments: PersistedWords.rows)
    func inTheFixture(_ row: PersistedWords) throws {
        #expect(row.duplicates == [])
        #expect(try row.found(in: FixtureText.written()) == row.words.sorted())
    }

    @Test("the code writes each word as 341b8c7 wrote it", arguments: PersistedWords.rows)
    func rewritten(_ row: PersistedWords) throws {
        #expect(try row.found(in: FixtureText.rewritten()) == row.words.sorted())
    }

    @Test(
        "the table holds all words that the code knows",
        arguments: PersistedWords.rows.filter { StateFixture.wordsOfCode[$0.name] != nil })
    func ofTheCode(_ row: PersistedWords) {
        #expect(StateFixture.wordsOfCode[row.name]?.sorted() == (row.words + row.others.map(\.word)).sorted())
    }

    @Test("each list of words in the code has a row in the table")
    func rows() {
        #expect(Set(StateFixture.wordsOfCode.keys).subtracting(PersistedWords.rows.map(\.name)) == [])
    }

    @Test("a fact in the journal names its values as in the table", arguments: PersistedWords.keys)
    func keys(_ verb: String, _ keys: String) throws {
        for text in [try FixtureText.written(), try FixtureText.rewritten()] {
            let found = text.columns.filter { $0.verb == verb }.flatMap { $0.values.map(\.key) }
            #expect(Set(found).filter { !$0.hasPrefix("fact.") } == Set(keys.split(separator: " ").map(String.init)))
        }
    }

    @Test("the facts in the journal, and what sets them off, are those of the table")
    func verbs() throws {
        for text in [try FixtureText.written(), try FixtureText.rewritten()] {
            #expect(Set(text.columns.map(\.verb)) == Set(PersistedWords.keys.keys))
        }
    }

    @Test("a letter of each kind carries what the table says", arguments: PersistedWords.facts)
    func facts(_ kind: String, _ keys: String) throws {
        for text in [try FixtureText.written(), try FixtureText.rewritten()] {
            let letters = text.columns.filter { $0["kind"] == kind && ["letter", "carried-letter"].contains($0.verb) }
            let found = letters.flatMap { $0.values.map(\.key) }.filter { $0.hasPrefix("fact.") }
            #expect(!letters.isEmpty && Set(found) == Set(keys.split(separator: " ").map { "fact.\($0)" }))
        }
    }

    @Test("a letter of every kind waits in the old directories")
    func waitingLetters() throws {
        #expect(Set(try WaitingLetter.all().map(\.kind)) == Set(PersistedWords.facts.keys))
    }
}
