import Engine
import MailingList

/// Opening a list with many members.
enum Start {
    static func measure(members count: Int) throws {
        let workshop = try Workshop()
        do {
            var ledger = try Ledger(disk: workshop.disk, list: "list")
            try workshop.fill(&ledger, count, at: Workshop.now)
        }
        let before = Benchmark.residentMegabytes
        var opened: Ledger?
        let time = try Benchmark.seconds { opened = try Ledger(disk: workshop.disk, list: "list") }
        let memory = Benchmark.residentMegabytes - before
        guard opened?.state.members.count == count else { throw Trouble(text: "members are missing") }

        // The reference: the same file into a dictionary of strings, which is what one would write first.
        var dictionary: [String: String] = [:]
        let reference = try Benchmark.seconds {
            let text = String(decoding: try workshop.disk.read("members") ?? [], as: UTF8.self)
            for line in text.split(separator: "\n").dropFirst() {
                guard let tab = line.firstIndex(of: "\t") else { continue }
                dictionary[String(line[..<tab])] = String(line[tab...])
            }
        }
        guard dictionary.count == count else { throw Trouble(text: "members are missing from the reference") }
        Benchmark.row("start with \(count) members", "\(time.short) s, \(memory.short) MB more")
        Benchmark.row(
            "  the file into a dictionary of strings (reference)", "\(reference.short) s",
            "× \((reference / time).short)")
    }
}
