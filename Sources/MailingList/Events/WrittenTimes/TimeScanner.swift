import Base

/// A number, a word or a mark of a written time, as the grammar reads it.
struct TimeToken: Equatable {
    enum Kind: Equatable {
        /// ASCII digits, at most four of them.
        case number(Int, digits: Int)
        case word(TimeWord)
        /// `.`, `:`, `/`, or `-` for every kind of dash.
        case mark(Character)
    }

    var kind: Kind
    /// Whether nothing stands between the token before and this one.
    var isGlued: Bool
}

/// Takes a value apart. A word or a mark that no time has is a doubt at once.
struct TimeScanner {
    private let characters: [Character]
    private var index = 0
    private(set) var tokens: [TimeToken] = []
    /// Whether a word stands there that only English has.
    private(set) var hasEnglish = false

    private static let dashes: Set<Character> = ["-", "‐", "‑", "‒", "–", "—", "―", "−", "﹘", "﹣", "－"]

    init(_ text: some StringProtocol) throws(EventTimeError) {
        characters = Array(text)
        var isGlued = false
        while let character = peek() {
            let count = tokens.count
            if character == "*" || character == "_" {
                index += 1  // marks of bold and italics hold nothing apart
                continue
            }
            if character.isWhitespace || ",;()".contains(character) {
                index += 1
            } else if Self.isDigit(character) {
                try number(isGlued: isGlued)
            } else if character.isLetter {
                try word(isGlued: isGlued)
            } else {
                try mark(character, isGlued: isGlued)
            }
            isGlued = tokens.count > count
        }
        // The full stop of a sentence.
        while tokens.last?.kind == .mark(".") { tokens.removeLast() }
    }

    private func peek(_ distance: Int = 0) -> Character? {
        index + distance < characters.count ? characters[index + distance] : nil
    }

    private static func isDigit(_ character: Character) -> Bool {
        character.isASCII && character.isNumber
    }

    private mutating func number(isGlued: Bool) throws(EventTimeError) {
        var (value, digits) = (0, 0)
        while let character = peek(), Self.isDigit(character) {
            guard digits < 4, let digit = character.wholeNumberValue else { throw .unknownWords }
            (value, digits) = (value * 10 + digit, digits + 1)
            index += 1
        }
        tokens.append(TimeToken(kind: .number(value, digits: digits), isGlued: isGlued))
        // `den 12:e december`, `den 1:a`
        if peek() == ":", let letter = peek(1), "aeAE".contains(letter), peek(2)?.isLetter != true { index += 2 }
    }

    private mutating func word(isGlued: Bool) throws(EventTimeError) {
        var written = ""
        while let character = peek(), character.isLetter || (!written.isEmpty && "'’".contains(character)) {
            written.append(character)
            index += 1
        }
        if peek() == ".", ["a", "p"].contains(written.lowercased()), let letter = peek(1), "mM".contains(letter),
            peek(2)?.isLetter != true
        {
            written.append(letter)  // `p.m.`
            index += 2
        }
        if peek() == "." { index += 1 }
        guard let entry = TimeWord.entries[TimeWord.folded(written)] else { throw .unknownWords }
        if entry.language == .en { hasEnglish = true }
        switch entry.word {
        case .filler: return
        case .ordinal:
            guard isGlued, case .number = tokens.last?.kind else { throw .unknownWords }
        default: tokens.append(TimeToken(kind: .word(entry.word), isGlued: isGlued))
        }
    }

    private mutating func mark(_ character: Character, isGlued: Bool) throws(EventTimeError) {
        index += 1
        if Self.dashes.contains(character) {
            // A dash before everything else is a bullet, and two are one that a program took apart.
            if tokens.isEmpty || (isGlued && tokens.last?.kind == .mark("-")) { return }
            tokens.append(TimeToken(kind: .mark("-"), isGlued: isGlued))
        } else if ".:/".contains(character) {
            tokens.append(TimeToken(kind: .mark(character), isGlued: isGlued))
        } else {
            throw .unknownWords
        }
    }
}
