import Base
import Crypto
import Mail

/// Eight bytes that stand for a mail whatever number the server gives it.
package struct MailDigest: Hashable, Sendable {
    package let value: UInt64

    package init(value: UInt64) { self.value = value }

    /// Over Message-ID, Date, From and Subject, so that a client that repeats a Message-ID loses nothing; over the
    /// whole mail where there is no Message-ID.
    package init(of message: Message) {
        var hash = SHA256()
        if message.messageID == nil {
            hash.update(data: message.bytes)
        } else {
            for name in ["message-id", "date", "from", "subject"] {
                hash.update(data: Array((message.header.first(name)?.unfolded ?? "").utf8) + [0])
            }
        }
        value = hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    init(of text: String) {
        value = SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
        self.value = value
        // One spelling only, because it names files: no upper case, no sign.
        guard self.text == text else { return nil }
    }

    /// Sixteen hexadecimal digits.
    package var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// How an incoming mail is known again: by the number the server gave it, or by its digest after the server
/// renumbered (RFC 3501 2.3.1.1).
package struct MailIdentity: Hashable, Sendable {
    package var validity: UInt32
    package var uid: UInt32
    package var digest: MailDigest

    package init(validity: UInt32, uid: UInt32, digest: MailDigest) {
        self.validity = validity
        self.uid = uid
        self.digest = digest
    }
}
