import Base

/// What a list's configuration adds to the words of commands.
struct ListWords {
    let collections: CollectionWords
    let topics: Topics
}

/// Finds the command in a mail: a pure table lookup with strict edges, because what is not a command goes to people.
///
/// The rule, in full:
/// 1. A forward is never a command.
/// 2. A command is the *whole* subject, or the *whole* first line that the sender wrote. If the subject is a reply's, it
///    is somebody's earlier words, so the line is tried first; otherwise the subject is.
/// 3. Case, diacritics, punctuation, quotation marks, reply prefixes and `[tags]` do not count.
/// 4. Greetings, thanks and please (`CommandWords.courtesies`) before or after the command do not count, and a line that
///    is nothing else, or greets somebody by name, is passed over. The bare `ok` suffers none of them on its line. A phrase
///    may have a lead (`haluaisin`, `please`) and a tail (`postituslistalta`, `from the list`): `CommandGrammar`.
/// 5. Tokens (`[kutsu:…]` anywhere, or a word that `isToken` accepts) are taken out first and returned as arguments.
/// 6. Nothing else may stand beside the words, except an address after *leave* or *new address*, a language after *language*, a length or a day after
///    *pause*, names after *topics* (signed, or of topics that there are), and whatever comes after the colon of a collection's word (`vinkki: …`).
package enum CommandReader {
    /// A command, the language of its words (nil where several languages share the word, as `ok`), and its arguments:
    /// tokens in the order found, then the address that may follow *leave*.
    package struct Result: Hashable, Sendable {
        package var command: Command
        package var language: Language?
        package var arguments: [String]
        /// Whether the mail also asks something else.
        package var isOneOfSeveral = false

        package init(command: Command, language: Language?, arguments: [String] = []) {
            self.command = command
            self.language = language
            self.arguments = arguments
        }
    }

    /// Characters of a line that are looked at, the text of an item apart. No command comes near.
    static let longestLine = 400
    /// Lines that a name below a command has.
    private static let signatureLines = 3
    private static let mostLines = 40

    /// Whether a line speaks of joining or leaving in words of the table, among others: somebody wishes something of the list
    /// that is no command as it stands.
    package static func hints(in written: String) -> Bool {
        for line in written.filledLines.prefix(8) {
            let words = Folding.words(line.cut(to: longestLine))
            for index in words.indices {
                for length in [3, 2, 1] where index + length <= words.count {
                    let phrase = words[index..<(index + length)].joined(separator: " ")
                    guard let meaning = CommandWords.entries[phrase]?.meaning, meaning == .leave || meaning == .join
                    else { continue }
                    if length > 1 || CommandWords.distinctive.contains(phrase) { return true }
                }
            }
        }
        return false
    }

    /// - Parameters:
    ///   - subject: decoded, prefixes and all.
    ///   - written: what the sender wrote above any quotation, as text.
    ///   - isAnswer: whether it answers another mail, whatever its subject says.
    ///   - collections: what begins an item of which collection.
    ///   - topics: those of the list.
    ///   - isToken: whether a bare word is one of ours, for `eroa TOKEN anna@hel.fi`.
    package static func read(
        subject: String, written: String, isAnswer: Bool = false, collections: CollectionWords,
        topics: Topics = Topics(), isToken: (String) -> Bool = looksLikeToken
    ) -> Result? {
        let list = ListWords(collections: collections, topics: topics)
        return read(SubjectPrefix(subject), written: written, isAnswer: isAnswer, list, isToken)
    }

    static func read(
        _ prefix: SubjectPrefix, written: String, isAnswer: Bool, _ list: ListWords, _ isToken: (String) -> Bool
    ) -> Result? {
        if prefix.isForward { return nil }
        // A reply prefix above nothing is somebody's habit; what is written below one answers a mail.
        let answers = isAnswer || prefix.isReply
        let lines = written.filledLines.prefix(Self.mostLines).count { line in
            line.contains { !$0.isSpace }
        }
        func fromSubject() -> Result? {
            read(
                line: prefix.rest, tokens: prefix.tokens, isAlone: lines <= signatureLines,
                isAnswer: isAnswer || prefix.isReply && lines > 0, list, isToken)
        }
        func fromBody() -> Result? {
            read(written: written, tokens: prefix.tokens, isAnswer: answers, list, isToken)
        }
        guard var found = prefix.isReply ? fromBody() ?? fromSubject() : fromSubject() ?? fromBody() else { return nil }
        found.isOneOfSeveral =
            found.command.isWish
            && written.filledLines.prefix(mostWishes).contains { line in
                let other = read(line: String(line), tokens: [], isAlone: false, isAnswer: answers, list, isToken)?
                    .command
                return other.map { $0.isWish && $0 != found.command } ?? false
            }
        return found
    }

    /// Lines that are looked through for a second wish.
    private static let mostWishes = 8

    /// At least 16 letters, digits, `-` and `_` with a digit and a letter among them: no word of any language.
    package static func looksLikeToken(_ word: String) -> Bool {
        word.utf8.count >= 16 && word.utf8.count <= SubjectPrefix.longestToken
            && word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
            && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private static func read(
        written: String, tokens: [String], isAnswer: Bool, _ list: ListWords, _ isToken: (String) -> Bool
    ) -> Result? {
        let lines = written.filledLines
        for (index, line) in lines.enumerated() {
            let (text, ownTokens) = SubjectPrefix.takingTokens(from: String(line))
            if CommandPhrase.isCourtesy(Folding.words(text.cut(to: longestLine))[...]) { continue }
            let isAlone = lines.count - index - 1 <= signatureLines
            let result = read(
                line: text, tokens: tokens + ownTokens, isAlone: isAlone, isAnswer: isAnswer, list, isToken)
            if result == nil, CommandPhrase.isGreeting(text.cut(to: longestLine)) { continue }
            return result
        }
        return nil
    }

    private static func read(
        line: String, tokens: [String], isAlone: Bool, isAnswer: Bool, _ list: ListWords,
        _ isToken: (String) -> Bool
    ) -> Result? {
        if let item = item(line, list.collections) {
            return Result(command: item.command, language: item.language, arguments: tokens)
        }
        guard line.utf8.count <= longestLine || line.prefix(longestLine + 1).count <= longestLine else { return nil }
        return CommandPhrase(line, isToken: isToken).flatMap {
            $0.result(tokens: tokens, isAlone: isAlone, isAnswer: isAnswer, list)
        }
    }

    /// `Vinkki: …`, or the word alone, when the body is the item.
    private static func item(
        _ line: String, _ collections: CollectionWords
    ) -> (command: Command, language: Language?)? {
        let head = line.cut(to: longestLine).prefix { $0 != ":" }
        guard let (name, language) = collections[Folding.fold(head)] else { return nil }
        let text = line[head.endIndex...].dropFirst().drop { $0.isWhitespace }
        return (.item(name, String(text)), language)
    }
}
