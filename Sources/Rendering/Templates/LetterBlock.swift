import Base

/// The parts of a letter as a reader sees them, made of its lines. The marks are few, so that a translator needs no
/// manual: `# ` a heading, `- ` a list, `> ` a quotation, `---` a rule; an empty line ends a block.
enum LetterBlock: Equatable, Sendable {
    case heading([LetterRun])
    case paragraph([[LetterRun]])
    case list([[LetterRun]])
    case quote([[LetterRun]])
    case passage(LetterPassage)
    case rule

    /// Whom a line of a list speaks to, where it begins by naming a language; nil for all readers of the letter.
    static func language(of item: [LetterRun]) -> Language? {
        guard let first = item.first, first.source == .own else { return nil }
        return addresses.first { first.text.hasPrefix($0.start) }?.language
    }

    private static let addresses: [(start: String, language: Language)] = [
        ("Suomeksi:", .fi), ("På svenska:", .sv), ("In English:", .en),
    ]

    var isHeading: Bool {
        if case .heading = self { true } else { false }
    }

    /// Empty lines never make a block, so a section that is hidden leaves no gap.
    static func blocks(of lines: [LetterLine]) -> [LetterBlock] {
        var blocks: [LetterBlock] = []
        var isOpen = false
        for line in lines {
            let next: LetterBlock
            switch line {
            case .quote(let runs): next = .quote([runs])
            case .passage(let passage):
                isOpen = false
                if !passage.paragraphs.isEmpty { blocks.append(.passage(passage)) }
                continue
            case .words(let runs):
                let runs = trimmed(runs)
                if runs.isEmpty {
                    isOpen = false
                    continue
                }
                next = block(runs)
            }
            if isOpen, let last = blocks.last, let joined = last.joined(with: next) {
                blocks[blocks.count - 1] = joined
            } else {
                blocks.append(next)
            }
            isOpen = true
        }
        return blocks
    }

    /// Only the template's own words can be a mark: a value that starts with `- ` or `# ` is words.
    private static func block(_ runs: [LetterRun]) -> LetterBlock {
        guard let first = runs.first, first.source == .own else { return .paragraph([runs]) }
        if first.text == "---", runs.count == 1 { return .rule }
        let mark = String(first.text.prefix(2))
        var rest = runs
        rest[0].text = String(first.text.dropFirst(2))
        let words = trimmed(rest)
        switch mark {
        case "# ": return .heading(words)
        case "- ": return .list([words])
        case "> ": return .quote([words])
        default: return .paragraph([runs])
        }
    }

    /// This block with the next line's, if both are of a kind. Two headings are two headings.
    private func joined(with next: LetterBlock) -> LetterBlock? {
        switch (self, next) {
        case (.paragraph(let lines), .paragraph(let more)): .paragraph(lines + more)
        case (.list(let items), .list(let more)): .list(items + more)
        case (.quote(let lines), .quote(let more)): .quote(lines + more)
        default: nil
        }
    }

    /// Without white space of the template at the ends.
    private static func trimmed(_ runs: [LetterRun]) -> [LetterRun] {
        var runs = runs[...]
        while let first = runs.first, first.source == .own {
            let text = first.text.drop(while: \.isWhitespace)
            if !text.isEmpty {
                runs[runs.startIndex].text = String(text)
                break
            }
            runs = runs.dropFirst()
        }
        while let last = runs.last, last.source == .own {
            if let end = last.text.lastIndex(where: { !$0.isWhitespace }) {
                runs[runs.endIndex - 1].text = String(last.text[...end])
                break
            }
            runs = runs.dropLast()
        }
        return Array(runs)
    }
}
