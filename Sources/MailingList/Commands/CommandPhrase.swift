import Base

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
        var sign = ""
        for piece in line.split(whereSeparator: Self.separates) {
            var written = Self.trimmed(piece)
            // `+ kainuu` is `+kainuu`.
            if written.isEmpty, let alone = Self.sign(of: piece) { sign = alone }
            if let first = written.first, first.isLetterOrNumber, !sign.isEmpty {
                written = sign + written
            }
            if !written.isEmpty { sign = "" }
            let whole = String(piece)
            if isToken(whole) {
                tokens.append(whole)  // as it stands first: a token may end with a hyphen of its own
            } else if written != whole, isToken(written) {
                tokens.append(written)
            } else if written.contains("@"), address == nil {
                address = written
            } else {
                // More than one folded word means punctuation inside, as in `tasa-arvo`.
                let hasApostrophe = written.utf8.contains { $0 == UInt8(ascii: "'") || $0 >= 0x80 }
                let bare = hasApostrophe ? written.filter { $0 != "'" && $0 != "’" } : written
                let folded = Folding.words(bare).joined(separator: "-")
                if !folded.isEmpty { words.append(Word(written: written, folded: folded)) }
            }
        }
        let kept = Self.withoutCourtesies(words.map(\.folded))
        hadCourtesy = kept.count < words.count
        words = Array(words[kept])
        if words.isEmpty { return nil }
    }

    /// What the line asks, if all of it is a command.
    ///
    /// - Parameters:
    ///   - isAlone: Whether the mail says little else. The name of a language alone (`På svenska`) is also the heading of
    ///     what is written in it.
    ///   - isAnswer: Whether it answers another mail: who writes `ilmoittaudun` there means what that mail is about.
    func result(
        tokens outerTokens: [String], isAlone: Bool, isAnswer: Bool, _ list: ListWords
    ) -> CommandReader.Result? {
        let folded = words.map(\.folded)
        let own = folded.joined(separator: " ")
        if let (name, language) = list.collections[own], address == nil {
            return CommandReader.Result(command: .item(name, ""), language: language, arguments: outerTokens + tokens)
        }
        // First as it stands, since `haluan pois` begins with a lead; then without its lead.
        for start in Set([0, CommandGrammar.withoutLeads(folded).lowerBound]).sorted() {
            guard let found = core(at: start, of: folded, isAnswer: isAnswer, list) else { continue }
            let arguments = outerTokens + tokens + (address.map { [$0] } ?? [])
            return CommandReader.Result(command: found.command, language: found.language, arguments: arguments)
        }
        guard isAlone, address == nil, let language = CommandWords.languagesByName[own], own.count > 2 else {
            return nil
        }
        return CommandReader.Result(command: .language(language), language: language, arguments: outerTokens + tokens)
    }

    /// The longest phrase of the table that begins there and leaves nothing unsaid.
    private func core(
        at start: Int, of folded: [String], isAnswer: Bool, _ list: ListWords
    ) -> (command: Command, language: Language?)? {
        for length in stride(from: min(CommandWords.longestPhrase, folded.count - start), to: 0, by: -1) {
            let phrase = folded[start..<(start + length)].joined(separator: " ")
            guard let entry = CommandWords.entries[phrase] else { continue }
            if isAnswer, start + length == folded.count, CommandWords.registrations.contains(phrase) { continue }
            if hadCourtesy || start > 0, CommandWords.withoutCourtesy.contains(phrase) { continue }
            guard let command = command(entry, with: Array(words.dropFirst(start + length)), list) else { continue }
            if address != nil, !command.takesAddress { continue }
            return (command, entry.language)
        }
        return nil
    }

    private func command(_ entry: CommandWords.Entry, with rest: [Word], _ list: ListWords) -> Command? {
        switch entry.meaning {
        case .language: language(rest)
        case .pause: PauseWords.length(rest.map { ($0.written, $0.folded) }, entry.language).map(Command.pause)
        case .resume: isTail(rest) ? .resume : nil
        case .topics: list.topics.wishes(rest.map(\.written)).map(Command.topics)
        case .roundup: isTail(rest) ? .portion(nil) : nil
        case .daily: isTail(rest) ? .portion(.daily) : nil
        case .weekly: isTail(rest) ? .portion(.weekly) : nil
        case .announcements: isTail(rest) ? .portion(.announcements) : nil
        case .digests: isTail(rest) ? .portion(.digests) : nil
        case .everything: isTail(rest) ? .portion(.everything) : nil
        case .join: isTail(rest) ? .join : nil
        case .leave: isTail(rest) && !rest.contains { CommandGrammar.joiningTails.contains($0.folded) } ? .leave : nil
        case .help: isTail(rest) ? .help : nil
        case .ownData: isTail(rest) ? .ownData : nil
        case .erase: isTail(rest) ? .erase : nil
        case .changeAddress: isTail(rest) ? address.flatMap { Address($0) }.map(Command.changeAddress) : nil
        case .publish: rest.isEmpty ? .publish : nil
        case .cancel: rest.isEmpty ? .cancel : nil
        case .situation: rest.isEmpty ? .situation : nil
        }
    }

    private func isTail(_ rest: [Word]) -> Bool {
        CommandGrammar.isTail(rest.flatMap { $0.folded.split(separator: "-").map(String.init) }[...])
    }

    private func language(_ rest: [Word]) -> Command? {
        CommandWords.languagesByName[rest.map(\.folded).joined(separator: " ")].map(Command.language)
    }
}

