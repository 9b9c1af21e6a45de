import Base
import MailingList
import Testing

@testable import Engine

@Suite("fsck")
struct FsckTests {
    /// The disk after a whole life, and what the ledger says then.
    private static let lived: Result<(DiskModel, State), any Error> = Result {
        let disk = FakeDisk()
        var life = ListLife(on: disk)
        try life.live()
        return (disk.model, life.history[life.history.count - 1])
    }

    enum Damage: String, CaseIterable {
        case middleLine, twoLines, firstLine, lastLine, tornLine, journalHeader, headerAndFirst, journalGone
        case journalCopied
        case memberLine, membersHeader, membersCut, memberTwice, membersGone, digestOnly
        case postGone, jobMessageGone, recipientsGone, recipientUnreadable, recipientsCut, progressDamaged
        case digestGone, digestArchiveGone, reminderGone
        case forwardGone, forwardRecipientsGone, secretShort, halfWritten, orphans, quarantineHalves
    }

    private static let sending = ListLife.post(3).id.text
    private static let forward = ListLife.forward(2).id.text
    private static let digest = ListLife.secondDigest.id.text
    private static let reminder = ListLife.reminder.id.text

    private func edit(_ disk: FakeDisk, _ file: String, _ change: (inout [[UInt8]]) -> Void) throws {
        let end = UInt8(ascii: "\n")
        var lines = try #require(try disk.read(file)).split(separator: end).map { Array($0) + [end] }
        change(&lines)
        try disk.lock()
        try disk.write(lines.flatMap { $0 }, to: file)
        disk.unlock()
    }

    private func inflict(_ damage: Damage, on disk: FakeDisk) throws {
        try disk.lock()
        defer { disk.unlock() }
        func edit(_ file: String, _ change: (inout [[UInt8]]) -> Void) throws {
            disk.unlock()
            try self.edit(disk, file, change)
            try disk.lock()
        }
        switch damage {
        case .middleLine: try edit("journal") { $0[2][5] ^= 1 }
        case .twoLines: try edit("journal") { $0[1...2] = [Array("\u{0}\u{0}garbage\n".utf8)] }
        case .firstLine: try edit("journal") { $0[1][5] ^= 1 }
        case .lastLine: try edit("journal") { $0[$0.count - 1][5] ^= 1 }
        case .tornLine: try edit("journal") { $0[$0.count - 1].removeLast(7) }
        case .journalHeader: try edit("journal") { $0[0][3] ^= 1 }
        case .headerAndFirst: try edit("journal") { $0[0...1] = [] }
        case .journalGone: try disk.remove("journal")
        case .journalCopied: try edit("journal") { $0.insert($0[1], at: 3) }
        case .memberLine: try edit("members") { $0[3][0] = 0xFF }
        case .membersHeader: try edit("members") { $0[0][0] = 0x41 }
        case .membersCut: try edit("members") { $0[$0.count - 1].removeLast(9) }
        case .memberTwice: try edit("members") { $0.append($0[1]) }
        case .membersGone: try disk.remove("members")
        case .digestOnly: try edit("members") { $0.swapAt(1, 2) }
        case .postGone: for folder in ["posts", "archive"] { try disk.remove("\(folder)/\(Self.sending).eml") }
        case .digestGone:
            for folder in ["posts", "archive"] { try disk.remove("\(folder)/\(Self.digest).eml") }
            try disk.remove("outbox/\(Self.digest)/message")
        case .digestArchiveGone: try disk.remove("archive/\(Self.digest).eml")
        case .reminderGone: try disk.remove("outbox/\(Self.reminder)/recipients")
        case .jobMessageGone: try disk.remove("outbox/\(Self.sending)/message")
        case .recipientsGone: try disk.remove("outbox/\(Self.sending)/recipients")
        case .recipientUnreadable: try edit("outbox/\(Self.sending)/recipients") { $0[4] = Array("?\n".utf8) }
        case .recipientsCut: try edit("outbox/\(Self.sending)/recipients") { $0[1].removeLast(3) }
        case .progressDamaged: try edit("outbox/\(Self.sending)/progress") { $0[1] = [0, 0, 10] }
        case .forwardGone: try disk.removeFolder("outbox/\(Self.forward)")
        case .forwardRecipientsGone: try disk.remove("outbox/\(Self.forward)/recipients")
        case .secretShort: try disk.write(Array("0a0b\n".utf8), to: "secret")
        case .halfWritten: for file in ["journal.new", "members.new"] { try disk.write([1, 2], to: file) }
        case .orphans:
            try disk.write([1], to: "posts/\(ListLife.post(8).id.text).eml")
            try disk.write([1], to: "archive/\(ListLife.post(4).id.text).eml")
            try disk.makeFolder("outbox/\(ListLife.post(1).id.text)")
            try disk.write([2], to: "outbox/\(ListLife.post(1).id.text)/progress")
        case .quarantineHalves:
            try disk.write([1], to: "quarantine/q-1.eml")
            try disk.write([1], to: "quarantine/q-2.reason")
        }
    }

