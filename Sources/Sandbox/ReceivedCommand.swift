/// One IMAP command: its text with a NUL where each literal stood, and the literals in order.
struct ReceivedCommand: Equatable, Sendable {
    var text: [UInt8]
    var literals: [[UInt8]]
}
