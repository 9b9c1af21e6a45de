import Foundation
import Testing

/// A machine is lost, and another one takes over from what lies in the mailbox.
@Suite(.mailStack, .serialized) struct BackupStoryTests {
    @Test("a list whose files are gone comes back from its mailbox with everything")
    func fromMailbox() async throws {
        let list = try await MailStack.shared().list { $0["backup", "folder"] = "Kutsu/Varmuuskopiot" }
        let daemon = try await list.run()
        let matti = list.person("matti")
        try await list.admit(matti, language: "fi")
        // The first is taken at the start, when there was nobody yet.
        let key = try await list.command("backup", "key").output
        let saved = try await list.command("backup", "mailbox")
        #expect(saved.status == 0, "\(saved.errors)")
        #expect(!daemon.log.contains("error:"))
        #expect(try await daemon.terminate() == .exit(0))
        let before = try state(of: list)
        try FileManager.default.removeItem(atPath: list.stateDirectory)

        let wrongKey = key.replacing(/[0-9a-f]{8}/, with: "00000000", maxReplacements: 1)
        let refused = try await list.command("restore", "--from-mailbox", input: wrongKey)
        #expect(refused.status == 1 && refused.errors.contains("the key does not fit"))
        let restored = try await list.command("restore", "--from-mailbox", input: key)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try state(of: list) == before)
        #expect(try await list.command("fsck").status == 0)

        // It goes on as if nothing had been: who answers to an old letter is known by it.
        let next = try await list.run()
        try await matti.writes(to: list, subject: "eroa")
        _ = try await matti.inbox.wait { $0.subject.contains("[kutsu:") && $0.header("In-Reply-To") != nil }
        #expect(try await next.terminate() == .exit(0))
    }

    @Test("a backup into a file is for its owner alone, and comes back only where there is no list")
    func toFile() async throws {
        let list = try await MailStack.shared().list()
        _ = try await list.command("members", "add", "--no-welcome", list.person("sofia").address)
        let file = list.directory + "/kutsu.tar"
        let saved = try await list.command("backup", file)
        #expect(saved.status == 0, "\(saved.errors)")
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let before = try state(of: list)
        #expect(try await list.command("restore", file).errors.contains("has a list already"))
        try FileManager.default.removeItem(atPath: list.stateDirectory)
        #expect(try await list.command("restore", file).status == 0)
        #expect(try state(of: list) == before)
    }

    /// Every file of the list, but what the daemon says of itself.
    private func state(of list: TestList) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: list.stateDirectory) {
            guard !["status", "lock"].contains(name) else { continue }
            files[name] = FileManager.default.contents(atPath: "\(list.stateDirectory)/\(name)")
        }
        return files
    }
}
