import Foundation
import Testing

/// A command that was stopped with Ctrl-Z while it read the files.
@Suite(.mailStack, .serialized) struct StoppedCommandTests {
    @Test("the daemon says once that it must wait, shows that it lives, and then loses nothing")
    func reader() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try list.daemon(watchdog: .seconds(4))
        try await daemon.start()
        let lock = try Descriptor(open(list.stateDirectory + "/lock", O_RDWR | O_CLOEXEC), from: "open the lock")
        #expect(flock(lock.number, LOCK_SH | LOCK_NB) == 0)
        let matti = list.person("matti")
        try await matti.writes(to: list, subject: "liity")
        func told() -> Int { daemon.log.split(separator: "\n").count { $0.contains("locked by another kutsu") } }
        try await awaiting("word of the lock") { told() > 0 ? () : nil }
        func beats() -> Int { daemon.notices.count { $0 == "WATCHDOG=1" } }
        let before = beats()
        // Long enough for the mailbox to be tried once more.
        try await awaiting("signs of life") { beats() >= before + 10 ? () : nil }
        #expect(told() == 1)
        #expect(daemon.lastNotice("STATUS")?.contains("last error at") == true)
        // Whoever only looks is not held up, and nothing was decided.
        let status = try await list.command("status", "--json")
        #expect(status.status == 0 && status.output.contains("\"members\": 0"))

        #expect(flock(lock.number, LOCK_UN) == 0)
        let question = try await matti.inbox.wait { $0.subject.contains("[kutsu:") }
        try await matti.answers(question, "kyllä")
        _ = try await matti.inbox.wait { !$0.subject.contains("[kutsu:") }
        #expect(try await list.command("fsck").status == 0)
        #expect(try await daemon.terminate() == .exit(0))
    }
}
