/// One line taken apart: the words of a command and what stands beside them. Only `CommandReader` makes one.
struct CommandPhrase {
    /// A word as written, without punctuation around it but with a leading sign, and as it is compared.
    private struct Word {
        var written: String
        var folded: String
    }

    private var words: [Word]
    private var tokens: [String]
    private var address: String?
    private let hadCourtesy: Bool

    /// Nil for an empty line.
    init?(_ line: String, isToken: (String) -> Bool) {
        words = []
        tokens = []
        for piece in line.split(whereSeparator: Self.separates) {
            let written = Self.trimmed(piece)
            if let token = [String(piece), written].first(where: isToken) {
                tokens.append(token)  // as it stands first: a token may end with a hyphen of its own
            } else if written.contains("@"), address == nil {
                address = written
            } else {
                // More than one folded word means punctuation inside, as in `tasa-arvo`.
                let folded = Folding.words(written).joined(separator: "-")
                if !folded.isEmpty { words.append(Word(written: written, folded: folded)) }
            }
        }
        let kept = Self.withoutCourtesies(words.map(\.folded))
        hadCourtesy = kept.count < words.count
        words = Array(words[kept])
        if words.isEmpty { return nil }
    }

    /// What the line asks, if all of it is a command.
    func result(tokens outerTokens: [String], _ collections: CollectionWords) -> CommandReader.Result? {
        // The longest phrase of the table has two words.
        for length in [2, 1] where words.count >= length {
            let phrase = words.prefix(length).map(\.folded).joined(separator: " ")
            if let (name, language) = collections[phrase], words.count == length, address == nil {
                return CommandReader.Result(
                    command: .item(name, ""), language: language, arguments: outerTokens + tokens)
            }
            guard let entry = CommandWords.entries[phrase] else { continue }
            if hadCourtesy, CommandWords.withoutCourtesy.contains(phrase) { return nil }
            guard let command = command(entry.meaning, with: Array(words.dropFirst(length))) else { return nil }
            if address != nil, command != .leave { return nil }
            let arguments = outerTokens + tokens + (address.map { [$0] } ?? [])
            return CommandReader.Result(command: command, language: entry.language, arguments: arguments)
        }
        return nil
    }

    private func command(_ meaning: CommandWords.Meaning, with rest: [Word]) -> Command? {
        switch meaning {
        case .language: language(rest)
        case .pause: pause(rest)
        case .topics: topics(rest)
        case .join: rest.isEmpty ? .join : nil
        case .leave: rest.isEmpty ? .leave : nil
        case .help: rest.isEmpty ? .help : nil
        case .ownData: rest.isEmpty ? .ownData : nil
        case .erase: rest.isEmpty ? .erase : nil
        case .publish: rest.isEmpty ? .publish : nil
        case .cancel: rest.isEmpty ? .cancel : nil
        case .situation: rest.isEmpty ? .situation : nil
        }
    }

    private func language(_ rest: [Word]) -> Command? {
        CommandWords.languagesByName[rest.map(\.folded).joined(separator: " ")].map(Command.language)
    }

    /// `tauko`, `tauko 30`, `tauko 30 päivää`.
    private func pause(_ rest: [Word]) -> Command? {
        guard let first = rest.first else { return .pause(days: nil) }
        guard let days = Int(first.written), (1...CommandReader.longestPause).contains(days) else { return nil }
        let unit = rest.dropFirst().map(\.folded)
        return unit.allSatisfy(CommandWords.foldedDays.contains) && unit.count <= 1 ? .pause(days: days) : nil
    }

    /// Only signed names: “Topics for Thursday” is a sentence, not a command.
    private func topics(_ rest: [Word]) -> Command? {
        let names = rest.map(\.written)
        return names.allSatisfy { $0.hasPrefix("+") || $0.hasPrefix("-") } ? .topics(names) : nil
    }
}

extension CommandPhrase {
    /// Whether nothing but courtesies is here, or nothing at all.
    static func isCourtesy(_ words: ArraySlice<String>) -> Bool {
        withoutCourtesies(Array(words)).isEmpty
    }

    /// The range of `words` that is left when courtesies are taken from both ends. They have at most three words.
    private static func withoutCourtesies(_ words: [String]) -> Range<Int> {
        var range = words.indices
        search: while !range.isEmpty {
            for length in [3, 2, 1] where range.count >= length {
                if CommandWords.foldedCourtesies.contains(Array(words[range].prefix(length))) {
                    range = range.dropFirst(length)
                    continue search
                }
                if CommandWords.foldedCourtesies.contains(Array(words[range].suffix(length))) {
                    range = range.dropLast(length)
                    continue search
                }
            }
            break
        }
        return range
    }

    /// Dots, hyphens and `@` hold addresses, tokens and names together; everything here holds nothing together.
    private static func separates(_ character: Character) -> Bool {
        character.isWhitespace || "\",;:!?()[]<>{}«»“”„‘’".contains(character)
    }

    /// Without punctuation around it, but with a sign before it; a dash that a program made of a hyphen is a hyphen.
    private static func trimmed(_ piece: Substring) -> String {
        let isOutside = { (character: Character) in !(character.isLetter || character.isNumber) }
        let body = piece.drop(while: isOutside)
        guard let last = body.lastIndex(where: { !isOutside($0) }) else { return "" }
        let sign: String =
            switch body.startIndex > piece.startIndex ? piece[piece.index(before: body.startIndex)] : " " {
            case "+": "+"
            case "-", "–", "—", "−": "-"
            default: ""
            }
        return sign + body[...last]
    }
}
