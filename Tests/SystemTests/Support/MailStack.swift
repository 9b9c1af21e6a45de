import Foundation
import Synchronization

/// A Dovecot and a Postfix of our own on loopback, with accounts for everybody below `.test`. What is where, and which
/// addresses refuse, bounce or hang up, is told at the head of `mailstack/run`.
///
/// It lives as long as its value, and no longer than the test process.
final class MailStack: Sendable {
    enum Server: String, CaseIterable, Sendable {
        case dovecot
        case postfix
    }

    struct Ports: Sendable {
        let imap, imaps, submission, smtps, mx: UInt16

        init(base: UInt16) {
            (imap, imaps, submission, smtps, mx) = (base, base + 1, base + 2, base + 3, base + 4)
        }
    }

    /// Everybody's.
    static let password = "salaisuus"

    let directory: String
    let ports: Ports
    private let supervisor: Child
    private let conversation: Mutex<LineStream>
    private let lists = Mutex(0)

    /// The authority that signed the servers' certificate, and one that signed nothing.
    var authority: String { directory + "/tls/ca.pem" }
    var strangeAuthority: String { directory + "/tls/stranger.pem" }

    /// The one that all tests of this process share: each has its own list and its own people on it.
    static func shared() async throws -> MailStack {
        try await starting.value
    }

    private static let starting = Task { try await MailStack.start() }

    /// One of a test's own, for tests that break it.
    static func start() async throws -> MailStack {
        if let unavailableReason { throw Trouble(unavailableReason) }
        return try await blocking { try MailStack() }
    }

    private init() throws {
        // In /tmp, whatever TMPDIR says: the servers' own users must reach it, and Unix sockets want short names.
        var name = Array("/tmp/kutsu-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw Trouble.system("make a folder in /tmp") }
        directory = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "mailstack/run").path
        let (ours, theirs) = try LineStream.pair()
        supervisor = try Child(
            "/bin/bash", [script, directory], environment: ["KUTSU_STACK_PASSWORD": MailStack.password],
            input: theirs, output: theirs, errors: try .appending(to: directory + "/mailstack.log"), lastSignal: SIGTERM
        )
        var stream = LineStream(ours)
        let answer = try stream.line()
        conversation = Mutex(stream)
        guard answer.hasPrefix("ready "), let base = UInt16(answer.dropFirst(6)) else {
            throw Trouble("the mail stack did not start: \(answer)")
        }
        ports = Ports(base: base)
    }

    /// Ends a server: connections break, new ones are refused. What Postfix was just handing to Dovecot it hands over
    /// again when it is back; `delivered` beforehand, or `ReceivedMail.transaction`, keeps that from looking like a
    /// copy too many.
    func stop(_ server: Server) async throws {
        try await command("stop \(server)")
    }

    func start(_ server: Server) async throws {
        try await command("start \(server)")
    }

    /// Ends both servers and removes every file; whoever does not call this has it done when the value goes.
    func end() async throws {
        supervisor.send(SIGTERM)
        _ = try await supervisor.ends()
    }

    /// Has a process ended with the stack, even when we die before it.
    func watch(_ child: Child) async throws {
        try await command("watch \(child.pid)")
    }

    private func command(_ line: String) async throws {
        try await blocking { [self] in
            let answer = try conversation.withLock { stream in
                try stream.write(line + "\n")
                return try stream.line()
            }
            guard answer == "ok" else { throw Trouble("\(line): \(answer)") }
        }
    }

    /// What both servers said, for the test that cannot be understood without.
    func log() -> String {
        Server.allCases.map { server in
            (try? String(contentsOfFile: "\(directory)/\(server).log", encoding: .utf8)) ?? "no log of \(server)"
        }.joined(separator: "\n")
    }

    /// What the world says to the mailboxes here.
    var world: Inject { Inject(port: ports.mx) }

    func inbox(of address: String) -> Inbox {
        Inbox(directory: "\(directory)/mail/\(address.lowercased())/Maildir")
    }

    /// Waits until Postfix has delivered, discarded or bounced everything it has taken.
    func delivered(timeout: Duration = .patience) async throws {
        let queues = ["incoming", "active", "deferred", "maildrop"].map { "\(directory)/postfix/queue/\($0)" }
        try await awaiting("Postfix to deliver its queue", timeout: timeout) {
            let waiting = queues.contains { queue in
                FileManager.default.enumerator(atPath: queue)?.contains { entry in
                    // a mail is a file; what stays are the folders that spread them, named by one hexadecimal digit
                    (entry as? String).map { ($0 as NSString).lastPathComponent.count > 1 } ?? false
                } ?? false
            }
            return waiting ? nil : ()
        }
    }

    /// A number that no other list of this stack has.
    func nextListNumber() -> Int {
        lists.withLock { count in
            count += 1
            return count
        }
    }
}
