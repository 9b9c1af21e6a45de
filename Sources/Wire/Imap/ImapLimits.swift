/// Limits on what a server may send. Where nothing else is said, the connection is closed with ``WireError/limit(_:)``
/// when one is exceeded.
package struct ImapLimits: Hashable, Sendable {
    /// Bytes of one response without its literals.
    package var line = 64 << 10
    /// Bytes of literals kept of one response; a larger literal becomes ``ImapText/tooLarge(_:)``.
    package var literal: Int
    /// Bytes of one literal: one larger than ``literal`` is read and dropped, one larger than this ends the connection.
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
