import MailingList

/// The text of one letter, parsed: Mustache, as far as letters need it.
///
/// Variables, sections, inverted sections and comments, with Mustache's rule that a section tag or comment alone on its
/// line leaves no line behind. Every tag stands on one line. Everything is checked here once, so rendering cannot fail
/// over a name. No partials, lambdas or unescaped variables: they would let a letter reach beyond its own values. (The
/// package for full Mustache brings all of Foundation, 52 MB in a static binary, and keeps its parsed tags to itself, so
/// an unknown name could not be found.)
struct LetterTemplate: Sendable {
    indirect enum Node: Sendable, Equatable {
        case text(String)
        case value(String)
        case section(String, inverted: Bool, [Node])
    }

    var subject: [Node]
    var body: [Node]

    /// Levels of sections. Rendering recurses this deep and no deeper.
    static let deepest = 6
    /// Bytes of a file.
    static let longest = 65_536

    /// - Parameter file: only for the error.
    init(_ text: String, for kind: TemplateName, file: String) throws(LetterError) {
        guard text.utf8.count <= Self.longest else { throw LetterError(file: file, problem: .tooLong) }
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var firstLine = 1
        subject = []
        if !kind.isFragment {
            let label = "Subject:"
            guard let first = lines.first, first.hasPrefix(label),
                first.dropFirst(label.count).contains(where: { !$0.isWhitespace }),
                lines.count > 1, lines[1].allSatisfy(\.isWhitespace)
            else { throw LetterError(file: file, line: 1, problem: .noSubject) }
            let line = first.dropFirst(label.count).drop(while: \.isWhitespace)
            subject = try Self.nodes([line], startingAt: 1, values: kind.fields, file: file)
            lines.removeFirst(2)
            firstLine = 3
        }
        guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            throw LetterError(file: file, problem: .empty)
        }
        body = try Self.nodes(lines, startingAt: firstLine, values: kind.fields, file: file)
    }

    private static func nodes(
        _ lines: [Substring], startingAt firstLine: Int, values: [LetterField], file: String
    ) throws(LetterError) -> [Node] {
        var builder = Builder(values: values)
        for (offset, line) in lines.enumerated() {
            do throws(Builder.Failure) {
                let pieces = try Self.pieces(of: line)
                let isStandalone = Self.isStandalone(pieces)
                for piece in pieces {
                    switch piece {
                    case .text(let text): if !isStandalone { builder.append(text) }
                    case .tag(let tag): try builder.take(tag)
                    }
                }
                if !isStandalone { builder.append("\n") }
            } catch {
                throw LetterError(file: file, line: firstLine + offset, problem: error.problem)
            }
        }
        if let open = builder.openSection {
            throw LetterError(file: file, line: nil, problem: .unclosedSection(open))
        }
        return builder.nodes
    }
}

extension LetterTemplate {
    private enum Piece {
        case text(String)
        case tag(Substring)
    }

    private static func pieces(of line: Substring) throws(Builder.Failure) -> [Piece] {
        var pieces: [Piece] = []
        var rest = line
        while let open = rest.range(of: "{{") {
            if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
            rest = rest[open.upperBound...]
            guard let close = rest.range(of: "}}") else { throw Builder.Failure(problem: .unclosedTag) }
            pieces.append(.tag(rest[..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
        return pieces
    }

    /// One tag that prints nothing, and white space.
    private static func isStandalone(_ pieces: [Piece]) -> Bool {
        var tags = 0
        for piece in pieces {
            switch piece {
            case .text(let text): if !text.allSatisfy(\.isWhitespace) { return false }
            case .tag(let tag):
                guard let sign = tag.first, "#^/!".contains(sign) else { return false }
                tags += 1
            }
        }
        return tags == 1
    }
}

extension Substring {
    /// The standard library has no search for a string without `Foundation` or `_StringProcessing`'s regular expressions.
    fileprivate func range(of pair: String) -> Range<Index>? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(pair) { return index..<self.index(index, offsetBy: pair.count) }
            index = self.index(after: index)
        }
        return nil
    }
}
