import Glibc
import Synchronization

/// The sandbox's mail server: IMAP, submission and MX on 127.0.0.1, in plain text, on one thread of its own.
///
/// It only moves bytes: ``ImapServer`` and ``SmtpServer`` decide what is answered.
package final class LoopbackServer: Sendable {
    /// What the server listens for, each on a port of its own.
    package enum Listener: CaseIterable, Sendable {
        case imap
        /// SMTP for the owners of accounts, with AUTH.
        case submission
        /// SMTP for other servers, without AUTH.
        case mx
    }

    private struct State: Sendable {
        var faults: [Listener: Faults] = [:]
        var ports: [Listener: UInt16] = [:]
        var wakeup: (read: Int32, write: Int32)?
        var thread: pthread_t?
        var observation: MailStore.Observation?
        var isStopped = false
    }

    package let store: MailStore
    private let wantedPorts: [Listener: UInt16]
    private let clock: @Sendable () -> Int64
    private let onDelivery: @Sendable (DeliveredMail) -> Void
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
    ///   - ports: where to listen; a listener that is not named takes any free port.
    ///   - clock: seconds since 1970, UTC; asked on the server's thread.
    ///   - onDelivery: hears of each mail that came by SMTP, on the server's thread. It must not call ``stop()``.
    package init(
        store: MailStore, ports: [Listener: UInt16] = [:], clock: @escaping @Sendable () -> Int64,
        onDelivery: @escaping @Sendable (DeliveredMail) -> Void = { _ in }
    ) {
        self.store = store
        wantedPorts = ports
        self.clock = clock
        self.onDelivery = onDelivery
    }

    deinit {
        stop()
    }

    /// Makes a listener misbehave, or behave again, for the connections that come from now on.
    package func setFaults(_ faults: Faults, at listener: Listener) {
        shared.state.withLock { $0.faults[listener] = faults }
    }

    /// The TCP port; 0 before ``start()``.
    package func port(_ listener: Listener) -> UInt16 {
        shared.state.withLock { $0.ports[listener] ?? 0 }
    }

    /// Opens all listeners. A server is started once; a second call traps.
    ///
    /// - Throws: ``SandboxError/socket(call:port:errno:)``, with nothing left open.
    package func start() throws(SandboxError) {
        let shared = shared
        let wakeup = try LoopbackSocket.wakeupPipe()
        var sockets: [LoopbackLoop.ListeningSocket] = []
        do throws(SandboxError) {
            for listener in Listener.allCases {
                let (descriptor, port) = try LoopbackSocket.listen(port: wantedPorts[listener] ?? 0)
                shared.state.withLock { $0.ports[listener] = port }
                sockets.append(LoopbackLoop.ListeningSocket(descriptor: descriptor, dialogue: dialogues(of: listener)))
            }
        } catch {
            for descriptor in sockets.map(\.descriptor) + [wakeup.read, wakeup.write] { close(descriptor) }
            throw error
        }
        let observation = store.observe { _ in shared.wake() }
        let loop = LoopbackLoop(
            listeners: sockets, wakeup: wakeup.read, clock: clock, onDelivery: onDelivery,
            isStopped: { shared.state.withLock(\.isStopped) })
        let thread = LoopbackThread.start(loop)
        shared.state.withLock { state in
            precondition(state.thread == nil, "A LoopbackServer is started once")
            state.wakeup = wakeup
            state.thread = thread
            state.observation = observation
        }
    }

    /// Closes all listeners and connections and waits for the thread. Stopping twice is harmless.
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

    private func dialogues(of listener: Listener) -> @Sendable (Int) -> any Dialogue {
        let store = store
        let shared = shared
        return { number in
            let faults = shared.state.withLock { $0.faults[listener] ?? .none }
            return switch listener {
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
