import Foundation
import Testing

/// `KUTSU_TEST_CLOCK_FILE`: for tests alone, and where no mail can leave the machine.
@Suite(.mailStack, .serialized) struct TestClockTests {
    @Test(
        "it is refused where the mailbox or the relay is on another machine",
        arguments: [("mailbox", "imaps://mail.hel.test"), ("relay", "smtp://mail.hel.test:587")])
    func away(section: String, url: String) async throws {
        let list = try await MailStack.shared().list(clock: "2026-12-01T08:00:00Z") {
            $0[section, "url"] = .text(url)
        }
        for command in [["run"], ["digest", "preview"], ["members", "add", "x@hel.test"]] {
            let outcome = try await Kutsu.command(
                command + ["-c", list.configPath], environment: list.clock?.environment ?? [:])
            #expect(outcome.status == 78, "\(command)")
            #expect(outcome.errors.contains("KUTSU_TEST_CLOCK_FILE is for tests on this machine"))
            #expect(outcome.errors.split(separator: "\n").count == 1, "one clear line: \(outcome.errors)")
        }
        #expect(try await list.command("members", "list", "--json").status == 0, "what needs no clock asks none")
    }

    @Test(
        "it is refused where its file holds no instant",
        arguments: ["", "tomorrow", "2026-12-01", "2026-13-01T08:00:00Z"])
    func empty(content: String) async throws {
        let list = try await MailStack.shared().list(clock: "2026-12-01T08:00:00Z")
        try list.clock(content)
        let outcome = try await list.command("run")
        #expect(outcome.status == 78)
        #expect(
            outcome.errors.contains("names no file with an instant") && outcome.errors.contains("2026-12-11T09:00:00Z"))
        let missing = try await Kutsu.command(
            ["run", "-c", list.configPath], environment: ["KUTSU_TEST_CLOCK_FILE": list.directory + "/none"])
        #expect(missing.status == 78 && missing.errors.contains("/none"))
    }

    @Test("a daemon follows it, past what stands in the file for a moment")
    func followed() async throws {
        let list = try await MailStack.shared().list(clock: "2026-12-01T08:00:00Z")
        let daemon = try await list.run()
        var fastest = Duration.seconds(60)
        for day in 10...15 {
            try list.clock("nothing")
            let start = ContinuousClock.now
            try await list.arrives(at: "2026-12-\(day)T08:00:00Z")
            fastest = min(fastest, ContinuousClock.now - start)
        }
        // On a machine with much to do some are late, but not all.
        #expect(fastest < .seconds(1))
        #expect(try await daemon.terminate() == .exit(0))
    }
}
