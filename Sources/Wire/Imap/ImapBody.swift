/// What came of fetching one message.
package enum ImapBody: Hashable, Sendable {
    case bytes([UInt8])
    /// The server said OK and sent nothing: Exchange with a message that it cannot render, or one deleted meanwhile.
    case empty
    /// It is not in the folder any more.
    case gone
    /// Larger than the limit: so many bytes.
    case tooLarge(Int)
    /// The server refused; its text.
    case refused(String)
}

extension ImapBody {
    /// Whether the server gave nothing, for whatever reason.
    var isMissing: Bool {
        switch self {
        case .empty, .refused: true
        case .bytes, .gone, .tooLarge: false
        }
    }
}
