import Base
import ArgumentParser
import Engine
import Glibc
import MailingList
import Testing

@testable import kutsu

/// Commands beside another process that holds the list's files, such as a command that was stopped with Ctrl-Z.
@Suite("Commands and the lock")
struct CommandLockTests {
    let list: ListFixture

    init() throws {
        list = try ListFixture()
        try list.add("a@hel.test")
        _ = try list.context().signer(on: list.context().disk())
    }

    private func context() throws -> ListContext {
        try ListContext(configuration: list.configPath, patience: .milliseconds(100))
    }

    /// Holds the lock as another process would, for as long as `body` runs.
    private func beside(_ mode: LockMode, _ body: () throws -> Void) throws {
        let other = try list.context().disk()
        try #require(try other.lock(mode))
        defer { other.unlock() }
        try body()
    }

    enum Looking: String, CaseIterable { case state, status, fsck, check, inspect }

    private func look(_ looking: Looking) throws {
        switch looking {
        case .state: _ = try context().openReadOnly()
        case .status: _ = try ListStatus(of: context(), at: Instant(secondsSince1970: 0))
        case .fsck: _ = try FsckCommand.parse([]).examine(context())
        case .check:
            let findings = try StateCheck.findings(context())
            if let broken = findings.first(where: { $0.grade == .broken }) { throw CommandError.world(broken.text) }
        case .inspect: _ = try Inspect.ListView(context())
        }
    }

    @Test("looking goes on beside others that look, and changes nothing", arguments: Looking.allCases)
    func looking(_ looking: Looking) throws {
        let before = try list.files()
        try beside(.shared) { try look(looking) }
        #expect(try list.files() == before)
    }

    @Test("looking beside one that writes gives up with one clear sentence and exit 1", arguments: Looking.allCases)
    func lookingBesideWriter(_ looking: Looking) throws {
        try beside(.exclusive) {
            #expect { try look(looking) } throws: { error in
                let commandError = error as? CommandError
                return commandError?.exitCode == 1 && commandError?.description.contains("more than 0.1 s") == true
            }
        }
    }

    @Test("deciding beside one that looks gives up with one clear sentence, and nothing has changed")
    func deciding() throws {
        let before = try list.files()
        try beside(.shared) {
            #expect { try context().ledger(on: context().disk()) } throws: { error in
                let commandError = error as? CommandError
                return commandError?.exitCode == 1 && commandError?.description.contains("Ctrl-Z") == true
            }
        }
        #expect(try list.files() == before)
        _ = try context().ledger(on: context().disk())
    }

    @Test("two commands that ask for the daemon at once do not take each other for it")
    func asking() throws {
        let other = open(list.stateDirectory, O_RDONLY | O_DIRECTORY)
        defer { close(other) }
        try #require(flock(other, LOCK_SH | LOCK_NB) == 0)
        #expect(!DaemonLock.isHeld(directory: list.stateDirectory))
    }

    @Test("a daemon that starts while a command asks for it waits for that moment")
    func starting() throws {
        let other = open(list.stateDirectory, O_RDONLY | O_DIRECTORY)
        defer { close(other) }
        try #require(flock(other, LOCK_SH | LOCK_NB) == 0)
        var pauses = 0
        let lock = try DaemonLock(directory: list.stateDirectory) { _ in
            pauses += 1
            if pauses == 3 { flock(other, LOCK_UN) }
        }
        #expect(pauses == 3 && DaemonLock.isHeld(directory: list.stateDirectory))
        #expect(throws: CommandError.self) { try DaemonLock(directory: list.stateDirectory) { _ in pauses += 1 } }
        #expect(pauses > 3)
        withExtendedLifetime(lock) {}
    }
}
