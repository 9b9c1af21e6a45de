import Base
import CryptoExtras

/// A new key with a certificate that it has signed itself, by which an identity provider is to know an application: it
/// trusts the certificate because an admin uploads it, so nobody else has to sign it.
package struct NewIdentity: Sendable {
    /// PEM.
    package let certificate: String
    /// PEM (PKCS#8); secret.
    package let key: String

    /// - Parameters:
    ///   - name: what a person recognises it by.
    ///   - serial: random, at most 20 bytes (RFC 5280 section 4.1.2.2).
    package init(name: String, from start: Instant, to end: Instant, serial: [UInt8]) throws {
        let fresh = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        key = fresh.pkcs8PEMRepresentation + "\n"
        let signer = try SigningRsaKey(pem: key)
        let subject = DerWriter.sequence(
            DerWriter.set(DerWriter.sequence(DerWriter.commonName, DerWriter.utf8String(name))))
        let signed = DerWriter.sequence(
            // Version 3 is written as 2.
            DerWriter.element(0xA0, DerWriter.integer([2])), DerWriter.integer(Array(serial.prefix(19))),
            DerWriter.sha256WithRSA, subject, DerWriter.sequence(Self.time(start), Self.time(end)), subject,
            signer.publicKey)
        let signature = try signer.signature(of: signed, .rs256)
        certificate = Pem.text(
            "CERTIFICATE", DerWriter.sequence(signed, DerWriter.sha256WithRSA, DerWriter.bitString(signature)))
    }

    /// UTCTime up to 2049, GeneralizedTime from then on (RFC 5280 section 4.1.2.5).
    private static func time(_ instant: Instant) -> [UInt8] {
        let digits = instant.text.filter(\.isNumber) + "Z"
        let isShort = digits >= "1950" && digits < "2050"
        return DerWriter.element(isShort ? 0x17 : 0x18, Array((isShort ? String(digits.dropFirst(2)) : digits).utf8))
    }
}

extension NewIdentity: CustomStringConvertible, CustomReflectable {
    package var description: String { "<certificate and key>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
