/// To which command of the conversation a refusal was the answer. What a server says of a recipient after it saw the
/// content is often a filter's pretext.
enum SmtpStage: Sendable {
    case connection, sender, recipient, content

    static let phrases = WordTable<SmtpStage>([
        (
            .recipient,
            [
                "in reply to rcpt", "after rcpt", "rcpt to", "rcpt command", "our rcpt", "smtp rcpt", "following rcpt",
                "does not like recipient", "rejected recipient",
            ]
        ),
        (
            .content,
            [
                "in reply to data", "in reply to end of data", "after end of data", "end of data", "our final data",
                "our data", "message data", "data command", "text command", "failed after i sent the message",
                "smtp command data", "accept your message data", "in reply to bdat", "end of message",
            ]
        ),
        (.sender, ["in reply to mail from", "after mail from", "mail from", "sender was rejected", "our mail from"]),
        (
            .connection,
            ["after initial connection", "in reply to ehlo", "in reply to helo", "after ehlo", "after helo"]
        ),
    ])

    /// The stage that a transcript or a sentence names; `nil` where none does.
    init?(_ text: String) {
        if let stage = Self.inTranscript(text) ?? Self.phrases.longest(in: Words.of(text)) {
            self = stage
        } else {
            return nil
        }
    }

    /// Sendmail and Courier: `>>> DATA`, then `<<< 550 …`.
    private static func inTranscript(_ text: String) -> SmtpStage? {
        var last: SmtpStage?
        var refused: SmtpStage?
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " || $0 == "\t" }
            if refused == .content, line.hasPrefix("<<<"), noRecipients.longest(in: Words.of(String(line))) != nil {
                return .recipient
            }
            if line.hasPrefix(">>> ") {
                switch line.dropFirst(4).prefix(4).uppercased() {
                case "RCPT": last = .recipient
                case "DATA", "BDAT", ".": last = .content
                case "MAIL": last = .sender
                case "EHLO", "HELO": last = .connection
                default: break
                }
            } else if line.hasPrefix("<<< 4") || line.hasPrefix("<<< 5") {
                refused = refused ?? last
            }
        }
        return refused
    }

    /// With pipelining (RFC 2920) the answer to RCPT is read after DATA was sent; this answer to DATA gives it away.
    private static let noRecipients = WordTable<Bool>([(true, ["need rcpt", "no valid recipients", "no recipients"])])
}
