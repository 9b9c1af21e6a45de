import Synchronization

/// Wakes the one who waits: when something happened, or when the time is over. What happens between a look and the wait
/// is remembered, so the wait that follows ends at once.
final class WakeSignal: Sendable {
    private enum State {
        case quiet
        case raised
        case waiting(CheckedContinuation<Void, Never>)
    }

    private let state = Mutex(State.quiet)

    /// Something happened. Any number of times before the next wait count as one.
    func raise() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if case .waiting(let continuation) = state {
                state = .quiet
                return continuation
            }
            state = .raised
            return nil
        }
        waiter?.resume()
    }

    /// Returns when something happened since the last wait, when `longest` is over, or when the task is cancelled. Whether
    /// the time is over. One task at a time may wait.
    func wait(atMost longest: Duration, on clock: any Clock) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await clock.sleep(longest)
                return true
            }
            group.addTask {
                await self.raised()
                return false
            }
            let isOver = await group.next() ?? false
            group.cancelAll()
            return isOver
        }
    }

    private func raised() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    switch state {
                    case .raised:
                        state = .quiet
                        return true
                    case .quiet where Task.isCancelled: return true
                    case .quiet:
                        state = .waiting(continuation)
                        return false
                    case .waiting: preconditionFailure("two wait for one signal")
                    }
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard case .waiting(let continuation) = state else { return nil }
                state = .quiet
                return continuation
            }
            waiter?.resume()
        }
    }
}
