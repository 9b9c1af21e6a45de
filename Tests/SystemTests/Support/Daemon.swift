import Foundation
import Synchronization

/// `kutsu run`, as a service manager runs it.
final class Daemon: Sendable {
    private struct Life {
        let child: Child
        let notices: NotifySocket
    }

    private let binary: String
    private let arguments: [String]
    private let directory: String
    private let stack: MailStack
    private let environment: [String: String?]
    private let lives = Mutex<[Life]>([])

    /// - Parameters:
    ///   - directory: where its log and its notify sockets go.
    ///   - watchdog: how often it must say that it lives; nil where it need not.
    init(
        _ arguments: [String], binary: String, directory: String, stack: MailStack, watchdog: Duration? = nil,
        environment: [String: String?] = [:]
    ) {
        self.binary = binary
        self.arguments = arguments
        self.directory = directory
        self.stack = stack
        let microseconds = watchdog.map { Int($0 / .microseconds(1)) }
        self.environment = Kutsu.neutral
            .merging(["WATCHDOG_USEC": microseconds.map(String.init)]) { $1 }
            .merging(environment) { $1 }
    }

    /// Starts it without waiting for it to be ready.
    func launch() async throws {
        precondition(!isRunning, "a daemon runs once at a time")
        // A socket for each life: what the last one said late must not be taken for this one's.
        let notices = try NotifySocket(path: "\(directory)/notify\(lives.withLock { $0.count })")
        let log = try Descriptor.appending(to: logPath)
        let child = try Child(
            binary, arguments, environment: environment.merging(["NOTIFY_SOCKET": notices.path]) { $1 }, output: log,
            errors: log)
        lives.withLock { $0.append(Life(child: child, notices: notices)) }
        try await stack.watch(child)
    }

    /// Starts it and waits until it says READY=1.
    func start(timeout: Duration = .patience) async throws {
        try await launch()
        do {
            try await awaiting("READY=1", timeout: timeout) {
                if notices.contains("READY=1") { return () }
                if let ending = current?.ended() { throw Trouble("it ended first, with \(ending)") }
                return nil
            }
        } catch {
            throw Trouble("kutsu run did not become ready: \(error)\n\(log)")
        }
    }

    /// Asks it to end, with SIGTERM, and waits for it.
    @discardableResult
    func terminate(timeout: Duration = .patience) async throws -> Child.Ending {
        try await ends(after: SIGTERM, timeout: timeout)
    }

    /// Ends it as a power cut would, with SIGKILL.
    func kill9() async throws {
        _ = try await ends(after: SIGKILL, timeout: .seconds(30))
    }

    /// Ends it, asking first, and starts it again.
    func restart() async throws {
        if isRunning { try await terminate() }
        try await start()
    }

    /// Asks it to read its configuration again, with SIGHUP.
    func reload() {
        current?.send(SIGHUP)
    }

    /// Waits for it to end by itself.
    func ends(timeout: Duration = .patience) async throws -> Child.Ending {
        try await ends(after: 0, timeout: timeout)
    }

    private func ends(after signal: Int32, timeout: Duration) async throws -> Child.Ending {
        guard let child = current else { throw Trouble("the daemon was never started") }
        child.send(signal)
        return try await child.ends(timeout: timeout)
    }

    var isRunning: Bool { current.map { $0.ended() == nil } ?? false }
    var pid: pid_t? { current?.pid }

    /// What it has told its service manager since it was last started, such as `READY=1`, in order.
    var notices: [String] { lives.withLock { $0.last }?.notices.lines ?? [] }

    /// The last value that it gave to a name, such as `STATUS`.
    func lastNotice(_ name: String) -> String? {
        notices.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Everything it has written to standard error and standard output, over all its lives.
    var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    private var logPath: String { directory + "/daemon.log" }
    private var current: Child? { lives.withLock { $0.last }?.child }
}
