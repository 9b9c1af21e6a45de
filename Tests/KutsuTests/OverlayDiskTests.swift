import Base
import Engine
import MailingList
import Testing

@testable import kutsu

@Suite("A disk to look at")
struct OverlayDiskTests {
    @Test("what is written is read back, and the real disk stays as it was")
    func overlay() throws {
        let list = try ListFixture()
        try list.add("a@hel.test")
        let before = try list.files()
        let disk = try list.context().overlayDisk()
        let journal = try #require(try disk.read("journal"))
        try disk.append([1, 2, 3], to: "journal")
        #expect(try disk.read("journal") == journal + [1, 2, 3])
        #expect(try disk.read("journal", from: journal.count) == [1, 2, 3])
        #expect(try disk.read("journal", from: journal.count, atMost: 2) == [1, 2])
        try disk.truncate("journal", to: 5)
        #expect(try disk.status(of: "journal")?.size == 5)
        try disk.write([7], to: "posts/x.eml.new")
        try disk.rename("posts/x.eml.new", to: "posts/x.eml")
        #expect(try disk.names(in: "posts") == ["x.eml"])
        #expect(try disk.link("posts/x.eml", as: "archive/x.eml"))
        #expect(try disk.read("archive/x.eml") == [7])
        try disk.removeFolder("posts")
        #expect(try disk.names(in: "posts").isEmpty)
        try disk.remove("journal")
        #expect(try disk.read("journal") == nil)
        #expect(try disk.status(of: "journal") == nil)
        #expect(try !disk.names(in: "").contains("journal"))
        #expect(throws: DiskError.self) { try disk.truncate("journal", to: 0) }
        #expect(try list.files() == before)
    }

    @Test("without a directory it is an empty one that a ledger can live on")
    func nothing() throws {
        let disk = OverlayDisk(over: nil)
        #expect(try disk.names(in: "").isEmpty)
        #expect(throws: DiskError.self) { try disk.rename("a", to: "b") }
        #expect(try disk.lock(.exclusive))
        disk.unlock()
        let ledger = try Ledger(disk: disk, list: "verkosto")
        #expect(ledger.state == State())
        #expect(try disk.names(in: "") == ["journal"])
    }
}
