import Base

/// Whether a text repeats what a mail server said.
enum SmtpAnswer {
    /// Lines that are looked at.
    private static let mostLines = 200

    /// True for a line with a code of failure: `550 5.1.1 No such user`, or one of those phrases that only servers use.
    static func isQuoted(in text: String) -> Bool {
        text.prefix(20_000).split(whereSeparator: \.isNewline).prefix(mostLines).contains { line in
            let quoted = QuotedReply(String(line.prefix(500)))
            if quoted.code.map({ $0 >= 400 }) ?? false || quoted.status.map({ $0.statusClass >= 4 }) ?? false {
                return true
            }
            return ReasonPhrases.clear.longest(in: Words.of(String(line.prefix(500)))) != nil && line.contains("@")
        }
    }
}
