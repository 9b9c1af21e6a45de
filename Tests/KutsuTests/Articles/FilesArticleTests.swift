import Base
import Foundation
import MailingList
import TestWorld
import Testing

@testable import Engine

/// What the article says of a list's files is what the code writes, and the other way round.
@Suite("The article on files")
struct FilesArticleTests {
    @Test("every verb of the journal stands in it, and no other")
    func verbs() throws {
        let written = try [0, 1].flatMap { try Article.files.words(below: "### Entries", table: $0) }
        #expect(Set(written) == Entry.verbs)
    }

    @Test("every source of a transaction stands in it, and no other")
    func sources() throws {
        let written = try Article.files.words(below: "## journal").map { $0.prefix { $0 != " " } }
        #expect(Set(written.map(String.init)) == TransactionLine.sources)
    }

    @Test("every kind of letter stands in it once, with the facts that its line holds")
    func letters() throws {
        // The second table below the heading: records, then letters.
        let rows = try Article.files.tables(below: "### Records")[1]
        var written: [String: Set<String>] = [:]
        for row in rows {
            let facts = Article.code(in: row[1]).first.map { $0.split(separator: " ").map { $0.filter { $0 != "?" } } }
            for kind in Article.code(in: row[0]) {
                #expect(written[kind] == nil, "\(kind) stands twice")
                written[kind] = Set(facts ?? [])
            }
        }
        var real: [String: Set<String>] = [:]
        for kind in LetterKind.allCases {
            let letters = LetterContents.variants(of: kind).map { Letter($0, to: W.anna, language: .fi) }
            let keys = letters.flatMap { $0.record("letter").values.map(\.key) }
            real[kind.rawValue] = Set(keys.filter { $0.hasPrefix("fact.") }.map { String($0.dropFirst(5)) })
        }
        #expect(written == real)
    }

    @Test("every file that the code names stands in it, and what an older version wrote as well")
    func names() throws {
        let heading = "# Files of a list"
        let written = Set(try Article.files.words(below: heading).map { $0.prefix { $0 != "/" } }.map(String.init))
        let fixture = Article.root.appending(path: "Tests/EngineTests/Fixtures/state-341b8c7/lived")
        let old = try FileManager.default.contentsOfDirectory(atPath: fixture.path)
        let named = [
            Journal.file, Snapshot.file, SigningKeyFile.file, StatusPage.file, QuotaFile.file, "lock", "damaged",
        ]
        for name in named + old where !name.hasSuffix(".eml") && !name.hasSuffix(".txt") && !name.hasSuffix(".md") {
            #expect(written.contains(name), "\(name)")
        }
    }

    @Test(
        "every word of a job's progress in it is one that the code reads",
        arguments: try Article.files.words(below: "## A job", table: 1))
    func progress(word: String) {
        let number = ["offered", "transmitted", "boot"].contains(word) ? "-\t-" : "12\tanna@hel.fi"
        #expect(ProgressLine(Array("\(number)\t2026-11-21T10:00:00Z\t\(word)\t0-4".utf8)) != nil)
    }
}
