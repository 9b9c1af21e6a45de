import Crypto
import CryptoExtras

/// The private RSA key with which an application signs what it says of itself.
package struct SigningRsaKey: Sendable {
    package enum Algorithm: String, Sendable, CaseIterable {
        /// RSASSA-PSS with SHA-256: what Microsoft recommends.
        case ps256 = "PS256"
        /// RSASSA-PKCS1-v1_5 with SHA-256: Google's, and the older one of Microsoft.
        case rs256 = "RS256"
    }

    /// Why a file holds no key that can be used; completes "the key …".
    package enum Problem: String, Error, Sendable {
        case encrypted = "is encrypted; write it without a passphrase: openssl pkey -in OLD -out NEW"
        case certificate = "is a certificate; name the file with BEGIN PRIVATE KEY"
        case elliptic =
            "is no RSA key, and providers take only those here; make one: openssl req -x509 -newkey rsa:2048"
        case unreadable = "cannot be read as PEM (BEGIN PRIVATE KEY or BEGIN RSA PRIVATE KEY, at least 2048 bits)"
    }

    private let key: _RSA.Signing.PrivateKey

    package init(pem: String) throws(Problem) {
        if pem.contains("ENCRYPTED") { throw .encrypted }
        if pem.contains("BEGIN EC PRIVATE KEY") { throw .elliptic }
        guard
            let start = pem.firstRange(of: "-----BEGIN RSA PRIVATE KEY") ?? pem.firstRange(of: "-----BEGIN PRIVATE KEY")
        else { throw pem.contains("BEGIN CERTIFICATE") ? .certificate : .unreadable }
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: String(pem[start.lowerBound...]))
        } catch {
            throw .unreadable
        }
    }

    /// SubjectPublicKeyInfo, in DER.
    var publicKey: [UInt8] { Array(key.publicKey.derRepresentation) }

    func signature(of bytes: [UInt8], _ algorithm: Algorithm) throws(Problem) -> [UInt8] {
        let padding: _RSA.Signing.Padding = algorithm == .ps256 ? .PSS : .insecurePKCS1v1_5
        do {
            return Array(try key.signature(for: SHA256.hash(data: bytes), padding: padding).rawRepresentation)
        } catch {
            throw .unreadable
        }
    }
}

extension SigningRsaKey: CustomStringConvertible, CustomReflectable {
    package var description: String { "<key>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
