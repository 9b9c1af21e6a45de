/// How long the connection may be silent while the session waits for something. The defaults are the shortest that RFC
/// 5321 section 4.5.3.2 allows. With a shorter ``verdict`` mail is sent twice: the server may take it after we gave up.
package struct SmtpTimeouts: Hashable, Sendable {
    /// EHLO.
    package var hello: Duration
    /// MAIL, RCPT and RSET.
    package var command: Duration
    /// 354 after DATA.
    package var dataStart: Duration
    /// For the connection to take the next piece of a message.
    package var transfer: Duration
    /// The final reply.
    package var verdict: Duration
    /// The reply to QUIT, on which nothing depends, and to NOOP after a pause: another connection does as well.
    package var quit: Duration
    /// More replies after 421.
    package var farewell: Duration

    package init(
        hello: Duration = .seconds(300), command: Duration = .seconds(300), dataStart: Duration = .seconds(120),
        transfer: Duration = .seconds(180), verdict: Duration = .seconds(600), quit: Duration = .seconds(5),
        farewell: Duration = .seconds(5)
    ) {
        self.hello = hello
        self.command = command
        self.dataStart = dataStart
        self.transfer = transfer
        self.verdict = verdict
        self.quit = quit
        self.farewell = farewell
    }

    func waiting(for awaited: SmtpPipeline.Awaited) -> Duration {
        switch awaited {
        case .command: command
        case .dataStart: dataStart
        case .transfer: transfer
        case .verdict: verdict
        }
    }
}
