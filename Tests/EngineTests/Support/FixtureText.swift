import Base
import Foundation

/// All text of the directories of `StateFixture`, taken apart: as 341b8c7 wrote it, or as the code writes the same
/// lines today.
struct FixtureText {
    /// The facts and letters of both journals, and what set their lines off.
    private(set) var columns: [JournalText.Column] = []
    /// The words for what set lines off.
    private(set) var sources: [String] = []
    /// The header line of a journal and of a members file.
    private(set) var headers: [JournalText.Column] = []
    /// The columns of each line of both members files.
    private(set) var members: [[String]] = []
    /// The columns of each line of progress.
    private(set) var progress: [[String]] = []
    /// The names of what stands on a status page.
    private(set) var statusKeys: [String] = []
    /// The first words of the Message-IDs of letters and copies.
    private(set) var messageNames: [String] = []

    static func written() throws -> FixtureText { try asWritten.get() }
    static func rewritten() throws -> FixtureText { try asRewritten.get() }

    private static let asWritten = Result { try text(isRewritten: false) }
    private static let asRewritten = Result { try text(isRewritten: true) }

    private static func text(isRewritten: Bool) throws -> FixtureText {
        var text = FixtureText()
        for name in StateFixture.names {
            let fixture = try StateFixture(name)
            let files = try fixture.files()
            text.addJournal(files["journal"] ?? [], isRewritten)
            text.members += lines(files["members"] ?? []).dropFirst()
                .compactMap { isRewritten ? StateFixture.rewritten(memberLine: $0) : $0 }.map(columns)
            text.progress += files.filter { $0.key.hasSuffix("/progress") }.values.flatMap(lines)
                .compactMap { isRewritten ? StateFixture.rewritten(progressLine: $0) : $0 }.map(columns)
            let status = String(decoding: files["status"] ?? [], as: UTF8.self)
            text.statusKeys += (isRewritten ? StateFixture.rewritten(status: status) : status)
                .split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
            let heads = isRewritten ? try fixture.compacted() : (files["journal"] ?? [], files["members"] ?? [])
            text.headers += [JournalText(heads.0).header, JournalText(heads.1).header]
        }
        text.messageNames = try (isRewritten ? composed() : sent()).map { mail in
            String(StateFixture.names(in: mail).messageID.prefix { $0 != "." })
        }
        return text
    }

    private mutating func addJournal(_ bytes: [UInt8], _ isRewritten: Bool) {
        for line in JournalText(bytes).lines {
            guard let again = isRewritten ? StateFixture.rewritten(journalLine: line.bytes) : line.bytes else {
                continue
            }
            let line = JournalText.Line(again)
            columns += [line.source] + line.columns
            sources.append(line.source.verb)
        }
    }

    private static func sent() throws -> [[UInt8]] {
        try ["letters", "copies"].flatMap { folder in
            let place = StateFixture.folder.appending(path: "expected/\(folder)")
            return try FileManager.default.contentsOfDirectory(atPath: place.path)
                .map { Array(try Data(contentsOf: place.appending(path: $0))) }
        }
    }

    private static func composed() throws -> [[UInt8]] {
        let fixture = try StateFixture("lived")
        let ledger = try fixture.open()
        return try WaitingLetter.all().map { try fixture.letter($0.id, about: $0.post, in: ledger) }
            + fixture.copies(in: ledger).map(\.bytes)
    }

    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
    }

    private static func columns(_ line: [UInt8]) -> [String] {
        JournalText.Column.split(String(decoding: line, as: UTF8.self), "\t")
    }
}

extension FixtureText {
    /// The values with this name in facts of these kinds, or of all.
    func values(_ key: String, of verbs: String...) -> [String] {
        columns.filter { verbs.isEmpty || verbs.contains($0.verb) }.flatMap(\.values).filter { $0.key == key }
            .map(\.value)
    }
}
