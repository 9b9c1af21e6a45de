import Engine
import Logging
import Wire

/// The list at work, as `kutsu run` would have it: the same wiring, libcurl and all.
struct RunningList: Sendable {
    private let lock: DaemonLock
    private let work: Task<Void, Never>

    init(_ context: ListContext, executor: PollExecutor, logger: Logger) throws(CommandError) {
        _ = try context.disk(complain: { _ in })
        lock = try DaemonLock(directory: context.directory)
        let parts = try Wiring.parts(
            of: context, keeper: nil, executor: executor, supervisor: NoSupervisor(), logger: logger)
        let cycle = try CommandError.onLedger { () throws(LedgerError) in try Cycle(parts) }
        work = Task(executorPreference: executor.tasks) { await cycle.run() }
    }

    /// Finishes the transaction in hand.
    func stop() async {
        work.cancel()
        await work.value
        withExtendedLifetime(lock) {}
    }
}
