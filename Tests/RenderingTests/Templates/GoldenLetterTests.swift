import Base
import Foundation
import Testing

@testable import Rendering

/// Whole letters as people get them, to be read and judged as letters. After a change that is meant, run the tests once
/// with `KUTSU_WRITE_GOLDEN=1` and read the difference.
@Suite("Golden letters")
struct GoldenLetterTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
    private static let isWriting = ProcessInfo.processInfo.environment["KUTSU_WRITE_GOLDEN"] == "1"

    static let letters: [LetterCase] = Language.allCases.flatMap { language in
        [
            .welcome, .confirmJoin, .help, .preview, .postReport, .itemPreview, .digest, .invitation, .eventNote,
            .cancellation, .reminder, .eventRefused, .situation,
        ].map { LetterCase(kind: $0, language: language, all: true) }
            + [.preview, .postReport].map {
                LetterCase(kind: $0, language: language, all: true, flags: ["event", "cancellation"])
            }
    }

    @Test("a letter is what it was", arguments: letters)
    func golden(letter: LetterCase) throws {
        let rendered = try letter.rendered()
        let sort = letter.flags.contains("cancellation") ? ".cancellation" : ""
        let name = "\(letter.kind.rawValue)\(sort).\(letter.language.rawValue)"
        try compare("Subject: \(rendered.subject)\n\n\(rendered.text)", with: "\(name).txt")
        try compare(rendered.html, with: "\(name).html")
    }

    private func compare(_ text: String, with name: String) throws {
        let file = Self.folder.appending(path: name)
        if Self.isWriting { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
    }
}
