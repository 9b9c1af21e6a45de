/// A mail transaction under way (RFC 5321 section 3.3): the envelope, and the content that was received so far.
struct ReceivedTransaction: Sendable {
    let sender: String
    var recipients: [String] = []
    private(set) var bytes: [UInt8] = []
    private(set) var isTooLarge = false
    /// The last byte of DATA was the end of a line, so that a dot may mean something.
    var isAtLineStart = true

    private let byteLimit: Int

    init(sender: String, byteLimit: Int) {
        self.sender = sender
        self.byteLimit = byteLimit
    }

    /// Past the limit nothing is kept, only remembered.
    mutating func append(_ new: ArraySlice<UInt8>) {
        if isTooLarge || bytes.count + new.count > byteLimit {
            isTooLarge = true
            bytes = []
        } else {
            bytes += new
        }
    }
}
