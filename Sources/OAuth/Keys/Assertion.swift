import Base

/// A statement about an application, signed with its key: a JWT (RFC 7519, RFC 7523).
package struct Assertion: Hashable, Sendable {
    let algorithm: SigningRsaKey.Algorithm
    /// Besides `alg` and `typ`.
    let header: [String: String]
    let claims: [String: String]
    let times: [String: Int64]

    /// Microsoft's, of an application with a certificate. Its first form is PS256 with the certificate's SHA-256
    /// thumbprint; where that is refused the older one is RS256 with SHA-1.
    /// - Parameter id: different for each.
    package static func certificate(
        _ certificate: ClientCertificate, clientID: String, audience: HttpsURL, algorithm: SigningRsaKey.Algorithm,
        id: String, at now: Instant
    ) -> Assertion {
        let thumbprint =
            algorithm == .ps256 ? ["x5t#S256": certificate.thumbprint256] : ["x5t": certificate.thumbprint1]
        return Assertion(
            algorithm: algorithm, header: thumbprint,
            claims: ["aud": audience.text, "iss": clientID, "sub": clientID, "jti": id],
            // A clock that is a little fast must not date it into the future.
            times: [
                "nbf": (now - 60).secondsSince1970, "iat": (now - 60).secondsSince1970,
                "exp": (now + .minutes(8)).secondsSince1970,
            ])
    }

    /// Google's, of a service account that acts for the mailbox.
    package static func serviceAccount(
        _ account: ServiceAccount, mailbox: String, scope: String, audience: HttpsURL, at now: Instant
    ) -> Assertion {
        Assertion(
            algorithm: .rs256, header: account.keyID.map { ["kid": $0] } ?? [:],
            claims: ["aud": audience.text, "iss": account.email, "sub": mailbox, "scope": scope],
            times: ["iat": now.secondsSince1970, "exp": (now + .hours(1)).secondsSince1970])
    }

    /// The compact form (RFC 7515 section 3.1).
    package func signed(with key: SigningRsaKey) throws(SigningRsaKey.Problem) -> String {
        let head = Self.json(header.merging(["alg": algorithm.rawValue, "typ": "JWT"]) { $1 }, [:])
        let signed = "\(Base64URL.text(head.utf8)).\(Base64URL.text(Self.json(claims, times).utf8))"
        return "\(signed).\(Base64URL.text(try key.signature(of: Array(signed.utf8), algorithm)))"
    }

    private static func json(_ texts: [String: String], _ numbers: [String: Int64]) -> String {
        let members =
            texts.map { ($0.key, quoted($0.value)) } + numbers.map { ($0.key, String($0.value)) }
        return "{" + members.sorted { $0.0 < $1.0 }.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20: quoted += "\\u00\(Hex.text([UInt8(scalar.value)]))"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
