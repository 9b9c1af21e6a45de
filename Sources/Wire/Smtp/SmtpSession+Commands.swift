/// What goes to and fro apart from mail.
extension SmtpSession {
    /// Sends QUIT, waits for the answer for a few seconds and hangs up.
    package func quit() async {
        await takeTurn()
        defer { turns.pass() }
        if let channel { _ = try? await ask(SmtpCommand.quit, on: channel, timeout: timeouts.quit) }
        await drop()
    }

    /// Waits until the calls that came earlier are done.
    func takeTurn() async {
        if !turns.take() { await withCheckedContinuation { turns.wait($0) } }
    }

    func drop() async {
        let old = channel
        channel = nil
        await old?.close()
    }

    /// One command and its reply.
    func ask(
        _ command: [UInt8], on channel: any ByteChannel, timeout: Duration
    ) async throws(WireError) -> SmtpReply {
        try await channel.send(command, timeout: timeout)
        // A call that changes a property of an actor cannot wait; who has the turn may take it out.
        var parser = parser
        defer { self.parser = parser }
        return try await parser.reply(from: channel, timeout: timeout)
    }
}
