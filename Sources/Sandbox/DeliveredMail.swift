/// A mail that a server has just put into an account.
package struct DeliveredMail: Equatable, Sendable {
    /// The account it went to.
    package let account: String
    /// The envelope sender; empty for the null return path.
    package let sender: String
    package let uid: UInt32
    /// The mail as it is stored, Return-Path and Received on top.
    package let bytes: [UInt8]
}
