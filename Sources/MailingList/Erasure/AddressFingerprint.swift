import Base
import Crypto

/// What stays of an address that was erased: an HMAC with the list's own key. It tells that an address is the one, and not
/// which address it is.
package struct AddressFingerprint: Hashable, Sendable, Comparable {
    package let text: String

    private static let length = 26

    fileprivate init(code: HMAC<SHA256>.MAC) { text = Base32.text(code, count: Self.length) }

    /// Nil unless `text` has the shape of one.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Base32.alphabet.contains) else { return nil }
        self.text = String(text)
    }

    package static func < (left: AddressFingerprint, right: AddressFingerprint) -> Bool { left.text < right.text }
}

extension TokenSigner {
    /// Of the mailbox: `anna+kutsu@hel.fi` is Anna as well.
    package func fingerprint(of address: Address) -> AddressFingerprint {
        AddressFingerprint(code: code("fingerprint", address.mailbox.text).finalize())
    }
}
