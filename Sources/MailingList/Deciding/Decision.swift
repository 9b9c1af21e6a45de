/// What is to happen: facts for the journal, letters to send, and a word for the log.
package struct Decision: Hashable, Sendable {
    package var entries: [Entry]
    package var letters: [Letter]
    package var verdict: Verdict

    package init(_ verdict: Verdict, entries: [Entry] = [], letters: [Letter] = []) {
        self.verdict = verdict
        self.entries = entries
        self.letters = letters
    }
}

/// What was made of an input, in a word or two for the log: no address, no words of a mail. Each subject has its own
/// words, in its own folder.
package struct Verdict: Hashable, Sendable, CustomStringConvertible {
    package let word: String
    /// Why, where the word alone does not say it.
    package let detail: String?
    /// How many, where it was about several.
    package let count: Int?

    package init(_ word: String, _ detail: String? = nil, count: Int? = nil) {
        self.word = word
        self.detail = detail
        self.count = count
    }

    package var description: String {
        let more = [detail, count.map { String($0) }].compactMap { $0 }.joined(separator: ", ")
        return more.isEmpty ? word : "\(word) (\(more))"
    }
}

extension Verdict {
    /// Handled before, under this or another number.
    package static let seen = Verdict("seen")
    /// Never answered and never acted upon.
    package static func ignored(_ reason: String) -> Verdict { Verdict("ignored", reason) }
    /// What it speaks of does not wait for an answer any more.
    package static let notOpen = Verdict("notOpen")
    package static let nothing = Verdict("nothing")
}
