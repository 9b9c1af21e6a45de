import Base
import MailingList
import Testing

@testable import Engine

@Suite("A job's progress after a crash")
struct ProgressCrashTests {
    @Test("what was offered before a power cut is in doubt after it", arguments: DiskModel.Survival.allCases)
    func offered(_ survival: DiskModel.Survival) throws {
        let disk = FakeDisk()
        var life = ListLife(on: disk)
        try life.live()
        let name = ListLife.post(3).id.text
        try disk.remove("outbox/\(name)/progress")
        try disk.syncFolder("outbox/\(name)")
        var folder = JobFolder(name: name, disk: disk)
        let line = ProgressLine(time: ListLife.start, .offered([0..<2]))
        try folder.append([line], durably: true)
        let job = try JobFolder(name: name, disk: disk.cut(survival)).load(written: ListLife.start)
        #expect(job.unknown == 2)
    }

    @Test("part of a line that an earlier run could not cut off is gone before the next line is written")
    func torn() throws {
        let disk = FakeDisk()
        var life = ListLife(on: disk)
        try life.live()
        let name = ListLife.post(3).id.text
        let before = try #require(try disk.read("outbox/\(name)/progress"))
        try disk.append(Array("1\tanna@hel.fi\t2026-11-1".utf8), to: "outbox/\(name)/progress")
        let line = ProgressLine(time: ListLife.start, .offered([0..<2]))
        var folder = JobFolder(name: name, disk: disk)
        try folder.append([line], durably: true)
        let boot = ProgressLine(time: ListLife.start, .boot(try #require(disk.boot)))
        #expect(try disk.read("outbox/\(name)/progress") == before + boot.bytes + line.bytes)
    }
}
