import Base
import Foundation
import Testing

/// Files that 341b8c7 wrote mean today what they meant then. `Fixtures/state-341b8c7/README.md` tells of the directories.
///
/// What a letter or a copy says may change on purpose: run these tests once with `KUTSU_WRITE_GOLDEN=1` and read the
/// difference. Everything else is what the files say, and is not written anew.
@Suite("State directories written by 341b8c7")
struct StateFixtureTests {
    @Test("an old directory loads without a complaint, and loading changes no file", arguments: StateFixture.names)
    func loading(_ name: String) throws {
        let fixture = try StateFixture(name)
        let before = try fixture.files()
        #expect(try fixture.complaints() == [])
        _ = try fixture.jobs()
        #expect(try fixture.files() == before)
    }

    @Test("fsck finds no damage in an old directory", arguments: StateFixture.names)
    func soundness(_ name: String) throws {
        #expect(try StateFixture(name).damage() == [])
    }

    @Test(
        "an old directory compacts to what 341b8c7 compacted it to",
        arguments: zip(StateFixture.names, ["compacted", "expected/compacted"]))
    func compaction(_ name: String, _ expected: String) throws {
        let fixture = try StateFixture(name)
        try expect(fixture.compacted(), in: expected)
        #expect(try fixture.damage() == [])
    }

    @Test("new members beside the old journal, which a crash in a compaction leaves, load to the same state")
    func interruptedCompaction() throws {
        let fixture = try StateFixture("lived", overlay: ["members"], of: "compacted")
        #expect(try fixture.damage() == [] && fixture.complaints() == [])
        try expect(fixture.compacted(), in: "compacted")
    }

