import Foundation

extension MailStack {
    /// An OAuth 2 access token as an identity provider would sign it: a JWT (RFC 7519) with an ES256 signature.
    /// - Parameter seconds: its life; negative for one that has expired.
    func token(for address: String, seconds: Int = 3600) async throws -> String {
        let now = Int(Date().timeIntervalSince1970)
        let expiry = now + seconds
        let issued = min(now, expiry) - 60
        let head = Data(#"{"typ":"JWT","alg":"ES256"}"#.utf8).base64URL
        let claims = Data(#"{"sub":"\#(address)","iat":\#(issued),"nbf":\#(issued),"exp":\#(expiry)}"#.utf8).base64URL
        let signed = try await Child.run(
            "/usr/bin/openssl", ["dgst", "-sha256", "-sign", directory + "/tls/token.key"],
            input: Array("\(head).\(claims)".utf8))
        guard signed.status == 0 else { throw Trouble("openssl did not sign: \(signed.errors)") }
        return "\(head).\(claims).\(Data(MailStack.plainSignature(signed.outputBytes)).base64URL)"
    }

    /// OpenSSL writes an ECDSA signature as a DER sequence of two integers; a JWT wants them bare, 32 bytes each
    /// (RFC 7518 section 3.4).
    private static func plainSignature(_ der: [UInt8]) -> [UInt8] {
        var rest = der.dropFirst(2)
        return (0..<2).flatMap { _ in
            let length = Int(rest.dropFirst().first ?? 0)
            let digits = rest.dropFirst(2).prefix(length).drop { $0 == 0 }
            rest = rest.dropFirst(2 + length)
            return [UInt8](repeating: 0, count: 32 - digits.count) + digits
        }
    }
}

extension Data {
    /// RFC 4648 section 5, without padding.
    fileprivate var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
