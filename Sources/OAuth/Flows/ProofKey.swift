import Base
import Crypto

/// Proof Key for Code Exchange (RFC 7636): only who began a sign-in can finish it.
package struct ProofKey: Hashable, Sendable {
    package let verifier: String

    /// - Parameter random: 32 bytes; the verifier has 43 characters then.
    package init(random: [UInt8]) {
        precondition(random.count >= 32, "RFC 7636 section 7.1 wants 256 bits")
        verifier = Base64URL.text(random)
    }

    /// Of the method S256.
    package var challenge: String { Base64URL.text(SHA256.hash(data: Array(verifier.utf8))) }
}
