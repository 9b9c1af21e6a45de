extension SmtpSession {
    /// Looks whether a connection that has rested still serves, and drops it where it does not.
    ///
    /// Servers hang up on those who say nothing, some of them after each mail. A mail that is written into such a connection
    /// would be in doubt, although nobody took it. What has come unasked, 421 or a reply too many, ends it as well: the next
    /// mail would take it for its own answer.
    ///
    /// - Parameter asks: whether it has rested so long that the server is asked, with NOOP.
    package func confirmConnection(asks: Bool) async {
        await takeTurn()
        defer { turns.pass() }
        guard let channel else { return }
        do throws(WireError) {
            _ = try await channel.exchange([], timeout: .zero)
            return await drop()
        } catch {
            guard case .timeout = error else { return await drop() }
        }
        guard asks else { return }
        let reply = try? await ask(SmtpCommand.noop, on: channel, timeout: timeouts.quit)
        if reply?.isSuccess != true { await drop() }
    }
}
