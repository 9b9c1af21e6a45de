/// What a client shows to be let in.
struct SaslCredentials: Sendable, CustomStringConvertible {
    enum Proof: Sendable, CustomStringConvertible {
        case password(String)
        case token(String)

        var description: String { "<secret>" }
    }

    let user: String
    let proof: Proof

    var description: String { "<secret>" }
}

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
        /// The client took it back with `*`.
        case cancelled
        case malformed
    }

    /// What Google and Microsoft answer to a bad bearer token; the client says something empty, then comes the refusal.
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

private let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

/// RFC 4648, section 4, on one line.
func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 {
            text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}

/// The bytes of a strict base64 text; nil if it is none.
func fromBase64(_ text: [UInt8]) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let digits =
        text.last == UInt8(ascii: "=") ? text.dropLast(text.dropLast().last == UInt8(ascii: "=") ? 2 : 1) : text[...]
    var bytes: [UInt8] = []
    var bits = 0
    var held = 0
    for digit in digits {
        guard let value = alphabet.firstIndex(of: digit) else { return nil }
        bits = (bits << 6 | value) & 0xFFFF
        held += 6
        if held >= 8 {
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> held))
        }
    }
    return bytes
}
