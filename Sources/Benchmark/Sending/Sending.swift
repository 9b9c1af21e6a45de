import Base
import Engine
import Glibc
import Logging
import MailingList
import Rendering
import Wire

/// Copies on their way to a server on this machine: Kutsu with one and four connections, from the published post to the last
/// answer, beside programs that only send. Each in a process of its own, all to the same server.
enum Sending {
    static func measure() throws {
        let tls = try SmtpSink.Certificate()
        for certificate in [nil, tls] {
            for delay in [0, 20] {
                guard let sink = try SmtpSink(delay: delay, certificate) else {
                    return Benchmark.row("sending", "skipped: no C compiler, or no OpenSSL to compile with")
                }
                for bytes in [3000, 60_000] {
                    // Who waits for each answer needs a tenth of a second for a mail there.
                    let count = delay > 0 ? 100 : bytes > 10_000 ? 1000 : 4000
                    let work = SendingRivals.Work(count: count, bytes: bytes, port: sink.port, certificate: certificate)
                    try measure(work, "\(delay) ms, \(bytes / 1000) kB, \(certificate == nil ? "plain" : "TLS")")
                }
            }
        }
        if tls == nil { Benchmark.row("sending over TLS", "skipped: no openssl") }
    }

    private static func measure(_ work: SendingRivals.Work, _ name: String) throws {
        Benchmark.row("\(work.count) copies: \(name)", "")
        let kutsu = try run(work, connections: 1)
        row("  Kutsu, 1 connection", work, kutsu, kutsu)
        row("  Kutsu, 4 connections", work, try run(work, connections: 4), kutsu)
        row("  libcurl (reference)", work, try SendingRivals.libcurl(work), kutsu)
        row("  Python's smtplib (reference)", work, try SendingRivals.smtplib(work), kutsu)
        row("  smtp-source, 1 session (reference)", work, try SendingRivals.smtpSource(work, sessions: 1), kutsu)
        row("  smtp-source, 4 sessions (reference)", work, try SendingRivals.smtpSource(work, sessions: 4), kutsu)
    }

    private static func row(
        _ who: String, _ work: SendingRivals.Work, _ run: SendingRivals.Run?, _ ours: SendingRivals.Run?
    ) {
        guard let run, let ours else {
            return Benchmark.row(who, work.certificate == nil ? "not installed: skipped" : "none over TLS: skipped")
        }
        let count = Double(work.count)
        Benchmark.row(
            who, "\((count / run.seconds).short)/s",
            "\((run.cpu * 1_000_000 / count).short) µs of CPU each, \((run.peak / 1000).short) MB at most, Kutsu × "
                + (run.seconds / ours.seconds).short)
    }

    /// Kutsu as a child of its own, so that its peak memory is its own.
    private static func run(_ work: SendingRivals.Work, connections: Int) throws -> SendingRivals.Run? {
        let scheme = work.certificate == nil ? "smtp" : "smtps"
        let output = try ShellCommand.output(
            "/proc/\(getpid())/exe send-child \(work.count) \(work.bytes) \(connections) "
                + "\(scheme)://127.0.0.1:\(work.port) \(work.certificate?.chain.path ?? "")")
        guard let run = SendingRivals.Run(output) else { throw Trouble(text: "the child that sends said: \(output)") }
        return run
    }

    /// The child: a list on a real disk with that many members, a post, and the production's cycle and connections.
    static func child(_ arguments: [String]) async throws {
        guard arguments.count >= 4, let count = Int(arguments[0]), let bytes = Int(arguments[1]),
            let connections = Int(arguments[2]), let endpoint = try? Endpoint(arguments[3])
        else { throw Trouble(text: "send-child COUNT BYTES CONNECTIONS URL [CA]") }
        let workshop = try Workshop()
        var ledger = try Ledger(disk: workshop.disk, list: workshop.policy.name)
        try workshop.fill(&ledger, count, at: Workshop.now)
        try workshop.publish(&ledger, copies: count, bytes: bytes)
        let executor = PollExecutor()
        let tally = WireRelay.Tally(expecting: count)
        let ca = arguments.count > 4 ? arguments[4] : nil
        let relays: [any Relay] = (0..<connections).map { _ in WireRelay(endpoint, caFile: ca, tally, executor) }
        let cycle = try Cycle(try workshop.parts([RelayServer(connections: relays)]))
        let (clock, cpu) = (ContinuousClock(), Benchmark.processSeconds)
        let start = clock.now
        let work = Task(executorPreference: executor.tasks) { await cycle.run() }
        await tally.untilAll()
        let seconds = (clock.now - start) / .seconds(1)
        print(seconds, Benchmark.processSeconds - cpu, Double(try ParsingMemory.peak()) / 1000)
        fflush(nil)
        work.cancel()
        await work.value
    }
}
