import Foundation
import Testing

/// `kutsu sandbox` brings its own mail server: nothing else is needed.
@Suite("kutsu sandbox")
struct SandboxCommandTests {
    @Test("the story comes to its good end, in plain text where no terminal is")
    func story() async throws {
        let outcome = try await Kutsu.command(["sandbox"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.isEmpty)
        let output = outcome.output
        #expect(!output.contains("✗"))
        #expect(!output.contains("\u{1B}"))
        for line in [
            "✓ the letter confirmJoin, in Swedish", "✓ no mail came of it", "✓ the letter refusedDomain, in English",
            "✓ the attachment is the same, byte for byte", "✓ the letter postReport, in Finnish",
            "✓ the letter goodbye, in Swedish", "✓ the members are Matti and Jenny, and nobody else",
            "✓ All of it happened",
        ] {
            #expect(output.contains(line), "no line: \(line)\n\(output)")
        }
    }

    @Test("whoever writes to an open sandbox is answered, and a signal leaves nothing behind")
    func stay() async throws {
        let open = try await OpenSandbox()
        #expect(open.output.contains("mutt -F") && open.output.contains("Thunderbird"))
        let mail =
            "From: Uusi <uusi@hel.fi>\r\nTo: \(open.list)\r\nSubject: liity\r\nMessage-ID: <1@hel.fi>\r\n\r\nHei\r\n"
        try await Inject(port: open.port).send(from: "uusi@hel.fi", to: [open.list], Array(mail.utf8))
        try await awaiting("an answer to uusi@hel.fi") { open.output.contains("→ uusi@hel.fi") ? () : nil }

        #expect(access(open.directory, F_OK) == 0)
        let muttrc = try String(contentsOfFile: open.directory + "/muttrc", encoding: .utf8)
        #expect(muttrc.contains("set spoolfile = \"+INBOX\"\n"))
        #expect(open.output.contains("mutt -F \(open.directory)/muttrc"))
        open.child.send(SIGTERM)
        #expect(try await open.child.ends() == .exit(0))
        #expect(access(open.directory, F_OK) != 0)
    }

    @Test("a signal ends the story early, without its good end, and leaves nothing behind")
    func stopped() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let output = try Descriptor.temporary()
        let child = try Child(
            Kutsu.binary(), ["sandbox"], environment: Kutsu.neutral.merging(["TMPDIR": folder.path]) { $1 },
            output: output, errors: try .temporary())
        try await awaiting("the first words") { output.contents().isEmpty ? nil : () }
        child.send(SIGINT)
        let ending = try await child.ends()
        // On a busy machine the story may be over before the signal comes.
        let isComplete = String(decoding: output.contents(), as: UTF8.self).contains("All of it happened")
        #expect(ending == .exit(isComplete ? 0 : 1))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("a terminal gets colours, unless NO_COLOR is set", arguments: [nil, "1"])
    func colours(noColor: String?) async throws {
        let open = try await OpenSandbox(terminal: true, environment: ["NO_COLOR": noColor, "TERM": "xterm"])
        #expect(open.output.contains("\u{1B}[1m") == (noColor == nil))
        open.child.send(SIGTERM)
        #expect(try await open.child.ends() == .exit(0))
    }

    @Test("wrong use is told", arguments: [["--no-story"], ["--port", "65535"], ["--port", "0"]])
    func usage(arguments: [String]) async throws {
        #expect(try await Kutsu.command(["sandbox"] + arguments).status == 64)
    }
}

/// A sandbox that stays open, without the story.
private final class OpenSandbox: Sendable {
    let child: Child
    let list = "ihmisoikeusverkosto@hel.example"
    /// Where the world's mail comes in.
    let port: UInt16
    /// Holds everything the sandbox writes.
    let directory: String
    private let written: Descriptor

    var output: String { String(decoding: written.contents(), as: UTF8.self) }

    init(terminal: Bool = false, environment: [String: String?] = [:]) async throws {
        written = try .temporary()
        let far = terminal ? try Terminal(copyingTo: written) : nil
        child = try Child(
            Kutsu.binary(), ["sandbox", "--stay", "--no-story"],
            environment: Kutsu.neutral.merging(environment) { $1 }, output: far?.end ?? written,
            errors: try .temporary())
        let (written, child) = (written, child)
        let text = try await awaiting("the sandbox to open") { () throws -> String? in
            if let ending = child.ended() { throw Trouble("the sandbox ended: \(ending)") }
            let text = String(decoding: written.contents(), as: UTF8.self)
            return text.contains("kutsu members list -c") ? text : nil
        }
        let server = try #require(text.firstMatch(of: /swaks --server 127\.0\.0\.1:(\d+)/))
        port = try #require(UInt16(server.1))
        directory = String(try #require(text.firstMatch(of: /(\/\S+kutsu-sandbox-\w+)\/list\.toml/)).1)
    }
}

/// A terminal without a person: what is written to its end is copied to a file.
private struct Terminal {
    let end: Descriptor

    init(copyingTo file: Descriptor) throws {
        let master = try Descriptor(open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC), from: "open a terminal")
        // TIOCSPTLCK and TIOCGPTN of ioctl_tty(2): Swift cannot see such macros, nor posix_openpt.
        var (lock, number): (Int32, Int32) = (0, 0)
        guard ioctl(master.number, 0x4004_5431, &lock) == 0, ioctl(master.number, 0x8004_5430, &number) == 0 else {
            throw Trouble.system("unlock a terminal")
        }
        let path = "/dev/pts/\(number)"
        end = try Descriptor(open(path, O_RDWR | O_NOCTTY | O_CLOEXEC), from: "open \(path)")
        Task.detached {
            // Ends when the last writer has closed its end: then reading fails with EIO.
            try await blocking {
                var chunk = [UInt8](repeating: 0, count: 4096)
                while case let count = read(master.number, &chunk, chunk.count), count > 0 {
                    _ = write(file.number, chunk, count)
                }
            }
        }
    }
}
