/// How much of a server's answer is believed: nothing from outside is without a limit.
package struct ImapLimits: Hashable, Sendable {
    /// Bytes of one response without its literals.
    package var line = 64 << 10
    /// Bytes of literals kept of one response; a larger literal becomes ``ImapText/tooLarge(_:)``.
    package var literal: Int
    /// Bytes of one literal that are read past before the connection is given up.
    package var skipped = 1 << 30
    /// Literals in one response.
    package var literals = 64
    /// Parentheses within parentheses.
    package var depth = 32
    /// Responses without a completed command between them.
    package var responses = 10_000

    package init(literal: Int = 64 << 20) {
        self.literal = literal
    }
}
