/// A login over SMTP (RFC 4954), for relays that libcurl passes over: it knows the keyword AUTH only in capitals and with a
/// space behind it, and goes on without a login where it sees none. Names of keywords may be in any case (RFC 5321 section
/// 2.4), and some old servers write nothing but `AUTH=LOGIN`. A value without IO.
///
/// | state | reply | next |
/// |---|---|---|
/// | `initial` | 334 | the next of `answers`; for a token, whose refusal comes as 334 and an explanation, an empty line |
/// | any | 235 | done |
/// | any | 4yz, 5yz | an error |
struct SmtpLogin: Sendable {
    /// The line to begin with, its end included.
    let command: [UInt8]
    /// What is left to say, one for each 334.
    private var answers: [String]
    private let cannotCheck = "it cannot check logins at the moment"

    /// Nil where the server offers nothing that fits the secret.
    init?(_ credentials: Credentials, offered: Set<String>) {
        func line(_ text: String) -> [UInt8] { Array("AUTH \(text)\r\n".utf8) }
        let user = credentials.user
        switch credentials.secret {
        case .none: return nil
        case .password(let secret) where offered.contains("PLAIN"):
            let message = Base64.encode("\0\(user)\0\(secret.revealed)")
            (command, answers) = (line("PLAIN \(message)"), [message])
        case .password(let secret) where offered.contains("LOGIN"):
            (command, answers) = (line("LOGIN"), [Base64.encode(user), Base64.encode(secret.revealed)])
        case .token(let secret) where offered.contains("XOAUTH2"):
            let message = Base64.encode("user=\(user)\u{1}auth=Bearer \(secret.revealed)\u{1}\u{1}")
            (command, answers) = (line("XOAUTH2 \(message)"), [""])
        case .token(let secret) where offered.contains("OAUTHBEARER"):
            let message = Base64.encode("n,a=\(user),\u{1}auth=Bearer \(secret.revealed)\u{1}\u{1}")
            (command, answers) = (line("OAUTHBEARER \(message)"), ["AQ=="])
        case .password, .token: return nil
        }
    }

    /// What to send after a reply; nil when the login is done.
    mutating func next(after reply: SmtpReply) throws(WireError) -> [UInt8]? {
        if reply.isSuccess { return nil }
        let text = "\(reply) \(reply.text)"
        switch reply.code {
        case 334:
            guard !answers.isEmpty else { throw .protocolViolation("334 once more after the whole login") }
            return Array("\(answers.removeFirst())\r\n".utf8)
        case 421: throw .closed(byServer: reply.text)
        case 400..<500: throw .unreachable("\(cannotCheck) (\(text))")
        default: throw .loginDenied(serverText: text)
        }
    }
}

/// RFC 4648 section 4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ text: String) -> String {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let group = rest.prefix(3)
            rest = rest.dropFirst(3)
            let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let digit = alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63]
                result.append(place > group.count ? UInt8(ascii: "=") : digit)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
