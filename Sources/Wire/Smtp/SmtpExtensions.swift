/// What an SMTP server offers in its answer to EHLO (RFC 5321 4.1.1.1), as far as sending depends on it.
///
/// After STARTTLS servers offer something else. After AUTH they hardly do, and some forget the login over another EHLO.
package struct SmtpExtensions: Hashable, Sendable {
    /// RFC 2920: commands may be sent before earlier replies have come.
    package var pipelining = false
    /// RFC 3030: BDAT. `BINARYMIME` is not needed: every message consists of lines.
    package var chunking = false
    /// RFC 6152.
    package var eightBitMime = false
    /// RFC 6531.
    package var smtpUtf8 = false
    /// RFC 2034.
    package var enhancedStatusCodes = false
    /// RFC 1870: the server takes `SIZE=` with MAIL.
    package var size = false
    /// The largest message it takes, in bytes; nil where it gives none, or 0 for no fixed limit (RFC 1870 section 4).
    package var sizeLimit: Int?

    /// The login mechanisms, in upper case (RFC 4954).
    package var mechanisms: Set<String> = []
    /// Most recipients of one mail (RFC 9422 `RCPTMAX`); nil where the server does not say.
    package var recipientLimit: Int?

    /// Nothing offered.
    package init() {}

    /// Reads a positive reply to EHLO. The first line is the server's name; unknown keywords are skipped, and letter
    /// case does not count.
    package init(ehlo reply: SmtpReply) {
        for line in reply.lines.dropFirst() {
            // Before RFC 2554 it was `AUTH=LOGIN`, and some servers still say only that.
            let words = line.split { $0 == " " || $0 == "=" && line.uppercased().hasPrefix("AUTH=") }
            switch words.first?.uppercased() {
            case "PIPELINING": pipelining = true
            case "CHUNKING": chunking = true
            case "8BITMIME": eightBitMime = true
            case "SMTPUTF8": smtpUtf8 = true
            case "ENHANCEDSTATUSCODES": enhancedStatusCodes = true
            case "SIZE":
                size = true
                if words.count > 1, let limit = Int(words[1]), limit > 0 { sizeLimit = limit }
            case "AUTH": mechanisms.formUnion(words.dropFirst().map { $0.uppercased() })
            case "LIMITS":
                let most = words.first { $0.uppercased().hasPrefix("RCPTMAX=") }.flatMap { Int($0.dropFirst(8)) }
                if let most, most > 0 { recipientLimit = most }
            default: break
            }
        }
    }

    /// The fastest way to send to this server. BDAT without PIPELINING gains nothing. Without CHUNKING it is dangerous:
    /// a server that does not know BDAT reads the message as commands.
    var mode: SmtpMode {
        guard pipelining else { return .lockstep }
        return chunking ? .window : .flights
    }
}

/// The three ways to write mail to a server. The replies mean the same in all of them.
enum SmtpMode: Hashable, Sendable {
    /// MAIL, RCPT … and BDAT LAST of many messages, before any of their replies.
    case window
    /// MAIL, RCPT … and DATA in one flight; after its 354 the message together with the next flight.
    case flights
    /// One command, one reply.
    case lockstep
}
