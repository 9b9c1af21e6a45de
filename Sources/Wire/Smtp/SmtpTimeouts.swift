/// How long the connection may be silent while something is waited for. The defaults are the least that
/// RFC 5321 4.5.3.2 asks for; a shorter ``verdict`` means duplicates, because the server may be done after all.
package struct SmtpTimeouts: Hashable, Sendable {
    /// EHLO.
    package var hello: Duration
    /// MAIL, RCPT and RSET.
    package var command: Duration
    /// 354 after DATA.
    package var dataStart: Duration
    /// Another piece of a message is taken.
    package var transfer: Duration
    /// The final reply.
    package var verdict: Duration
    /// QUIT: mere courtesy.
    package var quit: Duration

    package init(
        hello: Duration = .seconds(300), command: Duration = .seconds(300), dataStart: Duration = .seconds(120),
        transfer: Duration = .seconds(180), verdict: Duration = .seconds(600), quit: Duration = .seconds(5)
    ) {
        self.hello = hello
        self.command = command
        self.dataStart = dataStart
        self.transfer = transfer
        self.verdict = verdict
        self.quit = quit
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
