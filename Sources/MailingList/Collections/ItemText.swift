import Base
import Mail

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
            guard case .item(name, let words)? = said?.command,
                LinkedText.spine(words).hasPrefix(LinkedText.spine(rest))
            else { continue }
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

    /// The same with the words of its links, where the mail's HTML says what its text does.
    static func read(
        _ rest: String, of name: CollectionName, in message: Message, _ newText: NewText, isAnswer: Bool,
        _ collections: CollectionWords
    ) -> String {
        // A mail that passes something on, and adds nothing, is there for that.
        let whole = newText.words.isEmpty && !isAnswer ? message.writtenOrPassedOn : newText.words
        let text = read(rest, of: name, in: whole, collections)
        guard !newText.words.isEmpty, let linked = message.linkedText else { return text }
        let other = read(rest, of: name, in: NewText(linked, isAnswer: isAnswer).words, collections)
        return LinkedText.spine(other) == LinkedText.spine(text) && other.count <= Item.longestText ? other : text
    }

    /// Lines above the word: greetings.
    private static let searched = 10
}
