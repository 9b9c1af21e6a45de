import Base

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
            let message = Self.base64("\0\(user)\0\(secret.revealed)")
            (command, answers) = (line("PLAIN \(message)"), [message])
        case .password(let secret) where offered.contains("LOGIN"):
            (command, answers) = (line("LOGIN"), [Self.base64(user), Self.base64(secret.revealed)])
        case .token(let secret) where offered.contains("XOAUTH2"):
            let message = Self.base64("user=\(user)\u{1}auth=Bearer \(secret.revealed)\u{1}\u{1}")
            (command, answers) = (line("XOAUTH2 \(message)"), [""])
        case .token(let secret) where offered.contains("OAUTHBEARER"):
            let message = Self.base64("n,a=\(user),\u{1}auth=Bearer \(secret.revealed)\u{1}\u{1}")
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

    /// In one line, as SASL has it (RFC 4954 section 4).
    private static func base64(_ text: String) -> String {
        String(decoding: Base64.encode(Array(text.utf8), lineLength: nil), as: UTF8.self)
    }
}
