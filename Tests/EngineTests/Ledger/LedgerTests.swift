import Base
import MailingList
import Testing

@testable import Engine

@Suite("The ledger")
struct LedgerTests {
    private func commit(_ ledger: inout Ledger, _ numbers: Int...) throws {
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            for number in numbers {
                let decision = Decision(.nothing, entries: [.forwarding(.flooded(ListLife.person(number)))])
                try batch.add(decision, source: .admin, policy: ListLife.policy)
            }
        }
    }

    private func knows(_ ledger: Ledger) -> [Int] {
        (0..<50).filter { ledger.state.contacts.forwardCount(from: ListLife.person($0), at: ListLife.start) > 0 }
    }

    private func open(_ disk: FakeDisk, _ list: String = ListLife.list) throws -> Ledger {
        try Ledger(disk: disk, list: list)
    }

    private func lines(_ disk: FakeDisk, _ file: String = "journal") throws -> [[UInt8]] {
        try #require(try disk.read(file)).split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
    }

    private func failure(_ body: () throws -> Void) -> LedgerError? {
        do { try body() } catch { return error as? LedgerError }
        return nil
    }

    @Test("cuts a torn last line off, says so once, and goes on", arguments: [1, 2, 30, 61])
    func torn(_ cut: Int) throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1, 2)
        let whole = try #require(try disk.read("journal"))
        try disk.lock()
        try disk.truncate("journal", to: whole.count - cut)
        disk.unlock()
        var again = try open(disk)
        #expect(knows(again) == [1] && again.warnings.count == 1)
        try commit(&again, 3)
        let third = try open(disk)
        #expect(knows(third) == [1, 3] && third.warnings == [])
    }

    /// How somebody comes to know the line: by a start, or while at work, to look or to write.
    enum Reading: CaseIterable { case opening, refreshing, writing }

    @Test(
        "a line whose writer was killed before its fsync is on the disk before anybody acts on it",
        arguments: Reading.allCases)
    func unsynced(_ reading: Reading) throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        let other = FakeDisk(disk.model)
        var killed = try open(other)
        try commit(&killed, 2)
        let line = try #require(try lines(other).last)
        try disk.lock()
        try disk.append(line, to: "journal")
        disk.unlock()
        switch reading {
        case .opening: #expect(knows(try open(disk)) == [1, 2])
        case .refreshing: try ledger.refresh()
        case .writing: try ledger.transact(at: ListLife.start) { (_: inout Batch) in }
        }
        #expect(knows(try open(disk.cut(.nothing))) == [1, 2])
    }

    @Test("refuses a damaged line in the middle, with its file and number, and changes nothing")
    func middle() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1, 2, 3)
        var lines = try lines(disk)
        lines[2][10] ^= 1
        let damaged = FakeDisk(disk.model)
        try damaged.lock()
        try damaged.write(lines.flatMap { $0 }, to: "journal")
        damaged.unlock()
        let error = failure { _ = try open(damaged) }
        #expect(error == .damaged(file: "journal", line: 3, reason: "the checksum does not fit"))
        #expect(error?.description.contains("journal is damaged in line 3") == true)
        #expect(try damaged.read("journal") == lines.flatMap { $0 })
        // A process that is running already does not go on either.
        try disk.lock()
        try disk.append(lines[2] + lines[3], to: "journal")
        disk.unlock()
        let later = failure { try ledger.refresh() }
        #expect(later == .damaged(file: "journal", line: 5, reason: "the checksum does not fit"))
    }

    @Test("refuses a line that is missing, and one that is there twice")
    func order() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1, 2, 3)
        let lines = try lines(disk)
        for (order, line, reason) in [
            ([0, 1, 3], 3, "transaction 3 follows 1"), ([0, 1, 1, 2], 3, "transaction 1 follows 1"),
        ] {
            let other = FakeDisk(disk.model)
            try other.lock()
            try other.write(order.flatMap { lines[$0] }, to: "journal")
            other.unlock()
            #expect(failure { _ = try open(other) } == .damaged(file: "journal", line: line, reason: reason))
        }
    }

    @Test("refuses the files of another list and of a newer Kutsu", arguments: ["journal", "members"])
    func foreign(_ file: String) throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        try ledger.compact(at: ListLife.start)
        let other = failure { _ = try open(disk, "toinen") }
        #expect(other?.description.contains("belongs to the list \(ListLife.list), not to toinen") == true)

        let lines = try lines(disk, file)
        let header = String(decoding: lines[0].dropLast(11), as: UTF8.self)
        try disk.lock()
        try disk.write(
            Checksum.seal(header.replacing("kutsu-\(file) 1", with: "kutsu-\(file) 2")) + lines[1...].flatMap { $0 },
            to: file)
        disk.unlock()
        let newer = failure { _ = try open(disk) }
        #expect(newer?.description.contains("has version 2, this Kutsu knows version 1") == true)
    }

    @Test("does not begin anew where a file is gone", arguments: ["journal", "members"])
    func missing(_ file: String) throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        try ledger.compact(at: ListLife.start)
        try disk.lock()
        try disk.remove(file)
        disk.unlock()
        #expect(failure { _ = try open(disk) } == .missing(file: file))
    }

    @Test("does not begin anew where the journal was all there was")
    func missingFirstJournal() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        try disk.lock()
        try disk.remove("journal")
        disk.unlock()
        #expect(failure { _ = try open(disk) } == .missing(file: "journal"))
        #expect(failure { try commit(&ledger, 2) } == .missing(file: "journal"))
    }

    @Test("refuses an old copy of one file beside the newer other")
    func oldCopy() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        let journal = try #require(try disk.read("journal"))
        try commit(&ledger, 2)
        try ledger.compact(at: ListLife.start)
        let members = try #require(try disk.read("members"))
        try commit(&ledger, 3)
        try ledger.compact(at: ListLife.start)
        for (file, bytes) in [("journal", journal), ("members", members)] {
            let other = FakeDisk(disk.model)
            try other.lock()
            try other.write(bytes, to: file)
            other.unlock()
            guard case .damaged("journal", _, _)? = failure({ _ = try open(other) }) else {
                Issue.record("an old \(file) was taken")
                continue
            }
        }
    }

    @Test("knows a compacted journal that got the number of the one before the last")
    func reusedNumber() throws {
        let disk = FakeDisk()
        var (first, second) = (try open(disk), try open(disk))
        try commit(&first, 1)
        try first.compact(at: ListLife.start)
        try second.refresh()
        let number = try disk.status(of: "journal")?.number
        for person in 2... {
            try commit(&first, person)
            try first.compact(at: ListLife.start)
            if try disk.status(of: "journal")?.number == number, person > 2 { break }
            try #require(person < 20)
        }
        try second.refresh()
        #expect(second.state == first.state)
        try commit(&second, 30)
        try first.refresh()
        #expect(second.state == first.state && knows(first).contains(30))
    }

    @Test("after a failure shows what is committed, not what was tried, and not nothing")
    func failedState() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try commit(&ledger, 1)
        let before = ledger.state
        disk.fail(disk.calls..<(disk.calls + 1), .full)
        #expect(throws: LedgerError.self) { try commit(&ledger, 2) }
        #expect(ledger.state == before)
        // Its own line cannot be cut off: nothing is read until it can.
        disk.fail((disk.calls + 1)..<(disk.calls + 5), .broken)
        #expect(throws: LedgerError.self) { try commit(&ledger, 3) }
        #expect(throws: LedgerError.self) { try ledger.refresh() }
        try ledger.refresh()
        #expect(ledger.state == before)
        try commit(&ledger, 4)
        #expect(knows(try open(disk)) == [1, 4])
    }

    @Test("a decision that cannot be prepared leaves the ones before it undone as well")
    func missingPost() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        let post = ListLife.post(1)
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            let decision = Decision(.held, entries: [.post(.held(post))])
            try batch.add(decision, source: .admin, mail: ListLife.mail("x"), policy: ListLife.policy)
        }
        let before = ledger.state
        try disk.remove("posts/\(post.id.text).eml")
        let error = failure {
            try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                for entry in [
                    Entry.forwarding(.flooded(ListLife.person(5))), .post(.published(post.id, recipients: 1)),
                ] {
                    try batch.add(Decision(.nothing, entries: [entry]), source: .admin, policy: ListLife.policy)
                }
            }
        }
        #expect(error == .missing(file: "posts/\(post.id.text).eml"))
        #expect(ledger.state == before)
        #expect(try open(disk).state == before)
    }

    @Test("tidying keeps nothing of a job whose post's time is over")
    func lateJob() throws {
        let disk = FakeDisk()
        var life = ListLife(on: disk)
        try life.live()
        var ledger = try open(disk)
        let post = try #require(ledger.state.posts.all.first { $0.status == .finished })
        try ledger.transact(at: ListLife.start + .days(400)) { (batch: inout Batch) throws(LedgerError) in
            let decision = Decision(.nothing, entries: [.retention(.removedPosts([post.id]))])
            try batch.add(decision, source: .clock, policy: ListLife.policy)
        }
        // The removal of its folder failed when the job ended.
        try disk.makeFolder("outbox/\(post.id.text)")
        try disk.write([1], to: "outbox/\(post.id.text)/progress")
        _ = try ledger.tidyUp()
        #expect(try disk.names(in: "outbox").contains(post.id.text) == false)
        #expect(try disk.names(in: "archive").allSatisfy { !$0.hasPrefix(post.id.text) })
    }

    @Test("tidying leaves an admin's own files alone")
    func strangers() throws {
        let disk = FakeDisk()
        var ledger = try open(disk)
        try disk.makeFolder("outbox/old")
        for file in ["notes.new", "outbox/note", "posts/readme", "posts/a.eml", "journal-backup"] {
            try disk.write([1], to: file)
        }
        try disk.write([1], to: "members.new")
        try disk.write([1], to: "posts/\(ListLife.post(9).id.text).eml")
        #expect(try ledger.tidyUp() == ["members.new", "posts/\(ListLife.post(9).id.text).eml"])
    }
}
