import Engine
import Glibc

/// `swift run -c release kutsu-benchmark [intake|deliver|send|start|join|history|parse] [MEMBERS] [MAILS]`: the figures of the engine and of
/// the mail parser, each beside a reference measured in the same run, on real files. MAILS is a folder of them.
@main
enum Benchmark {
    static func main() async {
        do {
            try await measure()
        } catch {
            print("kutsu-benchmark: \((error as? Trouble)?.text ?? "\(error)")")
            exit(1)
        }
    }

    private static func measure() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        let members = arguments.compactMap { Int($0) }.first ?? 1_000_000
        let words = arguments.filter { Int($0) == nil }
        // What ``ParsingMemory`` needs a fresh process for.
        if words.first == "parse-memory", let path = words.last { return try ParsingMemory.child(path) }
        if words.first == "send-child" { return try await Sending.child(Array(CommandLine.arguments.dropFirst(2))) }
        let wanted = words.filter(["intake", "deliver", "send", "start", "join", "history", "parse"].contains)
        print("figures of one run, \(members) members at the most\n")
        if wanted.isEmpty || wanted.contains("intake") { try await Intake.measure(mails: 10_000) }
        if wanted.isEmpty || wanted.contains("deliver") {
            try await DeliveryCost.measure(copies: min(members, 100_000), letters: 10_000)
        }
        if wanted.isEmpty || wanted.contains("send") { try Sending.measure() }
        if wanted.isEmpty || wanted.contains("start") { try Start.measure(members: members) }
        if wanted.isEmpty || wanted.contains("join") { try Join.measure(members: [1000, members]) }
        if wanted.isEmpty || wanted.contains("history") { try History.measure(posts: [0, 5000, 20_000]) }
        if wanted.isEmpty || wanted.contains("parse") {
            try Parsing.measure(folder: words.first { !wanted.contains($0) })
            try ParsingMemory.measure()
        }
    }

    /// A row: what, how much, and against what.
    static func row(_ what: String, _ figure: String, _ against: String = "") {
        print(
            what.padded(to: 58) + figure.padded(to: 24) + against)
        // To be seen when it is known, also in a pipe.
        fflush(nil)
    }

    static func seconds(_ body: () throws -> Void) rethrows -> Double {
        let clock = ContinuousClock()
        return try clock.measure(body) / .seconds(1)
    }

    /// What the process has worked so far, on all cores.
    static var processSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }

    /// What of the process lies in memory now, in MB (proc(5), statm).
    static var residentMegabytes: Double {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1_000_000
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}

extension Double {
    /// With as many digits as say something.
    var short: String {
        let scaled = self >= 100 ? self.rounded() : (self * 100).rounded() / 100
        return self >= 100 ? String(Int(scaled)) : String(scaled)
    }
}
