import Base

/// What somebody's new words say to a question of ours. Yes is said, never guessed: what is neither yes, no nor empty
/// changes nothing and is for people, so that no automatic answer, marked or not, confirms anything.
package struct Answer: Hashable, Sendable {
    package enum Word: String, Hashable, Sendable, CaseIterable {
        case yes
        case no
        /// Nothing was written.
        case nothing
        case other
    }

    package var word: Word
    /// Whether more was written than the word, or than one line where there is no such word; greetings, thanks and a
    /// signature apart.
    package var hasMore: Bool
    /// Whether there is a question mark.
    package var asks: Bool
    /// `ok` and its like, beside thanks: people acknowledge mails so.
    package var isAcknowledgement: Bool
    /// The questions to which a yes is said, by the words beside it: none where one of them says something else.
    package var agreements: Set<Agreement>
    /// What was written, without greeting and signature: on one line, at most `textLimit` characters.
    package var text: String

    package init(
        _ word: Word, hasMore: Bool = false, asks: Bool = false, isAcknowledgement: Bool = false,
        agreements: Set<Agreement> = Set(Agreement.allCases), text: String = ""
    ) {
        self.agreements = agreements
        self.word = word
        self.hasMore = hasMore
        self.asks = asks
        self.isAcknowledgement = isAcknowledgement
        self.text = text
    }

    package static let textLimit = 300
}

extension Answer {
    /// - Parameters:
    ///   - written: what the sender newly wrote.
    ///   - sender: the words of the sender's name and address, by which a signature is known.
    package static func read(_ written: String, from sender: Set<String> = []) -> Answer {
        let words = AnswerText(written, from: sender)
        guard let said = words.lines.first else {
            // Thanks alone are no answer, but they are words.
            let text = written.split(whereSeparator: \.isNewline).joined(separator: " ")
            return Answer(text.contains { !$0.isWhitespace } ? .other : .nothing, text: String(text.prefix(textLimit)))
        }
        let paragraph = words.lines.prefix(words.firstParagraph).flatMap { Folding.words($0) }
        let asks = words.text.contains { questionMarks.contains($0) }
        let start = AnswerWords.withoutCourtesies(paragraph)
        guard
            let (word, length) = AnswerWords.match(
                start.words, endsAfterFirst: Self.pauses(after: start.words.first, in: said))
        else {
            return Answer(
                .other, hasMore: words.lines.count > 1 || AgreementWords.instruct(words.below), asks: asks,
                text: words.text)
        }
        let rest = start.words.dropFirst(length)
        let below = words.lines.dropFirst(words.firstParagraph).flatMap { Folding.words($0) }
        var answer = Answer(
            word,
            hasMore: !AnswerWords.isIdle(rest, below, with: word) || AgreementWords.instruct(words.below), asks: asks,
            isAcknowledgement: AnswerWords.acknowledgements.contains(start.words.first ?? "")
                && (start.hadCourtesy || words.hadCourtesy || !rest.isEmpty || !below.isEmpty),
            text: words.text)
        // “Yes, we have received your message” and “Ok, but I did not ask for this” agree to nothing.
        if word == .yes {
            answer.agreements = AgreementWords.agreements(of: rest + below, names: sender)
            if AnswerWords.joins(start.words.prefix(length)) { answer.agreements.formIntersection([.join]) }
            let isTakenBack =
                AnswerWords.takesBack(rest, after: start.words.first ?? "") || AgreementWords.instruct(words.below)
            if isTakenBack { answer.word = .other }
        }
        return answer
    }

    /// Of several scripts, and those that phones make.
    static let questionMarks: CharacterTable = "?？؟¿⁇⁈⁉❓❔⸮"

    /// Whether a mark stands behind the word, or nothing at all: `Ja, …` is another word than `Ja …`.
    private static func pauses(after word: String?, in line: Substring) -> Bool {
        let pieces = line.split(whereSeparator: \.isWhitespace)
        guard let index = pieces.firstIndex(where: { Folding.fold($0) == word }) else { return true }
        return index == pieces.count - 1 || pieces[index].last?.isLetter == false
    }
}

extension Request {
    /// Whether the mail says yes to what it answers. `agreeing` is the command that the question was about.
    func saysYes(to agreeing: Command? = nil) -> Bool {
        if let command = command?.command, command == agreeing { return !answer.asks }
        let agreement: Agreement =
            switch agreeing {
            case .join?: .join
            case .leave?, .erase?: .leave
            default: .other
            }
        return answer.word == .yes && !answer.asks && answer.agreements.contains(agreement)
    }

    /// Whether it begins with a yes, whatever stands beside it: where a person decides who reads it.
    var saysYesInOwnWords: Bool { answer.word == .yes && !answer.asks }

    /// Whether the mail says no to what it answers.
    func saysNo(or declining: Command? = nil) -> Bool {
        if let command = command?.command { return command == .cancel || command == declining || answer.word == .no }
        return answer.word == .no
    }
}
