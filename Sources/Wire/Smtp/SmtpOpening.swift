/// What a relay said while libcurl connected and logged in: learnt from the lines that libcurl's header callback saw.
///
/// EHLO is not sent a second time after that: servers have been seen (Strato) that forget the login over it.
struct SmtpOpening: Hashable, Sendable {
    /// From the last answer to EHLO or HELO; nil where none was heard.
    private(set) var extensions: SmtpExtensions?
    /// Whether the server said that the login is right (RFC 4954 section 6).
    private(set) var isLoggedIn = false

    init(_ transcript: [String]) {
        var answer: [String] = []
        for line in transcript {
            let text = String(line.dropFirst(4))
            switch line.prefix(3) {
            case "235": isLoggedIn = true
            case "250":
                answer.append(text)
                // Until the login only EHLO and HELO are answered 250.
                if line.dropFirst(3).first == "-" { continue }
                extensions = SmtpExtensions(ehlo: SmtpReply(code: 250, lines: answer))
                answer = []
            default: answer = []
            }
        }
    }
}
