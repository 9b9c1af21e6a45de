import Base

/// The text of an item as somebody wrote it into a mail.
enum ItemText {
    /// What stands beside the word and below it: the whole mail where the word is its subject's.
    ///
    /// - Parameters:
    ///   - rest: what stands beside the word.
    ///   - written: the new text of the mail.
    /// - Returns: Lines with LF between them, without controls, at most one character more than an item holds.
    static func read(_ rest: String, of name: CollectionName, in written: String, _ collections: CollectionWords)
        -> String
    {
        var lines = written.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...]
        var first = rest
        // The line of the word itself, whole: only its beginning was looked at. Another item below the subject's stays.
        for (index, line) in zip(lines.indices, lines.prefix(searched)) {
            let said = CommandReader.read(subject: "", written: String(line), collections: collections)
            guard case .item(name, let words)? = said?.command, words.hasPrefix(rest) else { continue }
            first = words
            lines = lines[(index + 1)...]
            break
        }
        let text = ([Substring(first)] + (lines.isEmpty ? [] : [""]) + lines).joined(separator: "\n")
        let clean = text.replacing("\t", with: " ").unicodeScalars
            .filter { $0 == "\n" || $0.properties.generalCategory != .control }
        let words = String(String.UnicodeScalarView(clean)).drop(while: \.isWhitespace).prefix(Item.longestText + 1)
        return words.lastIndex { !$0.isWhitespace }.map { String(words[...$0]) } ?? ""
    }

    /// Lines above the word: greetings.
    private static let searched = 10
}
