import Glibc
import Synchronization

/// The sandbox's mail server: IMAP, submission and MX on 127.0.0.1, in plain text, on one thread of its own.
///
/// It is a thin shell: what is said is decided by ``ImapServer`` and ``SmtpServer``.
package final class LoopbackServer: Sendable {
    /// The doors of the server.
    package enum Door: CaseIterable, Sendable {
        case imap
        /// SMTP for the account's owner, with AUTH.
        case submission
        /// SMTP for the world, without AUTH.
        case mx
    }

    private struct State: Sendable {
        var faults: [Door: Faults] = [:]
        var ports: [Door: UInt16] = [:]
        var wakeup: (read: Int32, write: Int32)?
        var thread: pthread_t?
        var observation: MailStore.Observation?
        var isStopped = false
    }

    package let store: MailStore
    private let wantedPorts: [Door: UInt16]
    private let clock: @Sendable () -> Int64
    private let onDelivery: @Sendable (Delivery) -> Void
    private let shared = Shared()

    /// What the server's owner and its thread share, behind one mutex.
    private final class Shared: Sendable {
        let state = Mutex(State())

        /// Under the lock, so that nobody writes to a descriptor that ``LoopbackServer/stop()`` has closed.
        func wake() {
            state.withLock { state in
                if let wakeup = state.wakeup { LoopbackSocket.wake(wakeup.write) }
            }
        }
    }

    /// - Parameters:
    ///   - ports: where to listen; a door that is not named takes any free port.
    ///   - clock: seconds since 1970, UTC; asked on the server's thread.
    ///   - onDelivery: hears of each mail that came by SMTP, on the server's thread. It must not call ``stop()``.
    package init(
        store: MailStore, ports: [Door: UInt16] = [:], clock: @escaping @Sendable () -> Int64,
        onDelivery: @escaping @Sendable (Delivery) -> Void = { _ in }
    ) {
        self.store = store
        wantedPorts = ports
        self.clock = clock
        self.onDelivery = onDelivery
    }

    deinit {
        stop()
    }

    /// Makes a door misbehave, or behave again, for connections that come from now on.
    package func setFaults(_ faults: Faults, at door: Door) {
        shared.state.withLock { $0.faults[door] = faults }
    }

    /// Where a door listens; 0 before ``start()``.
    package func port(_ door: Door) -> UInt16 {
        shared.state.withLock { $0.ports[door] ?? 0 }
    }

    /// Opens all doors. A server is started once.
    package func start() throws(SandboxError) {
        let shared = shared
        let wakeup = try LoopbackSocket.wakeupPipe()
        var doors: [LoopbackLoop.Door] = []
        do throws(SandboxError) {
            for door in Door.allCases {
                let (descriptor, port) = try LoopbackSocket.listen(port: wantedPorts[door] ?? 0)
                shared.state.withLock { $0.ports[door] = port }
                doors.append(LoopbackLoop.Door(descriptor: descriptor, dialogue: dialogues(of: door)))
            }
        } catch {
            for descriptor in doors.map(\.descriptor) + [wakeup.read, wakeup.write] { close(descriptor) }
            throw error
        }
        let observation = store.observe { _ in shared.wake() }
        let loop = LoopbackLoop(
            doors: doors, wakeup: wakeup.read, clock: clock, onDelivery: onDelivery,
            isStopped: { shared.state.withLock(\.isStopped) })
        let thread = LoopbackThread.start(loop)
        shared.state.withLock { state in
            precondition(state.thread == nil, "A LoopbackServer is started once")
            state.wakeup = wakeup
            state.thread = thread
            state.observation = observation
        }
    }

    /// Closes all doors and connections and waits for the thread. Stopping twice is harmless.
    package func stop() {
        let (thread, observation) = shared.state.withLock { state in
            defer {
                state.thread = nil
                state.observation = nil
                state.isStopped = true
            }
            return (state.thread, state.observation)
        }
        guard let thread, let observation else { return }
        shared.wake()
        pthread_join(thread, nil)
        store.stopObserving(observation)
        shared.state.withLock { state in
            guard let wakeup = state.wakeup else { return }
            close(wakeup.read)
            close(wakeup.write)
            state.wakeup = nil
        }
    }

    private func dialogues(of door: Door) -> @Sendable (Int) -> any Dialogue {
        let store = store
        let shared = shared
        return { number in
            let faults = shared.state.withLock { $0.faults[door] ?? .none }
            return switch door {
            case .imap: ImapServer(store: store, faults: faults, number: number)
            case .submission: SmtpServer(store: store, role: .submission, faults: faults, number: number)
            case .mx: SmtpServer(store: store, role: .mx, faults: faults, number: number)
            }
        }
    }
}

/// Hands a loop to a thread. Sound because the box passes from the starter to the thread and is never shared:
/// retained before `pthread_create`, released by the thread's first line.
private enum LoopbackThread {
    private final class Box {
        var loop: LoopbackLoop

        init(_ loop: LoopbackLoop) {
            self.loop = loop
        }
    }

    static func start(_ loop: LoopbackLoop) -> pthread_t {
        let box = Unmanaged.passRetained(Box(loop))
        var thread = pthread_t()
        let result = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().loop.run()
                return nil
            }, box.toOpaque())
        precondition(result == 0, "The system has no thread left")
        return thread
    }
}
