import Glibc
import Mail

/// Every mail of a folder, read from memory: parsed, each header field decoded, each leaf decoded, text converted. GMime
/// and Python's `email` do the same with the same files in the same run, each timing its own loop.
enum Parsing {
    private static let rounds = 5

    static func measure(folder: String?) throws {
        let files = try MailFiles.paths(in: folder)
        let mails = try files.map(MailFiles.bytes)
        let bytes = mails.reduce(0) { $0 + $1.count }
        Benchmark.row("\(mails.count) mails, \(Double(bytes) / 1_000_000) MB, read \(rounds) times", "")
        guard bytes > 0 else { return }

        let list = try TemporaryFile(Array(files.joined(separator: "\n").utf8))
        let gmime = try Reference.gmime()
        let python = try Reference.python()
        // Taking turns, so that whatever else the machine does falls on each of them; the best turn counts.
        var best: [String: Double] = [:]
        for _ in 0..<3 {
            note(&best, "kutsu", Benchmark.seconds { for _ in 0..<rounds { for mail in mails { read(mail) } } })
            note(&best, "gmime", try gmime?.seconds(files: list.path, rounds: rounds))
            note(&best, "python", try python.seconds(files: list.path, rounds: rounds))
        }
        let work = Work(mails: mails.count * rounds, bytes: bytes * rounds)
        Benchmark.row("  Kutsu", work.rate(best["kutsu"]))
        row("  GMime (reference)", work, best["gmime"], best["kutsu"], absent: "GMime is not installed: skipped")
        row("  Python's email (reference)", work, best["python"], best["kutsu"], absent: "no python3: skipped")
    }

    private static func note(_ best: inout [String: Double], _ name: String, _ seconds: Double?) {
        if let seconds { best[name] = min(best[name] ?? .infinity, seconds) }
    }

    private static func row(_ what: String, _ work: Work, _ seconds: Double?, _ ours: Double?, absent: String) {
        guard let seconds, let ours else { return Benchmark.row(what, absent) }
        Benchmark.row(what, work.rate(seconds), "Kutsu is × \((seconds / ours).short)")
    }

    private struct Work {
        let mails: Int
        let bytes: Int

        func rate(_ seconds: Double?) -> String {
            guard let seconds else { return "" }
            return "\((Double(mails) / seconds).short) mails/s, \((Double(bytes) / seconds / 1_000_000).short) MB/s"
        }
    }

    /// All that a mail says. The sum of sizes makes sure that nothing is left undone.
    @discardableResult
    static func read(_ bytes: [UInt8]) -> Int {
        let message = Message(bytes)
        var size = message.from.count + message.to.count + (message.messageID?.utf8.count ?? 0)
        if message.date != nil { size += 1 }
        for part in message.parts {
            for field in part.header.fields { size += field.decoded.utf8.count }
            if part.isMultipart { continue }
            let isText = part.contentType.type == "text"
            size += isText ? message.text(of: part).utf8.count : message.decoded(part).count
        }
        return size
    }
}
