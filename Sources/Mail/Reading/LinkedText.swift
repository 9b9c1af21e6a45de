/// Text in which a link's words and where it leads are kept together: `[Ilmoittaudu](<https://hel.fi/x>)`. Written by
/// ``HtmlText``, kept as it is, and taken apart where it is shown.
package enum LinkedText {
    /// A stretch of such a text; `target` is nil for words that lead nowhere.
    package struct Piece: Hashable, Sendable {
        package var words: String
        package var target: String?

        package init(words: String, target: String? = nil) {
            self.words = words
            self.target = target
        }
    }

    /// Whether words can be told from the marks around them.
    static func canBracket(_ words: String) -> Bool {
        !words.isEmpty && words.utf8.count <= longestWords && !words.contains { $0.isNewline || "[]<>".contains($0) }
    }

    private static let longestWords = 300
    private static let longestTarget = 2000

    /// One line, taken apart. Linear: every character is looked at a fixed number of times.
    package static func pieces(of line: String) -> [Piece] {
        guard line.utf8.contains(UInt8(ascii: "[")), line.contains("](<") else {
            return line.isEmpty ? [] : [Piece(words: line)]
        }
        var pieces: [Piece] = []
        var plain = line.startIndex
        /// The last bracket that may open a link.
        var open: String.Index?
        var index = line.startIndex
        while index < line.endIndex {
            defer { if index < line.endIndex { index = line.index(after: index) } }
            switch line[index] {
            case "[": open = index
            case "]":
                guard let start = open else { continue }
                open = nil
                let words = String(line[line.index(after: start)..<index])
                guard canBracket(words), let (target, end) = target(behind: index, in: line) else { continue }
                if plain < start { pieces.append(Piece(words: String(line[plain..<start]))) }
                pieces.append(Piece(words: words, target: target))
                plain = end
                index = line.index(before: end)
            default: break
            }
        }
        if plain < line.endIndex { pieces.append(Piece(words: String(line[plain...]))) }
        return pieces
    }

    /// `(<https://…>)` right behind a bracket.
    private static func target(behind bracket: String.Index, in line: String) -> (target: String, end: String.Index)? {
        let rest = line[line.index(after: bracket)...]
        guard rest.hasPrefix("(<") else { return nil }
        let target = rest.dropFirst(2).prefix(longestTarget).prefix { $0 != ">" && $0 != "<" && !$0.isWhitespace }
        let end = line[target.endIndex...]
        guard !target.isEmpty, end.hasPrefix(">)") else { return nil }
        return (String(target), line.index(target.endIndex, offsetBy: 2))
    }

    /// For a place that has no links: `Ilmoittaudu: https://hel.fi/x`.
    package static func plain(_ text: String) -> String {
        guard text.contains("](<") else { return text }
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { pieces(of: String($0)).map(\.plain).joined() }.joined(separator: "\n")
    }

    /// Its letters and digits alone, without where its links lead: two texts that say the same have the same.
    package static func spine(_ text: String) -> String {
        var spine = ""
        var isInside = false
        for character in text.lowercased() {
            switch character {
            case "<": isInside = true
            case ">": isInside = false
            default: if !isInside, character.isLetter || character.isNumber { spine.append(character) }
            }
        }
        return spine
    }
}

extension LinkedText.Piece {
    package var plain: String {
        guard let target else { return words }
        return words.hasSuffix(":") ? "\(words) \(target)" : "\(words): \(target)"
    }

    /// Whether its words name another place than the one where it leads: a reader must see both.
    package var isMisleading: Bool {
        guard let target else { return false }
        let host = Self.host(of: target)
        return words.split(whereSeparator: \.isWhitespace).contains { word in
            guard let named = Self.named(String(word)) else { return false }
            return named != host
        }
    }

    /// The host that a word names; nil for a word that names none.
    private static func named(_ word: String) -> String? {
        let host = host(of: word)
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count > 1, let last = labels.last, last.count > 1, labels.allSatisfy({ !$0.isEmpty }),
            last.allSatisfy(\.isLetter)
        else { return word.contains("://") ? host : nil }
        return host
    }

    private static func host(of address: String) -> String {
        var rest = address.lowercased()[...]
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.drop { "([{\"'”“".contains($0) }
        rest = rest.prefix { !"/?#:,;)]}\"'”“".contains($0) }
        while let last = rest.last, ".!…".contains(last) { rest.removeLast() }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        return String(rest.hasPrefix("www.") ? rest.dropFirst(4) : rest)
    }
}

extension Message {
    /// The readable text with its links' words, where its HTML has any; nil where that has none.
    package var linkedText: String? {
        guard let htmlPart else { return nil }
        let text = HtmlText.text(from: text(of: htmlPart), links: .bracketed)
        return text.contains("](<") ? text : nil
    }
}
