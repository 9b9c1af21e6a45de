extension SmtpSession {
    /// What the server offers: from its answer to the EHLO before the login, or asked now where nobody heard that.
    func offered(on channel: any ByteChannel) async throws(WireError) -> SmtpExtensions {
        if let heard = SmtpOpening(await channel.opening).extensions { return heard }
        var reply = try await ask(SmtpCommand.hello(clientName), on: channel, timeout: timeouts.hello)
        if reply.code >= 500 {
            // Only HELO, as before 1995 (RFC 5321 section 3.2).
            reply = try await ask(SmtpCommand.oldHello(clientName), on: channel, timeout: timeouts.hello)
            if reply.isSuccess { return SmtpExtensions() }
        }
        if reply.endsConnection { throw .closed(byServer: reply.text) }
        guard reply.isSuccess else { throw .no(command: "EHLO", text: "\(reply) \(reply.text)") }
        return SmtpExtensions(ehlo: reply)
    }
}
