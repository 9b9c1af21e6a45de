import Base
import Synchronization
import Testing

@testable import Engine

@Suite("A signal that wakes one who waits")
struct WakeSignalTests {
    private final class Count: Sendable {
        let value = Mutex(0)
    }

    private final class Waiter {
        let executor = StepExecutor()
        let clock = VirtualClock(at: ListLife.start)
        let signal = WakeSignal()
        private let woken = Count()
        private var task: Task<Void, Never>?

        /// Waits again and again, a minute at most.
        func start() {
            task = Task(executorPreference: executor) { [signal, clock, woken] in
                while !Task.isCancelled {
                    _ = await signal.wait(atMost: .seconds(60), on: clock)
                    woken.value.withLock { $0 += 1 }
                }
            }
            executor.runUntilIdle()
        }

        func stop() {
            task?.cancel()
            executor.runUntilIdle()
        }

        func pass(_ seconds: Int64) {
            let end = Duration.seconds(clock.now().secondsSince1970 + seconds)
            clock.move(to: end)
            executor.runUntilIdle()
        }

        var count: Int { woken.value.withLock { $0 } }
    }

    @Test("it wakes when something happens, and else when the time is over")
    func wakes() {
        let waiter = Waiter()
        waiter.start()
        #expect(waiter.count == 0)
        waiter.pass(59)
        #expect(waiter.count == 0)
        waiter.pass(1)
        #expect(waiter.count == 1)
        waiter.signal.raise()
        waiter.executor.runUntilIdle()
        #expect(waiter.count == 2)
        // The next wait has its whole minute.
        waiter.pass(59)
        #expect(waiter.count == 2)
        waiter.stop()
        #expect(waiter.count == 3 && waiter.clock.nextEnd == nil)
    }

    @Test("what happens between a look and the wait ends the wait at once, and once only")
    func between() {
        let waiter = Waiter()
        for _ in 0..<3 { waiter.signal.raise() }
        waiter.start()
        #expect(waiter.count == 1)
        waiter.pass(30)
        #expect(waiter.count == 1)
        waiter.stop()
    }

    @Test("no call is lost, whichever thread it comes from")
    func threads() async {
        let signal = WakeSignal()
        let clock = VirtualClock(at: ListLife.start)
        // Each side goes on only after the other did: a lost call would stop both for ever.
        let answer = WakeSignal()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for _ in 0..<2000 {
                    _ = await signal.wait(atMost: .seconds(60), on: clock)
                    answer.raise()
                }
            }
            group.addTask {
                for _ in 0..<2000 {
                    signal.raise()
                    _ = await answer.wait(atMost: .seconds(60), on: clock)
                }
            }
        }
    }
}
