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
                    let many = bytes > 10_000 ? 4000 : 20_000
                    var work = SendingRivals.Work(count: many, bytes: bytes, port: sink.port, certificate: certificate)
                    let ours = work
                    // Who waits for each answer needs a tenth of a second for a mail there.
                    if delay > 0 { work.count = 100 }
                    let name = "\(delay) ms, \(bytes / 1000) kB, \(certificate == nil ? "plain" : "TLS")"
                    Benchmark.row("\(name): \(work.count) copies, of Kutsu \(ours.count)", "")
                    try measure(work, ours)
                }
            }
        }
        if tls == nil { Benchmark.row("sending over TLS", "skipped: no openssl") }
    }

    /// - Parameter ours: as much as takes Kutsu a second: its start would count for most of less.
    private static func measure(_ work: SendingRivals.Work, _ ours: SendingRivals.Work) throws {
        let one = row("  Kutsu, 1 connection", ours, try run(ours, connections: 1), beside: nil)
        let four = row("  Kutsu, 4 connections", ours, try run(ours, connections: 4), beside: nil)
        row("  libcurl (reference)", work, try SendingRivals.libcurl(work), beside: one)
        row("  Python's smtplib (reference)", work, try SendingRivals.smtplib(work), beside: one)
        for (sessions, beside) in [("1 session", one), ("4 sessions", four)] {
            let run = try SendingRivals.smtpSource(work, sessions: sessions == "1 session" ? 1 : 4)
            row("  smtp-source, \(sessions) (reference)", work, run, beside: beside)
        }
    }

    /// Answers with copies a second.
    ///
    /// - Parameter ours: Kutsu's with as many connections.
    @discardableResult
    private static func row(
        _ who: String, _ work: SendingRivals.Work, _ run: SendingRivals.Run?, beside ours: Double?
    ) -> Double? {
        guard let run else {
            Benchmark.row(who, work.certificate == nil ? "not installed: skipped" : "none over TLS: skipped")
            return nil
        }
        let count = Double(work.count)
        let rate = count / run.seconds
        Benchmark.row(
            who, "\(rate.short)/s",
            "\((run.cpu * 1_000_000 / count).short) µs of CPU each, \((run.peak / 1000).short) MB at most"
                + (ours.map { ", Kutsu × \(($0 / rate).short)" } ?? ""))
        return rate
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
