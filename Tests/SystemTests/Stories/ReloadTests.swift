import Foundation
import Testing

/// SIGHUP: the new configuration takes over only when all of it is known to work.
@Suite(.mailStack, .serialized) struct ReloadTests {
    /// A value that cannot be put to work, and a word of the line that says why.
    private struct Mistake {
        let name: String
        let table: String
        let key: String
        let value: ConfigText.Value
        let word: String
    }

    private func mistakes(in directory: String) -> [Mistake] {
        [
            Mistake(
                name: "a port that is none, of the mailbox", table: "mailbox", key: "url",
                value: "imap://127.0.0.1:+19993", word: "mailbox.url"),
            Mistake(
                name: "a port that is none, of the relay", table: "relay", key: "url",
                value: "smtp://127.0.0.1:+19993", word: "relay.url"),
            Mistake(
                name: "a password file that is not there", table: "mailbox", key: "password_file",
                value: .text(directory + "/none.password"), word: "none.password"),
            Mistake(
                name: "a certificate file that is not there", table: "mailbox", key: "ca_file",
                value: .text(directory + "/none.pem"), word: "none.pem"),
            Mistake(
                name: "a template with a slip", table: "letters", key: "directory",
                value: .text(directory + "/letters"), word: "welcome.fi"),
            Mistake(
                name: "another list's name", table: "list", key: "name", value: "toinen",
                word: "the files are those of the list verkosto, not of toinen"),
            Mistake(
                name: "another state directory", table: "state", key: "directory",
                value: .text(directory + "/other"), word: "another state directory needs a restart"),
            Mistake(
                name: "an unknown time zone", table: "list", key: "timezone", value: "Europe/Helsingfors",
                word: "Europe/Helsingfors"),
        ]
    }

    @Test("each mistake in a new configuration is told in one line, and the daemon works on with the old one")
    func mistakes() async throws {
        let list = try await MailStack.shared().list()
        let letters = list.directory + "/letters"
        try FileManager.default.createDirectory(atPath: letters, withIntermediateDirectories: true)
        try "Subject: {{#title}}\n".write(toFile: letters + "/welcome.fi.mustache", atomically: true, encoding: .utf8)
        let daemon = try await list.run()
        let person = list.person("matti")
        for (number, mistake) in mistakes(in: list.directory).enumerated() {
            var right: ConfigText.Value?
            try list.configure {
                right = $0[mistake.table, mistake.key]
                $0[mistake.table, mistake.key] = mistake.value
            }
            daemon.reload()
            let line = try await awaiting("word of \(mistake.name)") {
                let lines = daemon.log.split(separator: "\n")
                    .filter { $0.contains("the configuration stays as it was: ") }
                return lines.count > number ? lines[number] : nil
            }
            #expect(line.contains(mistake.word), "\(mistake.name)")
            try list.configure { $0[mistake.table, mistake.key] = right }
            try await list.handles(try await person.writes(to: list, subject: "kysymys \(number)", body: mistake.name))
        }
        #expect(daemon.isRunning)
        #expect(daemon.notices.filter { ["READY=1", "RELOADING=1", "STOPPING=1"].contains($0) } == ["READY=1"])
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a reload is no end of the service: it says RELOADING and READY, and STOPPING only when it stops")
    func notices() async throws {
        let list = try await MailStack.shared().list()
        let daemon = try await list.run()
        func news() -> [String] { daemon.notices.filter { ["READY=1", "RELOADING=1", "STOPPING=1"].contains($0) } }
        daemon.reload()
        try await awaiting("the new cycle to be ready") { news().filter { $0 == "READY=1" }.count == 2 ? () : nil }
        #expect(news() == ["READY=1", "RELOADING=1", "READY=1"])
        #expect(try await daemon.terminate() == .exit(0))
        #expect(news() == ["READY=1", "RELOADING=1", "READY=1", "STOPPING=1"])
    }
}
