import Synchronization

/// Runs the jobs of tasks and actors when a test says so, on the test's own thread: between two runs everything stands
/// still, so that the test may look around and move the clock. Child tasks and default actors follow it.
final class StepExecutor: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
    }

    /// Runs until every task has ended or waits for something.
    func runUntilIdle() {
        while true {
            let some = jobs.withLock { jobs in
                defer { jobs = [] }
                return jobs
            }
            if some.isEmpty { return }
            for job in some { job.runSynchronously(on: asUnownedTaskExecutor()) }
        }
    }
}
