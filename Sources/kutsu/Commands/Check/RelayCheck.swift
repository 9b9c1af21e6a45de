import Base
import Engine
import Rendering
import Wire

/// Logs in to a relay and reads what it offers; sends no mail.
enum RelayCheck {
    static func findings(
        _ relay: Configuration.Relay, largest: Int, _ executor: PollExecutor
    ) async -> [Finding] {
        do throws(WireError) {
            let connection = Connection(endpoint: relay.url, caFile: relay.caFile)
            let dialer = CurlDialer(connection, credentials: SecretSource(login: relay.login), executor: executor)
            // The name matters to no server that asks for a login.
            let session = SmtpSession(dialer: dialer, executor: executor, clientName: "localhost")
            try await session.connect()
            let extensions = await session.extensions
            await session.quit()
            let login = relay.login == nil ? "connected to" : "logged in to"
            return [Finding(.good, "relay: \(login) \(relay.url)")] + offers(extensions, largest: largest)
        } catch {
            return [Finding(.broken, "relay: \(relay.url): \(error)")]
        }
    }

    static func offers(_ offered: SmtpExtensions, largest: Int) -> [Finding] {
        let pace =
            switch (offered.pipelining, offered.chunking) {
            case (true, true): Finding(.good, "relay: PIPELINING and CHUNKING: as fast as it goes")
            case (true, false): Finding(.good, "relay: PIPELINING without CHUNKING: one round trip a mail")
            default:
                Finding(.doubtful, "relay: no PIPELINING: several round trips a mail; set relay.connections higher")
            }
        return [pace, size(offered.sizeLimit, largest: largest)]
    }

    private static func size(_ limit: Int?, largest: Int) -> Finding {
        guard let limit else { return Finding(.good, "relay: names no largest size of a mail") }
        let text = "relay: takes mails up to \(LocalizedFormat.size(bytes: limit, .en))"
        // A copy grows by its header and its footer.
        return limit >= largest + 20_000
            ? Finding(.good, text)
            : Finding(
                .doubtful,
                "\(text), the mailbox up to \(LocalizedFormat.size(bytes: largest, .en)): what lies between could come in but not "
                    + "go out; set mailbox.max_message_size lower")
    }
}
