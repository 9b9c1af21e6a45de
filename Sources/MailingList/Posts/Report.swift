import Base

/// What became of a job's copies.
package struct Report: Hashable, Sendable {
    package var accepted = 0
    package var refused = 0
    /// Members who left, or were removed, before their copy was sent.
    package var skipped = 0
    /// Still delayed when the retries ended.
    package var delayed = 0
    /// Sent again because a crash or a lost connection left the first try in doubt.
    package var unknown = 0
    /// Why servers refused, the most frequent first, at most ten.
    package var reasons: [Reason] = []

    package struct Reason: Hashable, Sendable {
        package var count: Int
        /// The server's words.
        package var text: String

        package init(count: Int, text: String) {
            self.count = count
            self.text = text
        }

        /// `3 550 5.1.1 No such user`
        package var line: String { "\(count) \(text)" }

        /// Nil where the line begins with no number. A server that said nothing leaves the number alone.
        package init?(line: some StringProtocol) {
            // Bytes, not Characters: an accent that begins the server's words would melt into the space.
            let bytes = Substring(line).utf8
            let space = bytes.firstIndex(of: UInt8(ascii: " ")) ?? bytes.endIndex
            guard let count = Int(Substring(bytes[..<space])) else { return nil }
            self.init(count: count, text: String(Substring(bytes[space...].dropFirst())))
        }
    }

    package init() {}
}
