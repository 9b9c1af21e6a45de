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

    static let letters = Language.allCases.flatMap { of(postsAndTips, $0) + of(cancelled, $0) + of(collections, $0) }

    private static let postsAndTips: [(TemplateName, Set<String>?)] = [
        .welcome, .confirmJoin, .confirmLeave, .confirmLanguage, .help, .coordinatorHelp, .preview, .postReport,
        .postGone, .itemPreview,
        .digest, .invitation, .eventNote, .cancellation, .reminder, .eventRefused, .situation,
        .topics, .confirmChoice, .paused, .pauseUnclear, .confirmErase, .erased, .confirmMove, .confirmNewAddress,
        .addressChanged, .ownData, .keptAside, .portion, .roundup, .joinRequest, .joinWaiting, .joinDeclined,
        .joinExpired,
        .joinDecided,
    ].map { ($0, nil) }

    private static let cancelled: [(TemplateName, Set<String>?)] = [TemplateName.preview, .postReport].map {
        ($0, ["event", "cancellation"])
    }

    /// What letters say of another collection than tips.
    private static let collections: [(TemplateName, Set<String>?)] =
        [TemplateName.itemPreview, .itemThanks, .itemFromStranger, .digest, .help, .coordinatorHelp, .situation].map {
            ($0, ["collection", "coordinators", "forwarded", "member", "moderated"])
        } + [(.itemThanks, ["collection", "closed"])]

    private static func of(_ letters: [(TemplateName, Set<String>?)], _ language: Language) -> [LetterCase] {
        letters.map { kind, flags in
            guard let flags else { return LetterCase(kind: kind, language: language, all: true) }
            return LetterCase(kind: kind, language: language, all: true, flags: flags)
        }
    }

    @Test("a letter is what it was", arguments: letters)
    func golden(letter: LetterCase) throws {
        let rendered = try letter.rendered()
        // Only a letter about another collection than tips can speak of its end.
        let sorts = letter.flags.contains("collection") ? ["collection", "closed"] : ["cancellation"]
        let sort = sorts.filter(letter.flags.contains).map { "." + $0 }.joined()
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
