import Base

/// Finds the command in a mail: a pure table lookup with strict edges, because what is not a command goes to people.
///
/// The rule, in full:
/// 1. A forward is never a command.
/// 2. A command is the *whole* subject, or the *whole* first line that the sender wrote. If the subject is a reply's, it
///    is somebody's earlier words, so the line is tried first; otherwise the subject is.
/// 3. Case, diacritics, punctuation, quotation marks, reply prefixes and `[tags]` do not count.
/// 4. Greetings, thanks and please (`CommandWords.courtesies`) before or after the command do not count, and a line that
///    is nothing else is passed over. The bare `ok` suffers none of them on its line.
/// 5. Tokens (`[kutsu:…]` anywhere, or a word that `isToken` accepts) are taken out first and returned as arguments.
/// 6. Nothing else may stand beside the words, except an address after *leave*, a language after *language*, days after
///    *pause*, signed names after *topics*, and whatever comes after the colon of a collection's word (`vinkki: …`).
package enum CommandReader {
    /// A command, the language of its words (nil where several languages share the word, as `ok`), and its arguments:
    /// tokens in the order found, then the address that may follow *leave*.
    package struct Result: Hashable, Sendable {
        package var command: Command
        package var language: Language?
        package var arguments: [String]

        package init(command: Command, language: Language?, arguments: [String] = []) {
            self.command = command
            self.language = language
            self.arguments = arguments
        }
    }

    /// Days; a longer pause is a way of leaving that nobody means.
    package static let longestPause = 999
    /// Characters of a line that are looked at, the text of an item apart. No command comes near.
    static let longestLine = 400

    /// - Parameters:
    ///   - subject: decoded, prefixes and all.
    ///   - written: what the sender wrote above any quotation, as text.
    ///   - collections: what begins an item of which collection.
    ///   - isToken: whether a bare word is one of ours, for `eroa TOKEN anna@hel.fi`.
    package static func read(
        subject: String, written: String, collections: CollectionWords, isToken: (String) -> Bool = looksLikeToken
    ) -> Result? {
        let prefix = SubjectPrefix(subject)
        if prefix.isForward { return nil }
        func fromSubject() -> Result? { read(line: prefix.rest, tokens: prefix.tokens, collections, isToken) }
        func fromBody() -> Result? { read(written: written, tokens: prefix.tokens, collections, isToken) }
        return prefix.isReply ? fromBody() ?? fromSubject() : fromSubject() ?? fromBody()
    }

    /// At least 16 letters, digits, `-` and `_` with a digit and a letter among them: no word of any language.
    package static func looksLikeToken(_ word: String) -> Bool {
        word.utf8.count >= 16 && word.utf8.count <= SubjectPrefix.longestToken
            && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
            && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private static func read(
        written: String, tokens: [String], _ collections: CollectionWords, _ isToken: (String) -> Bool
    ) -> Result? {
        for line in written.split(whereSeparator: \.isNewline) {
            let (text, ownTokens) = SubjectPrefix.takingTokens(from: String(line))
            let words = Folding.words(text.prefix(longestLine))
            if CommandPhrase.isCourtesy(words[...]) { continue }
            return read(line: text, tokens: tokens + ownTokens, collections, isToken)
        }
        return nil
    }

    private static func read(
        line: String, tokens: [String], _ collections: CollectionWords, _ isToken: (String) -> Bool
    ) -> Result? {
        if let item = item(line, collections) {
            return Result(command: item.command, language: item.language, arguments: tokens)
        }
        guard line.prefix(longestLine + 1).count <= longestLine else { return nil }
        return CommandPhrase(line, isToken: isToken).flatMap { $0.result(tokens: tokens, collections) }
    }

    /// `Vinkki: …`, or the word alone, when the body is the item.
    private static func item(
        _ line: String, _ collections: CollectionWords
    ) -> (command: Command, language: Language?)? {
        let head = line.prefix(longestLine).prefix { $0 != ":" }
        guard let (name, language) = collections[Folding.fold(head)] else { return nil }
        let text = line[head.endIndex...].dropFirst().drop { $0.isWhitespace }
        return (.item(name, String(text)), language)
    }
}
