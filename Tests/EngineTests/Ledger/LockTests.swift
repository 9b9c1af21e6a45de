import Base
import MailingList
import Testing

@testable import Engine

/// Who reads holds the lock together with others and writes nothing; who writes holds it alone; nobody waits for ever.
@Suite("The lock of a list's files")
struct LockTests {
    private func commit(_ ledger: inout Ledger, _ number: Int) throws {
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            let decision = Decision(.nothing, entries: [.forwarding(.flooded(ListLife.person(number)))])
            try batch.add(decision, source: .admin, policy: ListLife.policy)
        }
    }

    /// A list with two transactions.
    private func disk() throws -> FakeDisk {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        for number in 1...2 { try commit(&ledger, number) }
        _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
        return disk
    }

    /// Cuts the journal's last line short.
    private func tear(_ disk: FakeDisk) throws {
        let size = try #require(try disk.read("journal")).count
        try disk.lock()
        try disk.truncate("journal", to: size - 9)
        disk.unlock()
    }

    enum Reading: String, CaseIterable {
        case state, examination, key
    }

    private func read(_ reading: Reading, _ disk: FakeDisk) throws {
        switch reading {
        case .state: _ = try Ledger.state(on: disk, list: ListLife.list)
        case .examination: _ = try Fsck.examine(disk, list: ListLife.list)
        case .key: _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
        }
    }

    @Test("reading shares it with other readers and changes nothing", arguments: Reading.allCases)
    func reading(_ reading: Reading) throws {
        let disk = try disk()
        let calls = disk.calls
        disk.hold(.shared)
        try read(reading, disk)
        #expect(disk.calls == calls)
    }

    @Test("reading beside one who writes gives up, with a word", arguments: Reading.allCases)
    func readingBesideWriter(_ reading: Reading) throws {
        let disk = try disk()
        disk.hold(.exclusive)
        #expect(throws: LedgerError.locked(for: .seconds(3))) { try read(reading, disk) }
        disk.hold(nil)
        try read(reading, disk)
    }

    @Test("reading takes the lines before a torn one, and leaves that to whoever writes")
    func readingTorn() throws {
        let disk = try disk()
        try tear(disk)
        let (calls, journal) = (disk.calls, try disk.read("journal"))
        let state = try Ledger.state(on: disk, list: ListLife.list)
        #expect(state.sequence == 1)
        #expect(try disk.calls == calls && disk.read("journal") == journal)
        let ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(ledger.state == state && ledger.warnings.count == 1)
    }

    @Test("reading a list without files makes none")
    func readingNothing() throws {
        let disk = FakeDisk()
        #expect(try Ledger.state(on: disk, list: ListLife.list) == State())
        #expect(disk.calls == 0)
    }

    @Test("reading where the journal is gone does not take the list for a new one")
    func readingWithoutJournal() throws {
        let disk = try disk()
        try disk.lock()
        try disk.remove("journal")
        disk.unlock()
        #expect(throws: LedgerError.missing(file: "journal")) { try Ledger.state(on: disk, list: ListLife.list) }
    }

    enum Writing: String, CaseIterable {
        case opening, committing, compacting, tidying, repairing, makingKey
    }

    @Test("writing beside another process gives up, changes nothing, and goes well later", arguments: Writing.allCases)
    func writing(_ writing: Writing) throws {
        let disk = try disk()
        if writing == .makingKey { try disk.remove("secret") }
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        let (calls, state) = (disk.calls, ledger.state)
        func write() throws {
            switch writing {
            case .opening: _ = try Ledger(disk: disk, list: ListLife.list)
            case .committing: try commit(&ledger, 3)
            case .compacting: try ledger.compact(at: ListLife.start)
            case .tidying: _ = try ledger.tidyUp()
            case .repairing:
                _ = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
            case .makingKey: _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
            }
        }
        for mode in LockMode.allCases {
            disk.hold(mode)
            #expect(throws: LedgerError.locked(for: .seconds(3))) { try write() }
        }
        #expect(disk.calls == calls && ledger.state == state)
        disk.hold(nil)
        try write()
    }

    @Test("a daemon goes on reading beside a reader that was stopped, and writes when that one is gone")
    func stoppedReader() throws {
        let disk = try disk()
        var (daemon, admin) = try (
            Ledger(disk: disk, list: ListLife.list), Ledger(disk: disk, list: ListLife.list)
        )
        try commit(&admin, 3)
        disk.hold(.shared)
        try daemon.refresh()
        #expect(daemon.state == admin.state)
        #expect(throws: LedgerError.locked(for: .seconds(3))) { try commit(&daemon, 4) }
        #expect(daemon.state == admin.state)
        disk.hold(nil)
        try commit(&daemon, 4)
        try admin.refresh()
        #expect(daemon.state == admin.state && daemon.state.sequence == 4)
    }

    @Test("a running daemon passes a torn line over while it reads, and cuts it off before it writes")
    func refreshTorn() throws {
        let disk = try disk()
        var daemon = try Ledger(disk: disk, list: ListLife.list)
        let journal = try #require(try disk.read("journal"))
        try disk.lock()
        try disk.append(Array("3\t2026-".utf8), to: "journal")
        disk.unlock()
        let torn = try disk.read("journal")
        try daemon.refresh()
        #expect(try disk.read("journal") == torn && daemon.warnings == [])
        try commit(&daemon, 3)
        #expect(daemon.warnings.count == 1)
        #expect(try disk.read("journal")?.starts(with: journal) == true)
        #expect(try Ledger(disk: disk, list: ListLife.list).state == daemon.state)
    }

    @Test(
        "the word names who may hold it, what tells who does, and how long was waited",
        arguments: [(Duration.seconds(10), "more than 10 s, "), (.milliseconds(500), "more than 0.5 s, ")])
    func word(_ length: Duration, _ text: String) {
        let word = LedgerError.locked(for: length).description
        #expect(word.contains(text) && word.contains("Ctrl-Z") && word.contains("lslocks"))
    }
}
