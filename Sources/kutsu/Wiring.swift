import Base
import Engine
import Logging
import MailingList
import Wire

/// Joins the engine to the wire: the only place that sees both.
enum Wiring {
    static func parts(
        of context: ListContext, executor: PollExecutor, supervisor: any Supervisor, logger: Logger
    ) throws(CommandError) -> Cycle.Parts {
        let disk = try context.disk()
        let clock = try context.clock()
        // Before a key is made: another list's files, and a newer Kutsu's, stay as they are.
        try CommandError.onLedger { () throws(LedgerError) in
            try Ledger.checkOwner(of: disk, list: context.policy.name)
        }
        let signer = try context.signer(on: disk)
        do throws(WireError) {
            return Cycle.Parts(
                policy: context.policy, signer: signer, renderer: context.renderer(signer), disk: disk,
                mailbox: try MailboxAdapter(context.configuration.mailbox, executor: executor),
                relays: try routes(context.configuration.relays, executor: executor), clock: clock,
                entropy: SystemEntropy(), supervisor: supervisor, logger: logger,
                poll: .seconds(context.configuration.mailbox.poll.count))
        } catch {
            throw .configuration(error.description)
        }
    }

    /// One route for each connection; the limits of a relay are shared out among its connections.
    private static func routes(
        _ relays: [Configuration.Relay], executor: PollExecutor
    ) throws(WireError) -> [RelayRoute] {
        let heaviest = relays.map(\.weight).max() ?? 1
        var routes: [RelayRoute] = []
        for relay in relays {
            let connections = max(1, min(relay.connections, relay.perMinute ?? .max))
            for number in 0..<connections {
                routes.append(
                    RelayRoute(
                        relay: try RelayAdapter(relay, executor: executor),
                        window: max(1, 200 * relay.weight / heaviest),
                        perMinute: relay.perMinute.map { share($0, of: connections, number) },
                        perDay: relay.perDay.map { share($0, of: connections, number) },
                        recipientsPerMessage: relay.copies == .grouped ? recipientsPerMessage : 1))
            }
        }
        return routes
    }

    /// Gmail takes 100 recipients a message over SMTP, others more.
    private static let recipientsPerMessage = 100

    /// The parts add up to the whole.
    private static func share(_ whole: Int, of parts: Int, _ number: Int) -> Int {
        max(1, whole / parts + (number < whole % parts ? 1 : 0))
    }
}
