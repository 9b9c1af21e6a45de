import CCurl
import Glibc
import Synchronization

/// One thread that runs the jobs of actors and, when there are none, sleeps in `poll` on every descriptor that their
/// suspended code waits for.
///
/// An actor lives on it by naming it in `unownedExecutor`; a task, with all actors it calls that name no other executor, by
/// preferring ``tasks``. Calls between them switch no thread. The thread and the executor live until the
/// process ends: make one and share it.
package final class PollExecutor: SerialExecutor {
    private let state: Mutex<PollState>
    private let alarm: Int32

    /// Starts the thread. Traps where the process can have no more threads or descriptors.
    ///
    /// Ignores SIGPIPE for the whole process: with `CURLOPT_NOSIGNAL` libcurl leaves that to us, and a peer that hangs
    /// up during a TLS write must not end the daemon.
    package init() {
        signal(SIGPIPE, SIG_IGN)
        alarm = kutsu_eventfd()
        precondition(alarm >= 0, "no descriptor is left to start with")
        state = Mutex(PollState())
        var thread = pthread_t()
        // Never released: the thread runs until the process ends.
        let failure = pthread_create(&thread, nil, pollThread, Unmanaged.passRetained(self).toOpaque())
        precondition(failure == 0, "no thread can be started")
        pthread_detach(thread)
    }

    /// The thread for tasks. A task does not keep the executor that it prefers: this one lives as long as the thread.
    package var tasks: PollTaskExecutor {
        state.withLock { state in
            let tasks = state.tasks ?? PollTaskExecutor(self)
            state.tasks = tasks
            return tasks
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        enqueue(UnownedJob(job), of: nil)
    }

    fileprivate func enqueue(_ job: UnownedJob, of taskExecutor: UnownedTaskExecutor?) {
        wake(if: state.withLock { $0.add(PollState.Job(job, of: taskExecutor)) })
    }

    /// Suspends until one of `interests` is ready, `timeout` has passed or the task is cancelled.
    ///
    /// Without interests it is a timer. An error or a hang-up counts as ready: the next read or write reports it.
    /// `timeout` is at most 366 days; a negative one is zero.
    package func wait(
        for interests: [Interest] = [], timeout: Duration, isolation: isolated (any Actor)? = #isolation
    ) async -> Readiness {
        let deadline = ContinuousClock.now.advanced(by: min(max(timeout, .zero), .seconds(366 * 86_400)))
        let number = state.withLock { $0.nextNumber() }
        return await withTaskCancellationHandler {
            // Capturing it keeps the closure on the caller's executor. Otherwise each wait would change threads twice.
            _ = isolation
            return await withCheckedContinuation { continuation in
                // A task is marked as cancelled before the handler below is called. So either the mark is seen here, or
                // the handler finds the wait, since both take the same lock.
                let isWaiting: Bool? = state.withLock { state in
                    Task.isCancelled ? nil : state.add(Wait(interests, until: deadline, continuation), number)
                }
                if let isWaiting { wake(if: isWaiting) } else { continuation.resume(returning: .cancelled) }
            }
        } onCancel: {
            state.withLock { $0.removeWait(number) }?.continuation.resume(returning: .cancelled)
        }
    }

    /// Suspends for `duration`; false when the task was cancelled before the end.
    package func sleep(for duration: Duration, isolation: isolated (any Actor)? = #isolation) async -> Bool {
        await wait(timeout: duration, isolation: isolation) == .timedOut
    }

    private func wake(if isWaiting: Bool) {
        guard isWaiting else { return }
        var one: UInt64 = 1
        // It fails only when the eventfd's counter is full, and then the thread wakes anyway.
        _ = write(alarm, &one, MemoryLayout<UInt64>.size)
    }

    fileprivate func run() -> Never {
        while true {
            for job in state.withLock({ $0.takeJobs() }) {
                if let taskExecutor = job.taskExecutor {
                    job.job.runSynchronously(on: taskExecutor)
                } else {
                    job.job.runSynchronously(on: asUnownedSerialExecutor())
                }
            }
            let (table, milliseconds) = state.withLock { $0.prepare(alarm: alarm, now: .now) }
            var polled = table
            let count = poll(&polled, nfds_t(polled.count), milliseconds)
            if count > 0, polled[0].revents != 0 {
                var counter: UInt64 = 0
                _ = read(alarm, &counter, MemoryLayout<UInt64>.size)
            }
            // An interrupted poll says nothing about the descriptors.
            let finished = state.withLock { $0.finish(count > 0 ? polled.dropFirst() : [], now: .now) }
            for (continuation, readiness) in finished { continuation.resume(returning: readiness) }
        }
    }
}

/// Lets tasks run on the thread of a ``PollExecutor``. For those that hand many small things to actors that live there: what
/// takes long holds up every connection.
package final class PollTaskExecutor: TaskExecutor {
    private let base: PollExecutor

    fileprivate init(_ base: PollExecutor) { self.base = base }

    package func enqueue(_ job: consuming ExecutorJob) { base.enqueue(UnownedJob(job), of: asUnownedTaskExecutor()) }
}

/// Signals belong to the main thread: this one blocks them all.
private func pollThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    guard let context else { return nil }
    // The pointer is the executor that `init` retained for this thread.
    Unmanaged<PollExecutor>.fromOpaque(context).takeUnretainedValue().run()
}

extension PollExecutor {
    /// A descriptor and what is waited for on it.
    package struct Interest: Hashable, Sendable {
        package let descriptor: Int32
        package let reading: Bool
        package let writing: Bool

        package init(_ descriptor: Int32, reading: Bool, writing: Bool) {
            self.descriptor = descriptor
            self.reading = reading
            self.writing = writing
        }
    }

    /// How a wait ended.
    package enum Readiness: Hashable, Sendable {
        /// These descriptors are readable or writable, as `reading` and `writing` say.
        case ready([Interest])
        case timedOut
        case cancelled
    }
}
