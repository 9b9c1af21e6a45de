import Base
import Mail
import MailingList

/// A mail as it came from the server: whole, or only its header where it is too large.
struct FetchedMessage: Equatable, Sendable {
    var uid: UInt32
    /// Empty where the server lists the mail and hands out nothing.
    var bytes: [UInt8]
    /// The size the server told, where only the header was read.
    var wholeSize: Int?

    /// - Parameter open: what the list has asked and waits to hear about.
    func request(
        _ reader: RequestReader, open: OpenQuestions, validity: UInt32, at now: Instant
    ) -> Request {
        let message = Message(bytes)
        // A mail that the server never hands out is known by its number alone.
        let digest =
            bytes.isEmpty
            ? MailDigest(value: UInt64(validity) << 32 | UInt64(uid)) : MailDigest(of: message)
        let identity = MailIdentity(validity: validity, uid: uid, digest: digest)
        var request = reader.read(message, identity: identity, open: open, at: now)
        if bytes.isEmpty { request.obstacle = .suspect("the server lists this mail but hands out nothing") }
        if let wholeSize, request.obstacle == nil { request.obstacle = .tooLarge(bytes: wholeSize) }
        return request
    }
}
