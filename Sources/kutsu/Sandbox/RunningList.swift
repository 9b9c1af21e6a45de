import Engine
import Logging
import Wire

/// The list at work, as `kutsu run` would have it: the same wiring, libcurl and all.
struct RunningList: Sendable {
    private let lock: DaemonLock
    private let work: Task<Void, Never>

    init(_ site: Site, executor: PollExecutor, logger: Logger) throws(Refusal) {
        _ = try site.disk()
        lock = try DaemonLock(directory: site.directory)
        let parts = try Wiring.parts(of: site, executor: executor, supervisor: NoSupervisor(), logger: logger)
        let cycle = try Refusal.onLedger { () throws(LedgerError) in try Cycle(parts) }
        work = Task { await cycle.run() }
    }

    /// Finishes the transaction in hand.
    func stop() async {
        work.cancel()
        await work.value
        withExtendedLifetime(lock) {}
    }
}
