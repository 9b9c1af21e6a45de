import Base
import Engine
import Logging
import MailingList
import Wire

/// Joins the engine to the wire: the only place that sees both.
enum Wiring {
    static func parts(
        of context: ListContext, keeper: TokenKeeper?, executor: PollExecutor, supervisor: any Supervisor,
        logger: Logger
    ) throws(CommandError) -> Cycle.Parts {
        let disk = try context.disk()
        let clock = try context.clock()
        // Before a key is made: another list's files, and a newer Kutsu's, stay as they are.
        try CommandError.onLedger { () throws(LedgerError) in
            try Ledger.checkOwner(of: disk, list: context.policy.name)
        }
        let signer = try context.signer(on: disk)
        let watch = InotifyWatch(directory: context.directory, executor: executor)
        if let problem = watch.problem {
            logger.warning("commands are noticed some seconds late, since their writing cannot be watched: \(problem)")
        }
        do throws(WireError) {
            return Cycle.Parts(
                policy: context.policy, signer: signer, renderer: context.renderer(signer), disk: disk,
                mailbox: try MailboxAdapter(context.configuration.mailbox, keeper: keeper, executor: executor),
                oldFolder: context.configuration.mailbox.placeOfOldMail,
                relays: try servers(context.configuration.relays, keeper, executor), clock: clock,
                entropy: SystemEntropy(), supervisor: supervisor, journalWatch: watch, logger: logger,
                poll: .seconds(context.configuration.mailbox.poll.count))
        } catch {
            throw .configuration(error.description)
        }
    }

    private static func servers(
        _ relays: [Configuration.Relay], _ keeper: TokenKeeper?, _ executor: PollExecutor
    ) throws(WireError) -> [RelayServer] {
        var servers: [RelayServer] = []
        for relay in relays {
            var connections: [any Relay] = []
            for _ in 0..<max(1, min(relay.connections, relay.perMinute ?? .max)) {
                connections.append(try RelayAdapter(relay, keeper: keeper, executor: executor))
            }
            servers.append(RelayServer(relay, connections: connections))
        }
        return servers
    }
}
