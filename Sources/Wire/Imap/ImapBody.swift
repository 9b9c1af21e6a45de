/// What came of fetching one message.
package enum ImapBody: Hashable, Sendable {
    case bytes([UInt8])
    /// The server said OK and sent nothing: Exchange with a message that it cannot render, or one deleted meanwhile.
    case empty
    /// Larger than the limit: so many bytes.
    case tooLarge(Int)
    /// The server refused; its text.
    case refused(String)
}