extension CommandPhrase {
    /// Whether nothing but courtesies is here, or nothing at all.
    static func isCourtesy(_ words: ArraySlice<String>) -> Bool {
        withoutCourtesies(Array(words)).isEmpty
    }

    /// Whether the line only greets somebody: `Hei!`, `Hyvää iltaa`, `Hi Anna and Bo,`. Names are few words, and begin with
    /// capitals where they are more than two.
    static func isGreeting(_ line: some StringProtocol) -> Bool {
        let words = Folding.words(line)
        if isCourtesy(words[...]) { return true }
        guard let first = words.first, CommandWords.greetingStarts.contains(first) else { return false }
        for length in [3, 2, 1] where words.count > length {
            let greeting = Array(words.prefix(length))
            guard CommandWords.foldedGreetings.contains(greeting) else { continue }
            let names = words.dropFirst(length)
            guard names.count <= 6, !names.contains(where: notNames.contains) else { return false }
            let isWord = CommandWords.foldedCourtesies.contains(greeting)
            if isWord && names.count <= 2 || names.allSatisfy(everybody.contains) { return true }
            let written = Substring(line).split(whereSeparator: separates).map(trimmed).filter { !$0.isEmpty }
            return written.suffix(names.count).allSatisfy { name in
                name.first?.isUppercase ?? false || everybody.contains(Folding.fold(name))
            }
        }
        return false
    }

    private static let everybody: Set<String> = Set(
        [
            "ja", "och", "and", "sekä", "kaikki", "kaikille", "alla", "allihopa", "all", "everyone", "everybody",
            "team", "there", "vastaanottaja",
            "vastaanottajat", "verkosto", "ylläpitäjä", "ylläpitäjät", "väki", "mottagare", "sir", "madam", "or",
            "list", "friends", "colleagues", "kollegat",
            "kollegor", "vänner", "ystävät", "jäsenet", "medlemmar", "members", "hyvä", "hyvät", "te", "teille",
            "sinulle", "you",
        ].map { Folding.fold($0) })
    private static let notNames: Set<String> = Set(
        [
            "ei", "en", "inte", "not", "no", "nej", "älä", "älkää", "voitko", "voisitko", "voisitteko", "kan", "can",
            "could", "haluan", "vill", "want", "jag", "i", "minä",
        ]
        .map { Folding.fold($0) })

    /// The range of `words` that is left when courtesies are taken from both ends.
    private static func withoutCourtesies(_ words: [String]) -> Range<Int> {
        var range = words.indices
        search: while !range.isEmpty {
            // Most lines neither begin nor end with a word that one of them begins or ends with.
            let mayBegin = CommandWords.courtesyStarts.contains(words[range.lowerBound])
            let mayEnd = CommandWords.courtesyEnds.contains(words[range.upperBound - 1])
            guard mayBegin || mayEnd else { break }
            for length in [4, 3, 2, 1] where range.count >= length {
                if mayBegin, CommandWords.foldedCourtesies.contains(Array(words[range].prefix(length))) {
                    range = range.dropFirst(length)
                    continue search
                }
                if mayEnd, CommandWords.foldedCourtesies.contains(Array(words[range].suffix(length))) {
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
        character.isSpace || separators.contains(character)
    }

    private static let separators: CharacterTable = "\",;:!?()[]<>{}«»“”„‘’"

    /// Without punctuation around it, but with a sign before it; a dash that a program made of a hyphen is a hyphen.
    private static func trimmed(_ piece: Substring) -> String {
        let isOutside = { (character: Character) in !character.isLetterOrNumber }
        let body = piece.drop(while: isOutside)
        guard let last = body.lastIndex(where: { !isOutside($0) }) else { return "" }
        let sign = body.startIndex > piece.startIndex ? sign(of: piece[..<body.startIndex]) ?? "" : ""
        return sign + body[...last]
    }

    /// The sign that `text` ends with.
    private static func sign(of text: Substring) -> String? {
        switch text.last {
        case "+": "+"
        case "-", "–", "—", "−": "-"
        default: nil
        }
    }
}

extension Command {
    /// Whether an address may stand beside its words.
    fileprivate var takesAddress: Bool {
        switch self {
        case .leave, .changeAddress: true
        default: false
        }
    }
}
