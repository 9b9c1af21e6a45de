import Base
import CCurl

/// The server's lines from its greeting to the end of the login, as libcurl saw them: they tell a wrong password from a
/// server that is down, which libcurl's error number alone does not.
struct LoginTranscript: Hashable, Sendable {
    private(set) var lines: [String] = []

    /// Older lines are dropped. A login takes far fewer.
    private static let lineLimit = 200

    mutating func add(_ bytes: some Collection<UInt8>) {
        if lines.count == Self.lineLimit { lines.removeFirst() }
        lines.append(ServerText.clean(bytes))
    }

    /// The error that libcurl's result `code` stands for; `text` is libcurl's message.
    func error(_ code: CURLcode, text: String, connection: Connection) -> WireError {
        if let pause = lines.last.flatMap({ Throttle.pause(in: $0) }) { return .throttled(milliseconds: pause) }
        switch code {
        case CURLE_LOGIN_DENIED:
            if lacksMechanism(code) { return .loginNotOffered(connection.endpoint) }
            guard let refusal else { return .loginDenied(serverText: lastWords ?? challenge ?? text) }
            return refusal.isTemporary
                ? .unreachable("it cannot check logins at the moment (\(refusal.text))")
                : .loginDenied(serverText: refusal.text)
        case CURLE_PEER_FAILED_VERIFICATION:
            return .certificate(text)
        case CURLE_SSL_CACERT_BADFILE:
            return .certificate("the ca_file cannot be read (\(text))")
        case CURLE_USE_SSL_FAILED:
            return .tlsNotOffered(connection.endpoint)
        case CURLE_OPERATION_TIMEDOUT:
            return .timeout(during: "connecting to \(connection.endpoint)")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            return .unreachable(text)
        case CURLE_WEIRD_SERVER_REPLY:
            guard lastWords == nil else { return .closed(byServer: lastWords) }
            return .protocolViolation("\(connection.endpoint) does not greet as a mail server does")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING:
            return .closed(byServer: lastWords)
        default:
            return .curl(code: Int(code.rawValue), text: text)
        }
    }

    /// Whether the login failed without the server having refused anything: it offers none of the mechanisms.
    func lacksMechanism(_ code: CURLcode) -> Bool {
        code == CURLE_LOGIN_DENIED && refusal == nil && lastWords == nil && challenge == nil
    }

    /// The last refusal, of IMAP `A002 NO …` or of SMTP `535 …`, all lines of it together.
    private var refusal: (text: String, isTemporary: Bool)? {
        guard let last = lines.last(where: { $0.refusalCode != nil }), let code = last.refusalCode else { return nil }
        let text = lines.reversed().prefix { $0.refusalCode == code }.reversed().map { $0.afterFirstWord }
        let words = text.isEmpty ? last.afterFirstWord : text.joined(separator: " ")
        let joined = challenge.map { "\(words) \($0)" } ?? words
        if code.first == "4" || code.first == "5" {
            return ("\(code) \(joined)", isTemporary: code.first == "4")
        }
        // RFC 5530: these codes are about the state of the server, not about the password.
        let isTemporary = ["[UNAVAILABLE]", "[INUSE]", "[SERVERBUG]"].contains { last.uppercased().contains($0) }
        return (String(joined.dropFirst(code.count + 1)), isTemporary)
    }

    /// What a server says of a token that it refuses, before the refusal itself: JSON in base64 (RFC 7628 section 3.2.2),
    /// behind `+ ` in IMAP and `334 ` in SMTP. libcurl hangs up then, so that it is often all that the server says.
    private var challenge: String? {
        lines.lazy.compactMap { line -> String? in
            let coded = line.hasPrefix("+ ") ? line.dropFirst(2) : line.hasPrefix("334 ") ? line.dropFirst(4) : ""
            guard let bytes = Base64URL.bytes(coded.utf8), bytes.first == UInt8(ascii: "{") else { return nil }
            return ServerText.clean(bytes)
        }.first
    }

    /// The text with which the server hung up: `* BYE …`, or an SMTP greeting other than 220.
    private var lastWords: String? {
        guard let last = lines.last else { return nil }
        if last.uppercased().hasPrefix("* BYE") { return String(last.dropFirst(6)) }
        return last.first == "4" || last.first == "5" ? last : nil
    }
}

extension String {
    /// `NO` or `BAD` of a tagged IMAP line, or the number of an SMTP refusal.
    fileprivate var refusalCode: String? {
        let digits = prefix(3)
        if digits.count == 3, digits.utf8.allSatisfy(\.isDigit), first == "4" || first == "5",
            utf8.count == 3 || dropFirst(3).first == " " || dropFirst(3).first == "-"
        {
            return String(digits)
        }
        let words = split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] != "*", words[0] != "+" else { return nil }
        let condition = words[1].uppercased()
        return condition == "NO" || condition == "BAD" ? condition : nil
    }

    fileprivate var afterFirstWord: String {
        if let first, first == "4" || first == "5" { return String(dropFirst(4)) }
        return split(separator: " ", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    }
}
