import Engine
import Glibc
import Testing
import Wire

@testable import kutsu

@Suite("Watching the journal")
struct InotifyWatchTests {
    private let list: ListFixture
    private static let executor = PollExecutor()

    init() throws { list = try ListFixture() }

    private func watch() throws -> InotifyWatch {
        let disk = try FileDisk(directory: list.stateDirectory, patience: .seconds(10))
        try disk.write(Array("kutsu-journal\n".utf8), to: "journal")
        let watch = InotifyWatch(directory: list.stateDirectory, executor: Self.executor)
        #expect(watch.problem == nil)
        return watch
    }

    @Test("a line that somebody appends is told of")
    func appended() async throws {
        let watch = try watch()
        let disk = try FileDisk(directory: list.stateDirectory, patience: .seconds(10))
        try disk.append(Array("line\n".utf8), to: "journal")
        await watch.waitForChange()
    }

    @Test("so is a journal that takes the old one's place, and what is appended to it then")
    func replaced() async throws {
        let watch = try watch()
        let disk = try FileDisk(directory: list.stateDirectory, patience: .seconds(10))
        try disk.write(Array("new\n".utf8), to: "journal.new")
        try disk.rename("journal.new", to: "journal")
        await watch.waitForChange()
        try disk.append(Array("line\n".utf8), to: "journal")
        await watch.waitForChange()
    }

    @Test("one who waits already is woken")
    func woken() async throws {
        let watch = try watch()
        let disk = try FileDisk(directory: list.stateDirectory, patience: .seconds(10))
        async let change: Void = watch.waitForChange()
        try disk.append(Array("line\n".utf8), to: "journal")
        await change
    }

    @Test("a wait that is cancelled ends, and loses nothing")
    func cancelled() async throws {
        let watch = try watch()
        let task = Task { await watch.waitForChange() }
        task.cancel()
        await task.value
        let disk = try FileDisk(directory: list.stateDirectory, patience: .seconds(10))
        try disk.append(Array("line\n".utf8), to: "journal")
        await watch.waitForChange()
    }

    @Test("where nothing can be watched, it says why")
    func problem() {
        let watch = InotifyWatch(directory: list.stateDirectory + "/none", executor: Self.executor)
        #expect(watch.problem == "No such file or directory")
    }

    struct Row: CustomTestStringConvertible {
        var name: String
        var events: [(mask: Int32, name: String)]
        var isJournal: Bool
        var testDescription: String { name }
    }

    static let rows = [
        Row(name: "the journal was appended to", events: [(IN_MODIFY, "journal")], isJournal: true),
        Row(
            name: "the page was renamed", events: [(IN_MOVED_TO, "status"), (IN_MODIFY, "status.new")], isJournal: false
        ),
        Row(name: "a name that only begins like it", events: [(IN_MODIFY, "journal.new")], isJournal: false),
        Row(
            name: "among others", events: [(IN_MODIFY, "lock"), (IN_MOVED_TO, "journal"), (IN_CREATE, "x")],
            isJournal: true),
        Row(name: "the kernel's queue ran over", events: [(IN_Q_OVERFLOW, "")], isJournal: true),
        Row(name: "the directory is gone", events: [(IN_IGNORED, "")], isJournal: true),
        Row(name: "nothing", events: [], isJournal: false),
    ]

    @Test("what the kernel tells is read, at any cut", arguments: rows)
    func events(_ row: Row) {
        var bytes: [UInt8] = []
        for event in row.events {
            var name = Array(event.name.utf8)
            if !name.isEmpty { name += [UInt8](repeating: 0, count: 16 - name.count) }
            for number in [1, UInt32(bitPattern: event.mask), 0, UInt32(name.count)] {
                withUnsafeBytes(of: number) { bytes += $0 }
            }
            bytes += name
        }
        #expect(InotifyEvent.events(in: bytes[...]).contains(where: \.isAboutJournal) == row.isJournal)
        for end in bytes.indices {
            #expect(InotifyEvent.events(in: bytes[..<end]).count <= row.events.count)
        }
    }
}