    /// Column by column first, so that a failure names the fact and not the file.
    private func expect(_ files: (journal: [UInt8], members: [UInt8]), in folder: String) throws {
        let expected = (journal: try bytes("\(folder)/journal"), members: try bytes("\(folder)/members"))
        // Of a post that stalled and went on, later versions note when it was approved first.
        // And of a mail in quarantine they note since when it lies there.
        let isLater = { (text: String) in text.contains(" first-approved=") || text.contains("in-quarantine ") }
        let columns = (
            JournalText(files.journal).columns.filter { !$0.text.hasPrefix("in-quarantine ") }.map { column in
                column.text.replacing(#/[ ]first-approved=\S+/#, with: "")
            }, JournalText(expected.journal).columns.map(\.text)
        )
        #expect(Set(columns.0).subtracting(columns.1).sorted() == [], "are new")
        #expect(Set(columns.1).subtracting(columns.0).sorted() == [], "are lost")
        let lines = (JournalText(files.journal).lines, JournalText(expected.journal).lines)
        #expect(lines.0.count == lines.1.count && files.members == expected.members)
        for (line, expected) in zip(lines.0, lines.1) {
            let text = String(decoding: line.bytes, as: UTF8.self)
            #expect(line.bytes == expected.bytes || isLater(text), "\(text)")
        }
    }

    @Test("lines of old files are written again as they were read", arguments: StateFixture.names)
    func lines(_ name: String) throws {
        for line in JournalText(try bytes("\(name)/journal")).lines {
            let again = StateFixture.rewritten(journalLine: line.bytes)
            #expect(again == line.bytes, "\(again.map { String(decoding: $0, as: UTF8.self) } ?? "cannot be read")")
        }
        for line in try bytes("\(name)/members").split(separator: UInt8(ascii: "\n")).dropFirst() {
            #expect(StateFixture.rewritten(memberLine: Array(line)) == Array(line))
        }
        let progress = try StateFixture(name).files().filter { $0.key.hasSuffix("/progress") }
        #expect(progress.count == 5)
        for line in progress.values.flatMap({ $0.split(separator: UInt8(ascii: "\n")) }) {
            #expect(StateFixture.rewritten(progressLine: Array(line)) == Array(line))
        }
        let status = try bytes("\(name)/status")
        #expect(Array(StateFixture.rewritten(status: String(decoding: status, as: UTF8.self)).utf8) == status)
    }

    @Test("old jobs know what became of them and who still waits", arguments: StateFixture.names)
    func jobs(_ name: String) throws {
        let (jobs, expected) = (try StateFixture(name).jobs(), try bytes("expected/jobs.txt"))
        #expect(jobs == String(decoding: expected, as: UTF8.self))
        #expect(Array(jobs.utf8) == expected)
    }

    @Test("old letters are composed as they are read in today/", arguments: StateFixture.names)
    func letters(_ name: String) throws {
        let fixture = try StateFixture(name)
        let ledger = try fixture.open()
        for letter in try WaitingLetter.all() {
            try compare(
                fixture.letter(letter.id, about: letter.post, in: ledger), with: "today/letters/\(letter.file)")
        }
        #expect(try names(in: "today/letters") == WaitingLetter.all().map(\.file).sorted())
    }

    @Test("copies of old jobs are made as they are read in today/", arguments: StateFixture.names)
    func copies(_ name: String) throws {
        let fixture = try StateFixture(name)
        let copies = try fixture.copies(in: fixture.open())
        for copy in copies { try compare(copy.bytes, with: "today/copies/\(copy.name).eml") }
        #expect(try names(in: "today/copies") == copies.map { $0.name + ".eml" }.sorted())
    }

    @Test("an answer to an old letter proves what it proved", arguments: StateFixture.names)
    func answers(_ name: String) throws {
        let fixture = try StateFixture(name)
        let ledger = try fixture.open()
        for letter in try WaitingLetter.all() {
            let id = StateFixture.names(in: try bytes("expected/letters/\(letter.file)")).messageID
            let proof = try fixture.proof(
                by: "In-Reply-To: <\(id)>\r\n", from: letter.to, at: letter.written, in: ledger)
            #expect(proof == letter.purpose && id.hasPrefix("\(letter.purpose)."), "\(letter.file)")
        }
    }

    @Test(
        "an answer to an old copy proves its reader, and its unsubscribe draft takes the reader off",
        arguments: StateFixture.names)
    func answersToCopies(_ name: String) throws {
        let fixture = try StateFixture(name)
        let ledger = try fixture.open()
        var drafts = 0
        for copy in try fixture.copies(in: ledger) {
            let names = StateFixture.names(in: try bytes("expected/copies/\(copy.name).eml"))
            let proof = try fixture.proof(
                by: "In-Reply-To: <\(names.messageID)>\r\n", from: copy.to, at: StateFixture.compaction, in: ledger)
            #expect(proof == (copy.name.hasPrefix("f-") ? "note" : "copy"), "\(copy.name)")
            // 341b8c7 took a quote for a space, so it never understood its own draft for "a..b"@hel.fi.
            guard let draft = names.unsubscribe, !copy.to.hasPrefix("\"") else { continue }
            drafts += 1
            #expect(try fixture.unsubscribed(by: draft, at: StateFixture.compaction, in: ledger) == copy.to)
        }
        #expect(drafts == 10)
    }
}

extension StateFixtureTests {
    private static let isWriting = ProcessInfo.processInfo.environment["KUTSU_WRITE_GOLDEN"] == "1"

    private func compare(_ mail: [UInt8], with name: String) throws {
        if Self.isWriting { try Data(mail).write(to: StateFixture.folder.appending(path: name)) }
        let expected = try bytes(name)
        // By lines, so that a failure can be read.
        #expect(Self.lines(mail) == Self.lines(expected), "\(name)")
        #expect(mail == expected, "\(name)")
    }

    private static func lines(_ mail: [UInt8]) -> [String] {
        mail.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: StateFixture.folder.appending(path: name)))
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: StateFixture.folder.appending(path: folder).path).sorted()
    }
}
