import ArgumentParser
import Engine
import Glibc
import Logging
import Rules
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
        let supervisor = ServiceManager(socketName: SystemFiles.environment("NOTIFY_SOCKET"))
        let executor = PollExecutor()
        var site = try list.site()
        _ = try site.disk()
        let lock = try DaemonLock(directory: site.directory)
        var next = try await start(site, executor, supervisor, logger)
        logger.notice("kutsu works for the list \(site.policy.name)")
        for await signal in signals.stream {
            if signal != SIGHUP { break }
            do {
                let renewed = try list.site()
                guard renewed.directory == site.directory else {
                    throw Refusal.configuration("another state directory needs a restart")
                }
                supervisor.tell(.reloading)
                await next.stop()
                next = try await start(renewed, executor, supervisor, logger)
                site = renewed
                logger.notice("the configuration was read anew")
            } catch {
                logger.error("the configuration stays as it was: \(error)")
            }
        }
        logger.notice("stopping")
        await next.stop()
        withExtendedLifetime(lock) {}
    }

    private func start(
        _ site: Site, _ executor: PollExecutor, _ supervisor: ServiceManager, _ logger: Logger
    ) async throws(Refusal) -> Working {
        let parts = try Wiring.parts(of: site, executor: executor, supervisor: supervisor, logger: logger)
        let cycle = try Refusal.onLedger { () throws(LedgerError) in try Cycle(parts) }
        return Working(task: Task { await cycle.run() })
    }

    /// A cycle under way.
    private struct Working {
        let task: Task<Void, Never>

        func stop() async {
            task.cancel()
            await task.value
        }
    }
}
