/// Words from outside, made harmless for a line of ours: no newlines, no controls, nothing that turns the direction of
/// the text around, and a limit. Escaping is the business of whoever writes HTML.
package enum CleanText {
    /// Unicode scalars of a single-line value; a line of a multi-line one may be four times as long.
    package static let longestLine = 300
    /// Lines of a multi-line value that are looked at.
    package static let mostLines = 400

    /// One line, with single spaces, none at the ends. A value that was cut ends with `…`.
    package static func line(_ text: String) -> String {
        line(text, limit: longestLine)
    }

    /// Lines without trailing space; empty ones only singly and between others. Text that was cut ends with `…`.
    package static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        // What is left after so many splits comes as one last piece, which nobody needs.
        let pieces = text.split(maxSplits: mostLines, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for piece in pieces.prefix(mostLines) {
            let line = line(String(piece), limit: longestLine * 4)
            if !line.isEmpty || lines.last?.isEmpty == false { lines.append(line) }
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return pieces.count > mostLines ? lines + ["…"] : lines
    }

    /// Unicode scalars of a passage, spread over any number of lines. Whoever keeps the words has a limit of their own.
    package static let longestPassage = 100_000

    /// Paragraphs of lines, with the spaces inside the lines as they were written: they may be the columns of a programme.
    /// Words that were cut end with `…`.
    package static func paragraphs(_ text: String) -> [[String]] {
        var paragraphs: [[String]] = []
        var paragraph: [String] = []
        let whole = text.unicodeScalars.prefix(longestPassage)
        var words = String(whole)
        if whole.endIndex < text.unicodeScalars.endIndex { words += "…" }
        for piece in words.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let line = written(piece)
            if !line.isEmpty {
                paragraph.append(line)
            } else if !paragraph.isEmpty {
                paragraphs.append(paragraph)
                paragraph = []
            }
        }
        return paragraph.isEmpty ? paragraphs : paragraphs + [paragraph]
    }

    /// As it was written, with a space in the place of every control and newline: for a cell, or a line on a terminal.
    package static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.isUnseen || $0.breaksLine }) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.lazy.filter { !$0.isUnseen }.map { $0.breaksLine ? " " : $0 }))
    }

    /// A line with its spaces, but none at its end.
    private static func written(_ line: Substring) -> String {
        var clean = String.UnicodeScalarView()
        var spaces = 0
        for scalar in line.unicodeScalars where !scalar.isUnseen {
            if isSpace(scalar) {
                spaces += 1
            } else {
                clean.append(contentsOf: repeatElement(" ", count: spaces))
                spaces = 0
                clean.append(scalar)
            }
        }
        return String(clean)
    }

    private static func line(_ text: String, limit: Int) -> String {
        var clean = String.UnicodeScalarView()
        var pendingSpace = false
        var count = 0
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                pendingSpace = count > 0
            } else if !scalar.isUnseen {
                if count >= limit {
                    clean.append("…")
                    break
                }
                if pendingSpace {
                    clean.append(" ")
                    count += 1
                }
                pendingSpace = false
                clean.append(scalar)
                count += 1
            }
        }
        return String(clean)
    }

    /// Spaces, every kind of newline, and controls. U+00A0 stays: it holds a number together.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.breaksLine || (scalar.properties.generalCategory == .spaceSeparator && scalar != "\u{A0}")
    }
}

extension Unicode.Scalar {
    /// Format characters that nobody sees. Among them are the bidirectional controls (UAX #9), with which a name can make the
    /// rest of our sentence read backwards. The joiners stay, without which Persian words and emoji fall apart, and so do
    /// the tags of flags.
    package var isUnseen: Bool {
        switch value {
        case ..<0xAD, 0x200C, 0x200D, 0xE0020...0xE007F: false
        default: properties.generalCategory == .format && properties.isDefaultIgnorableCodePoint
        }
    }

    /// Controls, and every kind of newline.
    fileprivate var breaksLine: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
