/// One mail in a folder. The bytes are shared, never copied, wherever the mail goes.
package struct StoredMessage: Equatable, Sendable {
    /// The UID of RFC 3501, section 2.3.1.1: rising, never used again in this folder.
    package let uid: UInt32
    package internal(set) var flags: MessageFlags
    /// When the mail arrived, in seconds since 1970, UTC.
    package let received: Int64
    package let bytes: [UInt8]
}
