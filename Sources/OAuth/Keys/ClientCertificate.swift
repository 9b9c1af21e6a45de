import Base
import Crypto

/// The certificate (X.509, RFC 5280) by which an application is known to its identity provider.
package struct ClientCertificate: Hashable, Sendable {
    private let der: [UInt8]
    package let expires: Instant
    /// SubjectPublicKeyInfo, in DER.
    private let publicKey: [UInt8]

    /// Nil where there is no certificate in `pem`. Of several the first counts: the others are its authorities.
    package init?(pem: String) {
        guard let der = Pem.block("CERTIFICATE", in: pem), let facts = Self.facts(der) else { return nil }
        self.der = der
        (expires, publicKey) = facts
    }

    /// `x5t#S256` of a JWT (RFC 7515 section 4.1.8).
    var thumbprint256: String { Base64URL.text(SHA256.hash(data: der)) }
    /// `x5t`, with SHA-1.
    var thumbprint1: String { Base64URL.text(Insecure.SHA1.hash(data: der)) }

    /// As provider's pages show them, in hexadecimal: Microsoft Entra the one with SHA-1.
    package var shownThumbprints: (sha1: String, sha256: String) {
        (Hex.text(Insecure.SHA1.hash(data: der)).uppercased(), Hex.text(SHA256.hash(data: der)).uppercased())
    }

    /// Whether the key signs what this certificate vouches for.
    package func belongs(to key: SigningRsaKey) -> Bool { key.publicKey == publicKey }

    /// Certificate ::= { tbsCertificate { [0] version?, serialNumber, signature, issuer, validity, subject, key … } … }.
    private static func facts(_ der: [UInt8]) -> (expires: Instant, publicKey: [UInt8])? {
        var outer = DerReader(der[...])
        guard let certificate = outer.next(DerReader.sequence) else { return nil }
        var inner = DerReader(certificate.content)
        guard let signed = inner.next(DerReader.sequence) else { return nil }
        var fields = DerReader(signed.content)
        guard let first = fields.next() else { return nil }
        // The version is there unless it is 1.
        if first.tag == 0xA0, fields.next() == nil { return nil }
        guard fields.next(DerReader.sequence) != nil, fields.next(DerReader.sequence) != nil,
            let validity = fields.next(DerReader.sequence), fields.next(DerReader.sequence) != nil,
            let publicKey = fields.next(DerReader.sequence)
        else { return nil }
        var times = DerReader(validity.content)
        guard times.next() != nil, let end = times.next(), let expires = time(end) else { return nil }
        return (expires, Array(publicKey.whole))
    }

    /// UTCTime `YYMMDDHHMMSSZ`, whose years are 1950 to 2049, or GeneralizedTime `YYYYMMDDHHMMSSZ` (RFC 5280 section
    /// 4.1.2.5).
    private static func time(_ element: DerReader.Element) -> Instant? {
        let text = String(decoding: element.content, as: UTF8.self)
        let digits: [Character]
        switch (element.tag, text.count) {
        case (0x17, 13): digits = Array((text < "50" ? "20" : "19") + text)
        case (0x18, 15): digits = Array(text)
        default: return nil
        }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        return Instant("\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<15))")
    }
}
