import Base
import Mail

/// A letter as plain text. A paragraph is one line: the composer encodes it and the reader's window wraps it.
enum PlainLetter {
    static func text(_ blocks: [LetterBlock], _ language: Language) -> String {
        blocks.map { block($0, language) }.joined(separator: "\n\n") + "\n"
    }

    /// The runs of one line; words to write back stand in quotation marks.
    static func line(_ runs: [LetterRun], _ language: Language) -> String {
        var line = ""
        var rest = runs[...]
        while let first = rest.first {
            let stretch = rest.prefix { $0.isStrong == first.isStrong }
            let text = stretch.map(shown).joined()
            line += first.isStrong ? LocalizedFormat.quoted(text, language) : text
            rest = rest[stretch.endIndex...]
        }
        return line
    }

    private static func shown(_ run: LetterRun) -> String {
        guard case .named(let target) = run.source else { return run.text }
        return LinkedText.Piece(words: run.text, target: target).plain
    }

    /// Our own words in capitals; somebody's stay as they are.
    private static func heading(_ run: LetterRun) -> LetterRun {
        guard case .own = run.source else { return run }
        var run = run
        run.text = run.text.uppercased()
        return run
    }

    private static func block(_ block: LetterBlock, _ language: Language) -> String {
        switch block {
        case .heading(let runs): line(runs.map(heading), language)
        case .paragraph(let lines): lines.map { line($0, language) }.joined(separator: "\n")
        case .list(let items):
            items.map { "- " + line($0, LetterBlock.language(of: $0) ?? language) }.joined(separator: "\n")
        case .quote(let lines):
            lines.map { $0.allSatisfy(\.text.isEmpty) ? ">" : "> " + line($0, language) }.joined(separator: "\n")
        case .passage(let passage):
            passage.paragraphs.map { $0.map { line($0, language) }.joined(separator: "\n") }.joined(separator: "\n\n")
        // Not “-- ”: programs cut off what follows a signature line, and this is meant to be read.
        case .rule: "———"
        }
    }
}
