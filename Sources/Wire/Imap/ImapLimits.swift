/// How much of a server's answer is believed: nothing from outside is without a limit.
public struct ImapLimits: Hashable, Sendable {
    /// Bytes of one response without its literals.
    public var line = 64 << 10
    /// Bytes of literals kept of one response; a larger literal becomes ``ImapText/tooLarge(_:)``.
    public var literal: Int
    /// Bytes of one literal that are read past before the connection is given up.
    public var skipped = 1 << 30
    /// Literals in one response.
    public var literals = 64
    /// Parentheses within parentheses.
    public var depth = 32
    /// Responses without a completed command between them.
    public var responses = 10_000

    public init(literal: Int = 64 << 20) {
        self.literal = literal
    }
}
