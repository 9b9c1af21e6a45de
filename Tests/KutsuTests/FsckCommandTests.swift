import ArgumentParser
import Base
import MailingList
import Testing
@testable import kutsu

@Suite("kutsu fsck")
struct FsckCommandTests {
    let list: ListFixture

    init() throws {
        list = try ListFixture()
        try list.add("a@hel.test", "b@hel.test")
        try list.add("c@hel.test")
    }

    private func breakJournal() throws {
        let text = try #require(SystemFiles.text(list.stateDirectory + "/journal"))
        var lines = text.split(separator: "\n").map { String($0) }
        lines[1] = lines[1].replacing("hel", with: "hal")
        try list.write(lines.joined(separator: "\n") + "\n", to: "state/journal")
    }

    @Test("whole files are whole, and looking changes none")
    func whole() throws {
        let before = try list.files()
        let examined = try FsckCommand.parse([]).examine(list.context())
        #expect(examined.text == "the files are whole\n")
        #expect(!examined.isDamaged)
        #expect(try list.files() == before)
    }

    @Test("a damaged line is told with what repairing would do, and repaired when asked")
    func damaged() throws {
        try breakJournal()
        let examined = try FsckCommand.parse([]).examine(list.context())
        #expect(examined.isDamaged)
        #expect(examined.text.contains("journal:2"))
        #expect(throws: CommandError.self) { try list.members() }
        let mended = try FsckCommand.parse(["--repair"]).mend(list.context())
        #expect(!mended.isDamaged)
        #expect(mended.text.contains("mended: "))
        #expect(try !FsckCommand.parse([]).examine(list.context()).isDamaged)
        _ = try list.members()
    }

    @Test("nothing is repaired under a running daemon")
    func running() throws {
        try breakJournal()
        let before = try list.files()
        let lock = try DaemonLock(directory: list.stateDirectory)
        #expect(throws: CommandError.self) { try FsckCommand.parse(["--repair"]).mend(list.context()) }
        withExtendedLifetime(lock) {}
        #expect(try list.files() == before)
    }
}
