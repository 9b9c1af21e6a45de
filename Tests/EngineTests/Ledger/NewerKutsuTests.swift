import Base
import MailingList
import Testing

@testable import Engine

/// Files that a newer Kutsu wrote: nothing in them is taken for damage, cut off or thrown away.
@Suite("Files of a newer Kutsu")
struct NewerKutsuTests {
    private func disk(_ persons: Int...) throws -> FakeDisk {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            for number in persons {
                let member = Member(
                    address: ListLife.person(number), language: .fi, joined: ListLife.start,
                    consent: Consent(means: .admin))
                try batch.add(
                    Decision(.nothing, entries: [.membership(.joined(member))]), source: .admin, policy: ListLife.policy
                )
            }
        }
        return disk
    }

    private func write(_ bytes: [UInt8], to file: String, on disk: FakeDisk) throws {
        try disk.lock()
        try disk.write(bytes, to: file)
        disk.unlock()
    }

    private func failure<R>(_ body: () throws -> R) -> LedgerError? {
        do { _ = try body() } catch { return error as? LedgerError }
        return nil
    }

    private static func line(_ sequence: Int, _ column: String) -> [UInt8] {
        Checksum.seal("\(sequence)\t\(ListLife.start.text)\tadmin\t\(column)")
    }

    /// Facts of a Kutsu to come: a new verb, and a known one with a new word in it.
    private static let columns = ["danced with=eva@hel.fi", "left address=eva@hel.fi by=eviction"]

    @Test("a line of its own at the journal's end is not cut off: the list does not start", arguments: columns)
    func lastLine(_ column: String) throws {
        let disk = try disk(1, 2)
        let journal = try #require(try disk.read("journal")) + Self.line(3, column)
        try write(journal, to: "journal", on: disk)
        let calls = disk.calls
        let error = failure { try Ledger(disk: disk, list: ListLife.list) }
        #expect(error?.description.hasPrefix("journal cannot be used: line 4 says ") == true)
        #expect(error?.description.contains("A newer Kutsu wrote it: update this one") == true)
        #expect(try disk.read("journal") == journal && disk.calls == calls)
    }

    @Test("a line that it adds beside a running daemon stops that one, and stays", arguments: columns)
    func besideDaemon(_ column: String) throws {
        let disk = try disk(1, 2)
        var daemon = try Ledger(disk: disk, list: ListLife.list)
        let state = daemon.state
        let journal = try #require(try disk.read("journal")) + Self.line(3, column)
        try write(journal, to: "journal", on: disk)
        let calls = disk.calls
        for _ in 0..<2 {
            #expect(failure { try daemon.refresh() }?.description.contains("A newer Kutsu wrote it") == true)
            let committing = failure {
                try daemon.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                    try batch.add(
                        Decision(.nothing, entries: [.forwarding(.flooded(ListLife.person(9)))]), source: .admin,
                        policy: ListLife.policy)
                }
            }
            #expect(committing?.description.contains("A newer Kutsu wrote it") == true)
            #expect(failure { try daemon.compact(at: ListLife.start) } != nil)
        }
        #expect(try disk.read("journal") == journal && disk.calls == calls && daemon.state == state)
    }

    @Test("fsck mends nothing beside such a line, at the end or in the middle", arguments: columns, [2, 3])
    func fsck(_ column: String, _ sequence: Int) throws {
        let disk = try disk(1, 2)
        var lines = try #require(try disk.read("journal")).split(separator: 10).map { Array($0) + [10] }
        lines.insert(Self.line(sequence, column), at: sequence)
        // Damage that would be mended elsewhere, and a file that would be taken away.
        lines[1][5] ^= 1
        let journal = lines.flatMap { $0 }
        try write(journal, to: "journal", on: disk)
        try write([1], to: "quarantine/q-2.reason", on: disk)
        try write(Array("of another length\n".utf8), to: "secret", on: disk)
        let calls = disk.calls
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.line) == [sequence + 1] && findings.map(\.severity) == [.damaged])
        #expect(findings.first?.text.contains("A newer Kutsu wrote it") == true && findings.first?.mend == nil)
        #expect(try disk.read("journal") == journal && disk.calls == calls)
    }

    @Test("a line without its end was never committed, whoever wrote it", arguments: columns)
    func torn(_ column: String) throws {
        let disk = try disk(1, 2)
        let journal = try #require(try disk.read("journal"))
        try write(journal + Self.line(3, column).dropLast(), to: "journal", on: disk)
        let ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(try ledger.warnings.count == 1 && disk.read("journal") == journal)
    }

    /// A members file whose checksum fits, one of whose lines was changed.
    private func members(_ change: (inout String) -> Void) throws -> FakeDisk {
        let disk = try disk(1, 2)
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        try ledger.compact(at: ListLife.start)
        var lines = try #require(try disk.read("members"))
            .split(separator: 10).dropFirst().map { String(decoding: $0, as: UTF8.self) }
        change(&lines[1])
        let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
        let header = Snapshot.header(for: bytes, count: 2, through: ledger.state.sequence, list: ListLife.list)
        try write(header + bytes, to: "members", on: disk)
        return disk
    }

    @Test(
        "a member's line with more, or other words, than is known is not taken for damage",
        arguments: [("\t-\t-", "\t-\t-\ttopics"), ("\tfi\t", "\tse\t"), ("\tadmin\t", "\tsync\t")])
    func memberLine(_ old: String, _ new: String) throws {
        let disk = try members { $0 = $0.replacing(old, with: new, maxReplacements: 1) }
        let calls = disk.calls
        let error = failure { try Ledger(disk: disk, list: ListLife.list) }
        #expect(error?.description.hasPrefix("members cannot be used: line 3 says ") == true)
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.file) == ["members"] && findings.map(\.line) == [3] && findings[0].mend == nil)
        #expect(disk.calls == calls)
    }

    @Test("a member's line with a seventh column is not mended away beside a damaged one")
    func seventhColumn() throws {
        let disk = try members { $0 += "\ttopics" }
        var bytes = try #require(try disk.read("members"))
        let header = try #require(bytes.firstIndex(of: 10))
        bytes[header + 1] = 0xFF
        try write(bytes, to: "members", on: disk)
        let calls = disk.calls
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.line) == [3] && findings.allSatisfy { $0.mend == nil })
        #expect(disk.calls == calls)
    }

    @Test(
        "version 2 in the header of either file is refused, and nothing is changed", arguments: ["journal", "members"])
    func version(_ file: String) throws {
        let disk = try members { _ in }
        let bytes = try #require(try disk.read(file))
        let end = try #require(bytes.firstIndex(of: 10))
        let header = String(decoding: bytes[..<end].dropLast(10), as: UTF8.self)
        // What follows the header is not looked at: its lines may be of another kind.
        try write(
            Checksum.seal(header.replacing("kutsu-\(file) 1", with: "kutsu-\(file) 2")) + [0xFF, 0xFE, 10], to: file,
            on: disk)
        try disk.remove("secret")
        let calls = disk.calls
        for error in [
            failure { try Ledger(disk: disk, list: ListLife.list) },
            failure { try Ledger.state(on: disk, list: ListLife.list) },
            failure { try Ledger.checkOwner(of: disk, list: ListLife.list) },
        ] {
            #expect(error?.description.contains("has version 2, this Kutsu knows version 1: update it") == true)
        }
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.file) == [file] && findings.allSatisfy { $0.mend == nil })
        #expect(disk.calls == calls)
    }

    /// A post under way whose progress has one line more.
    private func progress(_ line: String) throws -> FakeDisk {
        let disk = FakeDisk()
        var life = ListLife(on: disk)
        try life.live()
        let file = "outbox/\(ListLife.post(3).id.text)/progress"
        try disk.append(Array((line + "\n").utf8), to: file)
        return disk
    }

    @Test("a job that it has worked on is not opened, and its copies wait")
    func job() throws {
        let job = ListLife.post(3).id.text
        let disk = try progress("4\tperson4@hel.fi\t\(ListLife.start.text)\terased\t-")
        let calls = disk.calls
        let error = failure { try JobFolder(name: job, disk: disk).load(written: ListLife.start) }
        #expect(error?.description.contains("outbox/\(job)/progress cannot be used: line 6 says \"erased\".") == true)
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.file) == ["outbox/\(job)/progress"] && findings.map(\.line) == [6])
        #expect(findings.allSatisfy { $0.mend == nil && $0.severity == .damaged })
        #expect(disk.calls == calls)
    }

    @Test(
        "a line of progress that is none at all is still taken for damage",
        arguments: ["\0\0", "4\tperson4@hel.fi\tnow\terased\t-", "4\tperson4@hel.fi", "4\t\t\t\t", "x\ty\tz\tw\tv"])
    func noJob(_ line: String) throws {
        let disk = try progress(line)
        _ = try JobFolder(name: ListLife.post(3).id.text, disk: disk).load(written: ListLife.start)
        let findings = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.severity) == [.untidy] && findings[0].mend != nil)
    }
}