    @Test("finds nothing in a healthy list, and touches nothing")
    func healthy() throws {
        let disk = FakeDisk(try Self.lived.get().0)
        #expect(try Fsck.examine(disk, list: ListLife.list) == [])
        #expect(try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false) == [])
        #expect(try Fsck.examine(FakeDisk(), list: ListLife.list) == [])
        #expect(disk.calls == 0)
    }

    @Test("names what is wrong, mends it, and keeps what it takes away", arguments: Damage.allCases)
    func mends(_ damage: Damage) throws {
        let (model, before) = try Self.lived.get()
        let disk = FakeDisk(model)
        try inflict(damage, on: disk)
        let calls = disk.calls
        let findings = try Fsck.examine(disk, list: ListLife.list)
        #expect(!findings.isEmpty && findings.allSatisfy { $0.mend != nil })
        #expect(disk.calls == calls, "examining changes nothing")

        disk.keepMoments()
        let mended = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(mended.starts(with: findings))
        let moments = disk.moments
        #expect(try isSound(disk, after: damage))
        for line in try lostLines(disk) {
            #expect(try kept(on: disk).contains { contains($0, line) }, "\(String(decoding: line, as: UTF8.self))")
        }
        let ledger = try Ledger(disk: disk, list: ListLife.list)
        // The number of a letter must not be given twice: only a lost journal takes its numbers along.
        #expect(damage == .journalGone || ledger.state.sequence >= before.sequence - 1)

        // A repair that a power cut ended is begun anew.
        for moment in moments {
            let cut = FakeDisk(moment.disk.crashed(DiskModel.Survival(contents: .half, names: false)))
            _ = try Fsck.repair(cut, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
            #expect(try isSound(cut, after: damage))
        }
    }

    private func isSound(_ disk: FakeDisk, after damage: Damage) throws -> Bool {
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        let left = try Fsck.examine(disk, list: ListLife.list).filter { $0.mend != nil }
        return try left.isEmpty && ledger.warnings.isEmpty && ledger.tidyUp().isEmpty
    }

    /// Lines that stood in a file before the repair, and stand there no more.
    private func lostLines(_ disk: FakeDisk) throws -> [ArraySlice<UInt8>] {
        let end = UInt8(ascii: "\n")
        var lost: [ArraySlice<UInt8>] = []
        for file in ["journal", "members"] {
            guard let moment = disk.moments.first, let before = moment.disk.file(file)?.cached else { continue }
            let after = Set(try disk.read(file)?.split(separator: end) ?? [])
            lost += before.split(separator: end).dropFirst().filter { !after.contains($0) }
        }
        return lost
    }

    private func kept(on disk: FakeDisk) throws -> [[UInt8]] {
        try disk.names(in: "damaged").compactMap { try disk.read("damaged/" + $0) }
    }

    private func contains(_ bytes: [UInt8], _ part: ArraySlice<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: part) }
    }

    @Test("names every damaged line of the journal, and what is lost")
    func lines() throws {
        let disk = FakeDisk(try Self.lived.get().0)
        for damage in [Damage.middleLine, .lastLine] { try inflict(damage, on: disk) }
        let findings = try Fsck.examine(disk, list: ListLife.list).filter { $0.file == "journal" }
        #expect(findings.map(\.line) == [3, 7])
        #expect(findings.map(\.severity) == [.damaged, .untidy])
    }

    @Test("brings every member back whose line can be read")
    func members() throws {
        let (model, before) = try Self.lived.get()
        for damage in [Damage.membersHeader, .memberTwice, .digestOnly] {
            let disk = FakeDisk(model)
            try inflict(damage, on: disk)
            _ = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
            #expect(try Ledger(disk: disk, list: ListLife.list).state == before, "\(damage)")
        }
        let disk = FakeDisk(model)
        try inflict(.memberLine, on: disk)
        _ = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        #expect(try Ledger(disk: disk, list: ListLife.list).state.members.count == before.members.count - 1)
    }

    @Test("tells the author of a post that it cannot be sent any more")
    func cancels() throws {
        let disk = FakeDisk(try Self.lived.get().0)
        try inflict(.recipientsGone, on: disk)
        _ = try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: false)
        let state = try Ledger(disk: disk, list: ListLife.list).state
        #expect(state.posts[ListLife.post(3).id]?.status == .cancelled)
        let told = state.letters.all.filter { $0.letter.kind == .postCancelled }.map(\.letter.to)
        #expect(told.contains(ListLife.person(0)))
        #expect(try disk.names(in: "damaged").contains("outbox-\(Self.sending)-message-20261118T110640Z"))
    }

    @Test("leaves another list's files, a newer Kutsu's, and those of a running daemon alone")
    func handsOff() throws {
        let disk = FakeDisk(try Self.lived.get().0)
        let findings = try Fsck.repair(disk, list: "toinen", at: ListLife.start, isDaemonRunning: false)
        #expect(findings.map(\.file) == ["journal", "members"] && findings.allSatisfy { $0.mend == nil })
        #expect(throws: LedgerError.inUse) {
            try Fsck.repair(disk, list: ListLife.list, at: ListLife.start, isDaemonRunning: true)
        }
        #expect(disk.calls == 0)
    }
}
