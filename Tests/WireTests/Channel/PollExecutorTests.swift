import Base
import Glibc
import Testing

@testable import Wire

/// One for all tests of this module, as in the daemon.
let testExecutor = PollExecutor()

@Suite("PollExecutor")
struct PollExecutorTests {
    /// An actor on the executor, to prove where its code runs.
    actor Resident {
        nonisolated var unownedExecutor: UnownedSerialExecutor { testExecutor.asUnownedSerialExecutor() }

        func thread() -> UInt { UInt(pthread_self()) }
        func wait(_ interest: PollExecutor.Interest, _ timeout: Duration) async -> PollExecutor.Readiness {
            await testExecutor.wait(for: [interest], timeout: timeout)
        }
        func threadAfterSleep() async -> UInt {
            _ = await testExecutor.sleep(for: .milliseconds(1))
            return UInt(pthread_self())
        }
    }

    private func pair() -> (near: Int32, far: Int32) {
        var ends: [Int32] = [0, 0]
        let code = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
        precondition(code == 0)
        return (ends[0], ends[1])
    }

    @Test("all actors on it share one thread, before and after they wait")
    func oneThread() async {
        let (first, second) = (Resident(), Resident())
        let thread = await first.thread()
        #expect(await second.thread() == thread)
        #expect(await second.threadAfterSleep() == thread)
        #expect(thread != UInt(pthread_self()))
    }

    @Test("a descriptor that becomes readable ends the wait")
    func readable() async {
        let (near, far) = pair()
        let interest = PollExecutor.Interest(near, reading: true, writing: false)
        async let waiting = Resident().wait(interest, .seconds(60))
        _ = write(far, "x", 1)
        #expect(await waiting == .ready([interest]))
        close(near)
        close(far)
    }

    @Test("a peer that hangs up ends the wait")
    func hangUp() async {
        let (near, far) = pair()
        let interest = PollExecutor.Interest(near, reading: true, writing: false)
        close(far)
        #expect(await Resident().wait(interest, .seconds(60)) == .ready([interest]))
        close(near)
    }

    @Test("a wait ends when its time is over")
    func timeout() async {
        let (near, far) = pair()
        let interest = PollExecutor.Interest(near, reading: true, writing: false)
        #expect(await Resident().wait(interest, .milliseconds(1)) == .timedOut)
        #expect(await Resident().wait(interest, .seconds(-1)) == .timedOut)
        close(near)
        close(far)
    }

    @Test("cancelling a task ends its wait, whether it waits already or not yet")
    func cancelled() async {
        for _ in 0..<200 {
            let task = Task { await testExecutor.sleep(for: .seconds(Int64.max)) }
            task.cancel()
            #expect(await task.value == false)
        }
    }

    @Test("a thousand waits at the same time all end")
    func many() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<1000 {
                group.addTask { await testExecutor.sleep(for: .microseconds(number * 10)) }
            }
            #expect(await group.allSatisfy { $0 })
        }
    }
}
