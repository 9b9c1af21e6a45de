import Base
import Glibc

/// What a ``PollExecutor`` has to do: the jobs that can run and the waits that cannot go on yet.
struct PollState {
    /// A job, and the executor of the task where it is no actor's.
    struct Job {
        let job: UnownedJob
        let taskExecutor: UnownedTaskExecutor?

        init(_ job: UnownedJob, of taskExecutor: UnownedTaskExecutor?) {
            (self.job, self.taskExecutor) = (job, taskExecutor)
        }
    }

    private var jobs: [Job] = []
    var tasks: PollTaskExecutor?
    private var waits: [UInt64: Wait] = [:]
    private var lastNumber: UInt64 = 0
    private var isAsleep = false

    mutating func nextNumber() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    /// Whether the thread must be woken for it.
    mutating func add(_ job: Job) -> Bool {
        jobs.append(job)
        defer { isAsleep = false }
        return isAsleep
    }

    /// Whether the thread must be woken for it: its table of descriptors is out of date.
    mutating func add(_ wait: Wait, _ number: UInt64) -> Bool {
        waits[number] = wait
        defer { isAsleep = false }
        return isAsleep
    }

    mutating func removeWait(_ number: UInt64) -> Wait? { waits.removeValue(forKey: number) }

    mutating func takeJobs() -> [Job] {
        defer { jobs = [] }
        return jobs
    }

    /// The descriptors for `poll`, the executor's eventfd first, and how long it may sleep, in milliseconds (-1: until
    /// one is ready).
    mutating func prepare(alarm: Int32, now: ContinuousClock.Instant) -> (table: [pollfd], milliseconds: Int32) {
        var table = [pollfd(fd: alarm, events: Int16(POLLIN), revents: 0)]
        var earliest: ContinuousClock.Instant?
        for wait in waits.values {
            for interest in wait.interests { table.append(interest.polled) }
            earliest = min(earliest ?? wait.deadline, wait.deadline)
        }
        guard jobs.isEmpty else { return (table, 0) }
        isAsleep = true
        return (table, earliest.map { now.duration(to: $0).pollMilliseconds } ?? -1)
    }

    /// Removes the waits that are over, because a descriptor in `polled` is ready or their deadline has passed, and
    /// gives what to resume with which result.
    mutating func finish(
        _ polled: ArraySlice<pollfd>, now: ContinuousClock.Instant
    ) -> [(CheckedContinuation<PollExecutor.Readiness, Never>, PollExecutor.Readiness)] {
        isAsleep = false
        var events: [Int32: Int16] = [:]
        for entry in polled where entry.revents != 0 { events[entry.fd, default: 0] |= entry.revents }
        var finished: [(CheckedContinuation<PollExecutor.Readiness, Never>, PollExecutor.Readiness)] = []
        for (number, wait) in waits {
            let ready = wait.interests.compactMap { $0.answered(by: events[$0.descriptor] ?? 0) }
            guard !ready.isEmpty || wait.deadline <= now else { continue }
            waits[number] = nil
            finished.append((wait.continuation, ready.isEmpty ? .timedOut : .ready(ready)))
        }
        return finished
    }
}

/// Suspended code: what it waits for, until when, and how to go on.
struct Wait {
    let interests: [PollExecutor.Interest]
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<PollExecutor.Readiness, Never>

    init(
        _ interests: [PollExecutor.Interest], until deadline: ContinuousClock.Instant,
        _ continuation: CheckedContinuation<PollExecutor.Readiness, Never>
    ) {
        self.interests = interests
        self.deadline = deadline
        self.continuation = continuation
    }
}

extension PollExecutor.Interest {
    fileprivate var polled: pollfd {
        pollfd(fd: descriptor, events: Int16((reading ? POLLIN : 0) | (writing ? POLLOUT : 0)), revents: 0)
    }

    /// The part of it that `events` fulfils, or nil. A hang-up or an error fulfils both reading and writing.
    fileprivate func answered(by events: Int16) -> Self? {
        let broken = Int32(events) & (POLLERR | POLLHUP | POLLNVAL) != 0
        let reading = reading && (broken || Int32(events) & POLLIN != 0)
        let writing = writing && (broken || Int32(events) & POLLOUT != 0)
        return reading || writing ? Self(descriptor, reading: reading, writing: writing) : nil
    }
}

extension Duration {
    /// Rounded up, so that `poll` does not wake just before a deadline. At most a day: after that it is computed again.
    fileprivate var pollMilliseconds: Int32 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        guard seconds < 86_400 else { return 86_400_000 }
        return Int32(seconds) * 1000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
