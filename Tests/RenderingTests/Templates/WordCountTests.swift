import Base
import Foundation
import Testing

@testable import Rendering

/// How many words of ours each letter has in its fullest form, without what people wrote and without the facts in it. The
/// table is a file, to be read as one; after a change that is meant, run once with `KUTSU_WRITE_GOLDEN=1`.
@Suite("Words of letters")
struct WordCountTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden/word-counts.tsv")
    private static let isWriting = ProcessInfo.processInfo.environment["KUTSU_WRITE_GOLDEN"] == "1"

    /// Of the longest branch of the body.
    static func count(_ kind: TemplateName, _ language: Language) -> Int {
        let template = BuiltInTemplates.template(kind, language)
        return LetterCase.every.filter { $0.kind == kind && $0.language == language }.map { letter in
            LetterFilling.lines(of: template.body, kind: kind, language: language, values: possible(letter))
                .map(words).reduce(0, +)
        }.max() ?? 0
    }

    /// A cancellation corrects, holds and limits nothing of its own.
    private static func possible(_ letter: LetterCase) -> [String: LetterValue] {
        let isCancellation = letter.kind == .preview && letter.flags.contains("cancellation")
        let others: Set = isCancellation ? ["corrects", "sealed", "unknown", "choices", "attachments", "body"] : []
        return once(letter.values.filter { !others.contains($0.key) })
    }

    /// Of several things alike the first: the lines about the others say the same.
    private static func once(_ values: [String: LetterValue]) -> [String: LetterValue] {
        values.mapValues { value in
            switch value {
            case .languages(let languages): .languages(Array(languages.prefix(1)))
            case .texts(let texts): .texts(Array(texts.prefix(1)))
            case .items(let items): .items(Array(items.prefix(1)))
            default: value
            }
        }
    }

    private static func words(_ line: LetterLine) -> Int {
        guard case .words(let runs) = line else { return 0 }
        let own = runs.map { run in
            switch run.source {
            case .own, .named: run.text
            case .said, .saidWithLinks, .link: "\u{0}"
            }
        }
        // What stands right at a value is no word: the brackets around it, the colon behind it.
        return own.joined().split { $0.isWhitespace || $0 == "\u{0}" }.count { $0.contains(where: \.isLetter) }
    }

    @Test("the table of all letters in three languages is what it was")
    func table() throws {
        var lines = ["letter\tfi\tsv\ten"]
        for kind in TemplateName.allCases {
            let counts = [Language.fi, .sv, .en].map { String(Self.count(kind, $0)) }
            lines.append(([kind.rawValue] + counts).joined(separator: "\t"))
        }
        let text = lines.joined(separator: "\n") + "\n"
        if Self.isWriting { try Data(text.utf8).write(to: Self.file) }
        #expect(try String(contentsOf: Self.file, encoding: .utf8) == text)
    }

    @Test(
        "where a person must act there are at most 120, all facts and branches included",
        arguments: [
            TemplateName.confirmJoin, .confirmLeave, .confirmLanguage, .confirmChoice, .confirmErase, .confirmMove,
            .confirmNewAddress, .pauseUnclear, .preview, .previewReminder, .postStalled, .itemPreview, .senderCheck,
            .keptAside, .probe, .eventRefused, .welcome, .refusedDomain, .tooLarge, .notMember,
        ], Language.allCases)
    func most(kind: TemplateName, language: Language) {
        let count = Self.count(kind, language)
        #expect(count > 0 && count <= 120)
    }
}
