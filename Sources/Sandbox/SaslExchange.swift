/// The SASL mechanisms that the sandbox knows, one exchange at a time.
struct SaslExchange: Sendable {
    enum Mechanism: String, CaseIterable, Sendable {
        case plain = "PLAIN"
        case login = "LOGIN"
        case xoauth2 = "XOAUTH2"
    }

    enum Step: Sendable {
        /// The base64 text to send after `+ ` or `334 `.
        case challenge(String)
        case credentials(SaslCredentials)
        /// The client cancelled with `*`.
        case cancelled
        case malformed
    }

    /// What Google and Microsoft answer to a bad bearer token. The client sends an empty line, then the refusal
    /// follows.
    static let refusedToken = base64(
        Array(#"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#.utf8))

    let mechanism: Mechanism
    private var user: String?

    init(_ mechanism: Mechanism) {
        self.mechanism = mechanism
    }

    /// The challenge that opens an exchange without initial response.
    var opening: String {
        mechanism == .login ? base64(Array("Username:".utf8)) : ""
    }

    mutating func answer(_ line: [UInt8]) -> Step {
        if line == [UInt8(ascii: "*")] { return .cancelled }
        // RFC 4954 and RFC 4959 write an empty initial response as "=".
        guard let bytes = line == [UInt8(ascii: "=")] ? [] : fromBase64(line) else { return .malformed }
        switch mechanism {
        case .plain:
            // [authzid] NUL authcid NUL passwd (RFC 4616)
            let fields = bytes.split(separator: 0, omittingEmptySubsequences: false)
            guard fields.count == 3 else { return .malformed }
            return .credentials(Self.credentials(fields[1], .password(String(decoding: fields[2], as: UTF8.self))))
        case .login:
            guard let user else {
                user = String(decoding: bytes, as: UTF8.self)
                return .challenge(base64(Array("Password:".utf8)))
            }
            return .credentials(SaslCredentials(user: user, proof: .password(String(decoding: bytes, as: UTF8.self))))
        case .xoauth2:
            let fields = bytes.split(separator: 1, omittingEmptySubsequences: true)
            let bearer = Array("auth=Bearer ".utf8)
            guard fields.count == 2, fields[0].starts(with: "user=".utf8), fields[1].starts(with: bearer) else {
                return .malformed
            }
            let token = String(decoding: fields[1].dropFirst(bearer.count), as: UTF8.self)
            return .credentials(Self.credentials(fields[0].dropFirst(5), .token(token)))
        }
    }

    private static func credentials(_ user: ArraySlice<UInt8>, _ proof: SaslCredentials.Proof) -> SaslCredentials {
        SaslCredentials(user: String(decoding: user, as: UTF8.self), proof: proof)
    }
}
