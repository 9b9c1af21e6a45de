import Foundation
import Synchronization

/// A process that a test started. It ends with its value, so a test that throws leaves nothing running.
final class Child: Sendable {
    /// How a process ended.
    enum Ending: Hashable, Sendable {
        case exit(Int32)
        case signal(Int32)
    }

    let pid: pid_t
    private let lastSignal: Int32
    private let ending = Mutex<Ending?>(nil)

    /// - Parameters:
    ///   - environment: what differs from our own environment; nil removes.
    ///   - lastSignal: what ends it when this value goes; anything but SIGKILL is not waited for.
    init(
        _ path: String, _ arguments: [String], environment: [String: String?] = [:],
        input: Descriptor? = nil, output: Descriptor, errors: Descriptor, lastSignal: Int32 = SIGKILL
    ) throws {
        let nowhere = try Descriptor(open("/dev/null", O_RDWR | O_CLOEXEC), from: "open /dev/null")
        var variables = ProcessInfo.processInfo.environment
        for (name, value) in environment { variables[name] = value }
        pid = try Child.spawn(
            path, [path] + arguments, variables.map { "\($0)=\($1)" },
            standard: [input ?? nowhere, output, errors])
        self.lastSignal = lastSignal
    }

    deinit {
        guard ended() == nil else { return }
        kill(pid, lastSignal)
        if lastSignal == SIGKILL { waitpid(pid, nil, 0) }
    }

    /// How it ended, or nil while it runs.
    func ended() -> Ending? {
        ending.withLock { ending in
            var status: Int32 = 0
            if ending == nil, waitpid(pid, &status, WNOHANG) == pid {
                let signal = status & 0x7f
                ending = signal == 0 ? .exit((status >> 8) & 0xff) : .signal(signal)
            }
            return ending
        }
    }

    /// Waits for the end.
    func ends(timeout: Duration = .patience) async throws -> Ending {
        try await awaiting("process \(pid) to end", timeout: timeout) { ended() }
    }

    /// Sends a signal, unless it has ended: its number might be another's by now.
    func send(_ signal: Int32) {
        if ended() == nil { kill(pid, signal) }
    }

    /// posix_spawn wants C arrays of C strings; they live for this call alone.
    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String], standard: [Descriptor]
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in standard.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(number))
        }
        // A group of its own: Ctrl-C at the tests must not end the servers before they have been tidied up.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        posix_spawnattr_setsigmask(&attributes, &defaults)
        sigaddset(&defaults, SIGPIPE)
        sigaddset(&defaults, SIGINT)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let argumentStrings = arguments.map { strdup($0) }
        let environmentStrings = environment.map { strdup($0) }
        defer { for string in argumentStrings + environmentStrings { free(string) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, path, &actions, &attributes, argumentStrings + [nil], environmentStrings + [nil])
        guard code == 0 else { throw Trouble.system("start \(path)", code: code) }
        return pid
    }
}

extension Child {
    /// What a process that ran to its end left behind.
    struct Outcome: Sendable {
        /// The exit status; 128 + n after signal n, as shells count.
        let status: Int32
        let outputBytes: [UInt8]
        let errorBytes: [UInt8]

        var output: String { String(decoding: outputBytes, as: UTF8.self) }
        var errors: String { String(decoding: errorBytes, as: UTF8.self) }
    }

    /// Runs a program to its end. Through files, not pipes: nobody has to read while it writes.
    static func run(
        _ path: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String?] = [:],
        timeout: Duration = .patience
    ) async throws -> Outcome {
        let output = try Descriptor.temporary()
        let errors = try Descriptor.temporary()
        let child = try Child(
            path, arguments, environment: environment,
            input: try .temporary(holding: input), output: output, errors: errors)
        let status: Int32
        do {
            switch try await child.ends(timeout: timeout) {
            case .exit(let code): status = code
            case .signal(let number): status = 128 + number
            }
        } catch {
            throw Trouble("\(path) \(arguments): \(error)\n\(String(decoding: errors.contents(), as: UTF8.self))")
        }
        return Outcome(status: status, outputBytes: output.contents(), errorBytes: errors.contents())
    }
}
