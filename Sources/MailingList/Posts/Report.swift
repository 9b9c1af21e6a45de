import Base

/// What became of a job's copies.
package struct Report: Hashable, Sendable {
    package var accepted = 0
    package var refused = 0
    /// Members who left, or were removed, before their copy was sent.
    package var skipped = 0
    /// Still delayed when the retries ended.
    package var delayed = 0
    /// Not at their end: they wait, or are tried again.
    package var pending = 0
    /// Sent again because a crash or a lost connection left the first try in doubt.
    package var unknown = 0
    /// Why servers refused, the most frequent first; one for each kind.
    package var reasons: [Reason] = []

    package struct Reason: Hashable, Sendable {
        package var count: Int
        package var kind: RefusalKind
        /// A server's words, without anybody's address.
        package var text: String

        package init(count: Int, kind: RefusalKind, text: String) {
            self.count = count
            self.kind = kind
            self.text = text
        }

        /// `3 address-unknown 550 5.1.1 No such user`. Another reason is not named, as in the lines of an earlier Kutsu.
        package var line: String {
            let word = text.prefix { $0 != " " }
            let isPlain = kind == .other && RefusalKind(rawValue: String(word)) == nil
            return isPlain ? "\(count) \(text)" : "\(count) \(kind.rawValue) \(text)"
        }

        /// Nil where the line begins with no number. A server that said nothing leaves the number alone.
        package init?(line: some StringProtocol) {
            // Bytes, not Characters: an accent that begins the server's words would melt into the space.
            let bytes = Substring(line).utf8
            let space = bytes.firstIndex(of: UInt8(ascii: " ")) ?? bytes.endIndex
            guard let count = Int(Substring(bytes[..<space])) else { return nil }
            let rest = Substring(bytes[space...].dropFirst())
            // Lines of an earlier Kutsu go on with the server's words.
            let word = rest.utf8.prefix { $0 != UInt8(ascii: " ") }
            let kind = RefusalKind(rawValue: String(Substring(word)))
            let text = kind == nil ? rest : Substring(rest.utf8.dropFirst(word.count + 1))
            self.init(count: count, kind: kind ?? .other, text: String(text))
        }
    }

    package init() {}
}
