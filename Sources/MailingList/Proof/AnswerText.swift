/// The lines of an answer that say something: without blank lines, greetings, thanks and the signature.
struct AnswerText {
    private(set) var lines: [Substring] = []
    /// How many of the lines stand before the first blank one.
    private(set) var firstParagraph = 0
    private(set) var hadCourtesy = false
    /// What stands below the signature.
    private(set) var below: [Substring] = []

    /// On one line, shortened.
    var text: String {
        let text = lines.map(String.init).joined(separator: " ")
        return text.count > Answer.textLimit ? text.prefix(Answer.textLimit - 1) + "…" : text
    }

    init(_ written: String, from sender: Set<String>) {
        var isFirst = true
        var isSigned = false
        for line in written.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = Self.trimmed(line)
            if isSigned {
                if !trimmed.isEmpty { below.append(trimmed) }
                continue
            }
            if trimmed.isEmpty {
                if firstParagraph == 0 { firstParagraph = lines.count }
                continue
            }
            let isSignature =
                Self.isSignature(trimmed, of: sender, hasWords: !lines.isEmpty)
                || firstParagraph > 0 && Self.isName(trimmed)
            if isSignature {
                isSigned = true
                continue
            }
            if AnswerWords.isCourtesy(Folding.words(trimmed)) || isFirst && Self.isGreeting(trimmed) {
                hadCourtesy = true
            } else {
                lines.append(trimmed)
            }
            isFirst = false
        }
        if firstParagraph == 0 { firstParagraph = lines.count }
    }

    private static func trimmed(_ line: Substring) -> Substring {
        let line = line.drop(while: \.isWhitespace)
        return line.lastIndex { !$0.isWhitespace }.map { line[...$0] } ?? ""
    }

    /// `Hei Anna!`, `Dear all,`: a greeting and names.
    private static func isGreeting(_ line: Substring) -> Bool {
        let words = Folding.words(line)
        guard let first = words.first, AnswerWords.greetings.contains(first), words.count <= 5 else { return false }
        return words.dropFirst().allSatisfy { AnswerWords.addressed.contains($0) }
            || line.split { !$0.isLetter && $0 != "-" }.dropFirst().allSatisfy { word in
                word.first?.isUppercase == true && !AnswerWords.isSaid(Folding.fold(word))
            }
    }

    /// A name that From does not have, below a blank line: three words with capitals at the most, none of which says anything.
    private static func isName(_ line: Substring) -> Bool {
        let words = line.split { !$0.isLetter && $0 != "-" }
        return (1...3).contains(words.count) && line.allSatisfy { $0.isLetter || " -.".contains($0) }
            && words.allSatisfy { word in
                word.first?.isUppercase == true && word.dropFirst().contains(where: \.isLowercase)
                    && !AnswerWords.isSaid(Folding.fold(word))
                    && !AnswerWords.takesBack([Folding.fold(word)], after: "")
                    && !AgreementWords.instruct([word])
            }
    }

    /// Where the sender signs: a rule, a closing formula, or the sender's own name.
    private static func isSignature(_ line: Substring, of sender: Set<String>, hasWords: Bool) -> Bool {
        if line == "--" { return true }
        let words = Folding.words(line)
        guard hasWords, !words.isEmpty, words.count <= 6, !line.contains(where: { "?!".contains($0) }) else {
            return false
        }
        if let length = AnswerWords.closings.filter({ words.starts(with: $0) }).map(\.count).max() {
            let names = line.split { !$0.isLetter && $0 != "-" }.dropFirst(length)
            let isNamed = names.allSatisfy { $0.first?.isUppercase == true || sender.contains(Folding.fold($0)) }
            return isNamed || words.dropFirst(length).allSatisfy(AnswerWords.closingWords.contains)
        }
        // Everything but the names would be words: “Anna lähettää uuden” is a sentence.
        let isNamed = words.contains { sender.contains($0) }
        let areNames = line.split { !$0.isLetter && $0 != "-" }.allSatisfy {
            $0.first?.isUppercase == true || sender.contains(Folding.fold($0))
        }
        return isNamed && areNames
    }
}
