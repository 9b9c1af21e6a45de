import Base

/// How far a server is trusted with many mails at once.
///
/// One that hangs up now and then, or after each mail, leaves in doubt all that was on its way. After a connection that ended
/// so, mails go one by one, until enough of them were answered on one connection: twice as many after each further loss.
struct SmtpCaution: Sendable {
    /// What the server offers on this connection.
    private var offered = SmtpExtensions()
    /// Mails that must be answered on a connection before many go at once again.
    private var needed = 0
    /// Mails that were answered on this connection.
    private var count = 0

    private static let first = 60
    private static let most = 4000

    /// What is used of what the server offers.
    var extensions: SmtpExtensions {
        var extensions = offered
        if count < needed, offered.mode == .window { (extensions.pipelining, extensions.chunking) = (false, false) }
        return extensions
    }

    mutating func connected(_ extensions: SmtpExtensions) { (offered, count) = (extensions, 0) }

    /// What was not tried says nothing of the server.
    mutating func answered(_ results: [MailResult]) {
        count += results.count { result in result.recipients.contains { $0.outcome != .notTried } }
    }

    /// The connection was lost, and so many mails are in doubt. One is what a loss costs at least.
    mutating func lost(doubtful: Int) {
        if doubtful > 1 { needed = min(max(2 * needed, Self.first), Self.most) }
    }
}
