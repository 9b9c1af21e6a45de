import Base

extension SmtpSession {
    /// Whether the server would take a mail from `sender` for `recipient`: says MAIL and RCPT, and takes both back with
    /// RSET. No mail is sent.
    ///
    /// - Returns: What it refuses and with which words; nil if nothing.
    package func rehearse(sender: String, recipient: String) async throws(WireError) -> SmtpRefusal? {
        precondition(
            SmtpPrecheck.isPath(sender) && SmtpPrecheck.isPath(recipient), "an address that ends its line early")
        await takeTurn()
        defer { turns.pass() }
        guard let channel else { throw .closed(byServer: nil) }
        do throws(WireError) {
            let utf8 =
                extensions.smtpUtf8 && (SmtpPrecheck.needsUtf8(sender) || SmtpPrecheck.needsUtf8(recipient))
            let steps: [(SmtpRefusal.Stage, [UInt8])] = [
                (.sender, SmtpCommand.mail(from: sender, utf8: utf8)), (.recipient, SmtpCommand.recipient(recipient)),
            ]
            for (stage, command) in steps {
                let reply = try await ask(command, on: channel, timeout: timeouts.command)
                if reply.isSuccess { continue }
                if !reply.endsConnection {
                    _ = try await ask(SmtpCommand.reset, on: channel, timeout: timeouts.command)
                }
                return SmtpRefusal(
                    code: reply.code, enhanced: reply.enhanced, text: reply.text, stage: stage, sender: sender,
                    recipient: stage == .recipient ? recipient : nil)
            }
            _ = try await ask(SmtpCommand.reset, on: channel, timeout: timeouts.command)
            return nil
        } catch {
            await drop()
            throw error
        }
    }
}
