import Foundation
import Testing

/// The daemon as a service: one on its files, told what to do by signals.
@Suite(.mailStack, .serialized) struct ServiceTests {
    @Test("a second daemon on the same files is refused with a word")
    func second() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let second = try await list.command("run")
        #expect(second.status == 1)
        #expect(second.errors.contains("another kutsu works on"))
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("SIGHUP takes a new configuration over, and a broken one leaves the old at work")
    func reload() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        let good = try String(contentsOfFile: list.configPath, encoding: .utf8)
        try (good + "\n[lists]\n").write(toFile: list.configPath, atomically: true, encoding: .utf8)
        daemon.reload()
        try await awaiting("word of the broken configuration") {
            daemon.log.contains("the configuration stays as it was") && daemon.log.contains("lists") ? () : nil
        }
        let (matti, sofia) = (list.person("matti"), list.person("sofia"))
        try await matti.joins(list)
        let closed = good.replacing("\"hel.test\", ", with: "")
        try #require(closed != good)
        try closed.write(toFile: list.configPath, atomically: true, encoding: .utf8)
        daemon.reload()
        try await awaiting("the new configuration") {
            daemon.log.contains("the configuration was read anew") ? () : nil
        }
        try await sofia.writes(to: list, subject: "liity")
        #expect(try await sofia.inbox.next().text().contains("edu.hel.test"))
        #expect(daemon.lastNotice("STATUS")?.contains("1 member") == true)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a server that another authority vouches for gets no password")
    func certificate() async throws {
        let stack = try await MailStack.shared()
        let list = try await stack.list { $0["mailbox", "ca_file"] = .text(stack.strangeAuthority) }
        let daemon = try await list.run()
        try await awaiting("word of the certificate") {
            daemon.log.contains("certificate is not trusted") ? () : nil
        }
        let check = try await list.command("check")
        #expect(check.status == 1 && check.output.contains("certificate"))
        #expect(try await daemon.terminate() == .exit(0))
    }
}
