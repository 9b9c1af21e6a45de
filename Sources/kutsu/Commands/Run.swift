import ArgumentParser
import Engine
import Glibc
import Logging
import MailingList
import Wire

/// The daemon.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Works for one list until it is told to stop.",
        discussion: "SIGTERM ends it after the transaction in hand, SIGHUP reads the configuration anew.")

    @OptionGroup var list: ListOption
    @Flag(help: "Also log what is of use when something is looked for.")
    var verbose = false

    func run() async throws {
        var logger = Logger(label: "kutsu") { _ in JournalLog() }
        logger.logLevel = verbose ? .debug : .info
        let signals = Signals([SIGTERM, SIGINT, SIGHUP])
        Heap.returnLargeBlocks()
        let supervisor = ServiceManager { SystemFiles.environment($0) }
        let executor = PollExecutor()
        var context = try list.context(patience: .daemonPatience)
        if let objection = FileRights(configuration: context.configuration).objections.first {
            throw CommandError.configuration(objection)
        }
        _ = try context.disk(complain: { _ in })
        let lock = try DaemonLock(directory: context.directory)
        var work = try Self.work(for: context, executor, supervisor, logger)
        work.start()

        logger.notice("kutsu works for the list \(context.policy.name)")
        for await signal in signals.stream {
            if signal != SIGHUP { break }
            do {
                let renewed = try list.context(patience: .daemonPatience)
                try await Rehearsal.check(renewed, replacing: context)
                // Whatever may fail has been done when the old cycle stops.
                let next = try Self.work(for: renewed, executor, supervisor, logger)
                supervisor.notify(.reloading)
                await work.stop()
                work = next
                work.start()

                context = renewed
                logger.notice("the configuration was read anew")
            } catch {
                logger.error("the configuration stays as it was: \(error)")
            }
        }
        logger.notice("stopping")
        supervisor.notify(.stopping)
        await work.stop()
        withExtendedLifetime(lock) {}
    }

    /// A cycle that has its files open and connects when it runs, and what goes with it.
    private static func work(
        for context: ListContext, _ executor: PollExecutor, _ supervisor: ServiceManager, _ logger: Logger
    ) throws(CommandError) -> Work {
        let keeper = try context.tokenKeeper(executor, makesDirectory: true, logger: logger)
        let parts = try Wiring.parts(
            of: context, keeper: keeper, executor: executor, supervisor: CycleSupervisor(manager: supervisor),
            logger: logger)
        let cycle = try CommandError.onLedger { () throws(LedgerError) in try Cycle(parts) }
        let backup = try NightlyBackup(context, keeper: keeper, executor: executor, logger: logger)
        let notice = try keeper.map { (keeper) throws(CommandError) in
            try ExpiryNotice(context, keeper: keeper, executor: executor, logger: logger)
        }
        return Work(cycle: cycle, executor: executor, keeper: keeper, notice: notice, backup: backup)
    }

    /// A cycle, with the renewal of its tokens and the backups beside it.
    private struct Work {
        private let cycle: Cycle
        private let executor: PollExecutor
        private let keeper: TokenKeeper?
        private let notice: ExpiryNotice?
        private let backup: NightlyBackup?
        private var task: Task<Void, Never>?

        init(cycle: Cycle, executor: PollExecutor, keeper: TokenKeeper?, notice: ExpiryNotice?, backup: NightlyBackup?)
        {
            self.cycle = cycle
            self.executor = executor
            self.keeper = keeper
            self.notice = notice
            self.backup = backup
        }

        mutating func start() {
            task = Task { [cycle, executor, keeper, notice, backup] in
                await withTaskGroup(of: Void.self) { group in
                    // With its connections, so that no copy changes threads.
                    group.addTask(executorPreference: executor.tasks) { await cycle.run() }
                    if let keeper { group.addTask { await keeper.keep() } }
                    if let notice { group.addTask { await notice.run() } }
                    if let backup { group.addTask { await backup.run() } }
                }
            }
        }

        func stop() async {
            task?.cancel()
            await task?.value
            await keeper?.finish()
        }
    }

    /// What a cycle says of itself. That it stops is no news of the daemon: a reload stops one as well, and systemd
    /// takes STOPPING=1 for the end of the service (sd_notify(3)).
    private struct CycleSupervisor: Supervisor {
        let manager: ServiceManager

        var heartbeatInterval: Duration? { manager.heartbeatInterval }

        func notify(_ news: SupervisorNews) {
            if news != .stopping { manager.notify(news) }
        }
    }
}

/// What can be known of a new configuration before it is put to work, besides what reading it finds out.
enum Rehearsal {
    static func check(_ new: ListContext, replacing old: ListContext) async throws(CommandError) {
        guard new.directory == old.directory else {
            throw .configuration("another state directory needs a restart")
        }
        guard new.policy.name == old.policy.name else {
            throw .configuration(
                "the files are those of the list \(old.policy.name), not of \(new.policy.name): give that one a file and "
                    + "a state directory of its own")
        }
        let configuration = new.configuration
        if let objection = FileRights(configuration: configuration).objections.first {
            throw .configuration(objection)
        }
        for login in [configuration.mailbox.login] + configuration.relays.compactMap(\.login) {
            guard login.secret != .oauth else { continue }
            do throws(WireError) { _ = try await SecretSource(login: login, keeper: nil).credentials() } catch {
                throw .configuration(error.description)
            }
        }
        for file in configuration.oauth?.files ?? [] {
            do throws(SecretText.Missing) { _ = try SecretText.whole(file) } catch {
                throw .configuration("oauth: \(error)")
            }
        }
        for file in [configuration.mailbox.caFile, configuration.oauth?.caFile] + configuration.relays.map(\.caFile) {
            guard let file, !FileFacts.isReadable(file) else { continue }
            throw .configuration("\(file) cannot be read; set ca_file to the CA's PEM file")
        }
    }
}
