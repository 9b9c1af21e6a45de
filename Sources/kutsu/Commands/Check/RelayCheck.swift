import Base
import Engine
import Rendering
import Wire

/// Logs in to a relay, reads what it offers, and asks whether it would take a mail from the list for a coordinator; sends
/// none.
enum RelayCheck {
    static func findings(
        _ relay: Configuration.Relay, _ configuration: Configuration, _ keeper: TokenKeeper?, _ values: RemedyValues,
        _ executor: PollExecutor
    ) async -> [Finding] {
        do throws(WireError) {
            let connection = Check.connection(to: relay.url, caFile: relay.caFile)
            let secret = SecretSource(login: relay.login, keeper: keeper)
            let dialer = CurlDialer(connection, credentials: secret, executor: executor)
            // The name matters to no server that asks for a login.
            let session = SmtpSession(dialer: dialer, executor: executor, clientName: "localhost")
            try await session.connect()
            let login = relay.login == nil ? "connected to" : "logged in to"
            var findings = [Finding(.good, "relay: \(login) \(relay.url)")]
            findings += offers(await session.extensions, largest: configuration.mailbox.maxMessageSize)
            if let coordinator = configuration.list.coordinators.first {
                findings.append(await rehearsal(session, from: configuration.list.address, to: coordinator, values))
            }
            await session.quit()
            return findings
        } catch {
            return [Doctor.finding("relay", error, at: relay.url, values)]
        }
    }

    /// A missing right shows here, and not at the first announcement.
    private static func rehearsal(
        _ session: SmtpSession, from list: Address, to coordinator: Address, _ values: RemedyValues
    ) async -> Finding {
        do throws(WireError) {
            let refusal = try await session.rehearse(sender: list.text, recipient: coordinator.text)
            return rehearsal(refusal, from: list, to: coordinator, values)
        } catch {
            return Finding(.broken, "relay: asked whether it takes mail from \(list.text): \(error)")
        }
    }

    /// What a refusal means, and what to do.
    static func rehearsal(
        _ refusal: SmtpRefusal?, from list: Address, to coordinator: Address, _ values: RemedyValues
    ) -> Finding {
        guard let refusal else { return Finding(.good, "relay: takes mail from \(list.text) for \(coordinator.text)") }
        // 4yz passes by itself, except where it is about who we are.
        func finding(_ meaning: String, passes: Bool = true) -> Finding {
            let grade: Finding.Grade = refusal.isPermanent || !passes ? .broken : .doubtful
            let known = refusal.subject == .recipient ? nil : Doctor.advice(at: .smtp, refusal.line, values)
            return Finding(grade, "relay: \(known?.text ?? meaning) (\(refusal.line))")
        }
        switch refusal.subject {
        case .recipient:
            return finding(
                refusal.isPermanent
                    ? "refuses the coordinator \(coordinator.text); is list.coordinators written as meant?"
                    : "puts off mail for the coordinator \(coordinator.text); that may pass by itself")
        case .sender:
            return finding(
                "does not let this login send as \(list.text); give it that right (\"Send As\"), or log in as the list "
                    + "itself",
                passes: false)
        case .login:
            return finding("takes no mail with this login; check relay.user and its right to send", passes: false)
        case .account:
            return finding(
                "the account itself cannot send: make room in its mailbox, or have it unlocked", passes: false)
        case .quota, .rate:
            return finding("takes no more mail at the moment; mails wait; set relay.per_minute and per_day lower")
        case .policy:
            return finding("a rule there stands against mail from here; ask its administrator")
        case .message, .recipientCount, .server:
            return finding("cannot take mail at the moment; mails wait; ask its administrator if this stays")
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
