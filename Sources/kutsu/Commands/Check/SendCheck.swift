import Base
import Engine
import Mail
import MailingList
import Wire

/// Sends one letter to the list itself and to an address, and waits for it in the mailbox: does the relay keep our
/// Message-IDs, by which answers and delivery reports are recognised, how long does it take, and what do receivers find
/// out about the sender.
struct SendCheck {
    let context: ListContext
    let address: Address
    let keeper: TokenKeeper?
    let values: RemedyValues
    let executor: PollExecutor

    /// How long the letter may take.
    private static let patience = Duration.seconds(120)

    func findings() async -> [Finding] {
        let settings = context.configuration.mailbox
        let session = ImapSession(
            dialer: CurlDialer(
                Connection(endpoint: settings.url, caFile: settings.caFile),
                credentials: SecretSource(login: settings.login, keeper: keeper), executor: executor),
            executor: executor)
        do throws(WireError) {
            try await session.connect()
            let folders = settings.done == .move ? [settings.folder, settings.doneFolder] : [settings.folder]
            var highest: [String: UInt64] = [:]
            for folder in folders { highest[folder] = try await Self.highest(in: folder, session) }
            var findings: [Finding] = []
            for relay in context.configuration.relays {
                let letter = CheckLetter(
                    list: context.policy.address, to: address, mark: Hex.text(SystemEntropy().bytes(8)))
                let start = ContinuousClock.now
                let sent = await send(letter, through: relay)
                findings += sent
                guard !sent.contains(where: { $0.grade == .broken }) else { continue }
                findings += try await arrival(of: letter, session, after: highest, since: start)
            }
            await session.logout()
            return findings
        } catch {
            return [Doctor.finding("mailbox", error, at: settings.url, values)]
        }
    }

    private func send(_ letter: CheckLetter, through settings: Configuration.Relay) async -> [Finding] {
        let relay: RelayAdapter
        do throws(WireError) {
            relay = try RelayAdapter(settings, keeper: keeper, executor: executor)
        } catch {
            return [Doctor.finding("relay", error, at: settings.url, values)]
        }
        let recipients = [context.policy.address] + (address == context.policy.address ? [] : [address])
        let envelopes = recipients.enumerated().map { index, recipient in
            Envelope(
                id: UInt64(index), sender: context.policy.address, recipients: [recipient],
                segments: [letter.bytes[...]])
        }
        let outcomes = SentOutcomes()
        do throws(RelayError) {
            try await relay.send(envelopes, offer: { Set($0) }, report: { results, _ in await outcomes.add(results) })
        } catch {
            await relay.close()
            let advice =
                Doctor.advice(at: .smtp, error.description, values).map { "\($0.text). In its own words: " } ?? ""
            return [Finding(.broken, "relay: \(settings.url): \(advice)\(error)")]
        }
        await relay.close()
        let results = await outcomes.all
        return recipients.enumerated().map { index, recipient in
            finding(results[UInt64(index)] ?? .notTried, recipient, settings.url)
        }
    }

    private func finding(_ outcome: Outcome, _ recipient: Address, _ relay: Endpoint) -> Finding {
        if case .accepted(let text) = outcome {
            return Finding(.good, "relay: \(relay) took the letter to \(recipient): \(text)")
        }
        let words =
            switch outcome {
            case .refused(let refusal), .later(let refusal): refusal.line
            case .accepted, .unknown, .notTried: "the connection was lost"
            }
        let advice = Doctor.advice(at: .smtp, words, values).map { "\($0.text). In its own words: " } ?? ""
        return Finding(.broken, "relay: \(relay) did not take the letter to \(recipient): \(advice)\(words)")
    }

    /// Looks for the letter until it is there, also where the daemon has put it away meanwhile.
    private func arrival(
        of letter: CheckLetter, _ session: ImapSession, after highest: [String: UInt64],
        since start: ContinuousClock.Instant
    ) async throws(WireError) -> [Finding] {
        var read: Set<String> = []
        while ContinuousClock.now < start + Self.patience {
            for (folder, last) in highest.sorted(by: { $0.key < $1.key }) {
                guard (try? await session.select(ImapFolder(folder))) != nil else { continue }
                for summary in try await session.waiting(after: last)
                where read.insert("\(folder) \(summary.uid)").inserted {
                    guard case .bytes(let bytes) = try await session.fetchHeader(summary.uid) else { continue }
                    let message = Message(bytes)
                    guard message.subject.contains(letter.mark) else { continue }
                    return CheckLetter.findings(message, letter, after: ContinuousClock.now - start)
                }
            }
            guard await executor.sleep(for: .seconds(1)) else { throw .cancelled }
        }
        return [
            Finding(
                .broken,
                "send: the letter did not arrive within two minutes: look for the subject \(letter.mark) among junk and in "
                    + "quarantine, and at \(address)")
        ]
    }

    private static func highest(in folder: String, _ session: ImapSession) async throws(WireError) -> UInt64 {
        guard (try? await session.select(ImapFolder(folder))) != nil else { return 0 }
        return try await session.waiting().last?.uid ?? 0
    }

    private actor SentOutcomes {
        var all: [UInt64: Outcome] = [:]
        func add(_ results: [EnvelopeResult]) { for result in results { all[result.id] = result.outcomes.first } }
    }
}
