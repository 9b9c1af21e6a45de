import Foundation
import Testing

/// Stands in for the program where the harness itself is tested: tells its service manager that it lives, and obeys.
enum StandIn {
    static func daemon(on list: TestList, watchdog: Duration? = nil) -> Daemon {
        let program = """
            import os, signal, socket, sys
            manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            manager.connect(os.environ["NOTIFY_SOCKET"])
            def stop(*_):
                manager.send(b"STOPPING=1")
                sys.exit(0)
            signal.signal(signal.SIGTERM, stop)
            signal.signal(signal.SIGHUP, lambda *_: manager.send(b"RELOADING=1"))
            print(*sys.argv[1:], file=sys.stderr, flush=True)
            manager.send(b"READY=1\\nSTATUS=" + os.environ.get("WATCHDOG_USEC", "unwatched").encode())
            while True: signal.pause()
            """
        return Daemon(
            ["-I", "-c", program, "run", "-c", list.configPath], binary: "/usr/bin/python3", directory: list.directory,
            stack: list.stack, watchdog: watchdog)
    }
}

@Suite("The harness around the program", .mailStack)
struct DaemonTests {
    @Test("a daemon is ready when it says so, reloads, ends when asked, and starts again")
    func life() async throws {
        let list = try await MailStack.shared().list()
        let daemon = StandIn.daemon(on: list, watchdog: .milliseconds(1500))
        try await daemon.start()
        #expect(daemon.lastNotice("STATUS") == "1500000")
        daemon.reload()
        try await awaiting("the reload") { daemon.lastNotice("RELOADING") }
        #expect(try await daemon.terminate() == .exit(0))
        try await awaiting("its last word") { daemon.lastNotice("STOPPING") }
        try await daemon.restart()
        try await daemon.kill9()
        #expect(try await daemon.ends() == .signal(SIGKILL))
        #expect(daemon.log == String(repeating: "run -c \(list.configPath)\n", count: 2))
    }

    @Test("a command's status, output and errors are told; one that hangs is ended")
    func commands() async throws {
        let outcome = try await Child.run(
            "/bin/sh", ["-c", "cat; echo $WORD >&2; exit 3"], input: Array("read".utf8), environment: ["WORD": "said"])
        #expect((outcome.status, outcome.output, outcome.errors) == (3, "read", "said\n"))
        #expect(try await Child.run("/bin/sh", ["-c", "kill -TERM $$"]).status == 128 + SIGTERM)
        await #expect(throws: Trouble.self) {
            _ = try await Child.run("/bin/sh", ["-c", "exec sleep 1000"], timeout: .milliseconds(100))
        }
    }

    @Test("a daemon that ends instead of becoming ready is told with its last words")
    func stillborn() async throws {
        let list = try await MailStack.shared().list()
        let daemon = Daemon(
            ["-c", "echo no such mailbox >&2; exit 78"], binary: "/bin/sh", directory: list.directory, stack: list.stack
        )
        let trouble = await #expect(throws: Trouble.self) { try await daemon.start() }
        #expect(trouble?.description.contains("exit(78)") == true)
        #expect(trouble?.description.contains("no such mailbox") == true)
    }

    @Test("an answer quotes the letter, and refers to it")
    func answer() async throws {
        let list = try await MailStack.shared().list()
        let anna = list.person("anna")
        var letter = Draft(
            from: "Kutsu", list.address, to: [anna.address], subject: "Vahvista jäsenyys", text: "Vastaa tähän.")
        letter.set("References", "<first@hel.test>")
        letter.set("Reply-To", list.address)
        try await list.coordinator.sends(letter)
        try await anna.answers(anna.inbox.next(), "Kyllä")
        let mail = try await list.inbox.wait { $0.subject == "Re: Vahvista jäsenyys" }
        #expect(mail.header("In-Reply-To") == letter.messageID)
        #expect(mail.references == "<first@hel.test> \(letter.messageID)")
        #expect(try await mail.text().hasPrefix("Kyllä\n"))
        #expect(try await mail.text().contains("\n> Vastaa tähän.\n"))
    }

    @Test("the configuration is TOML, and the last word on a key counts")
    func configuration() async throws {
        let list = try await MailStack.shared().list(encryption: .startTLS, login: .token) { config in
            config["list", "title"] = ["fi": #"Outo "nimi" \"#]
            config["tips", "moderate"] = true
            config["joining", "domains"] = nil
        }
        try list.configure { $0["tips", "moderate"] = false }
        let output = try await Judge.python(
            """
            import sys, tomllib
            config = tomllib.load(open(sys.argv[1], "rb"))
            print(config["list"]["title"], config["tips"], config["joining"] if "joining" in config else None)
            print(config["mailbox"]["url"], open(config["mailbox"]["token_file"]).read().count("."))
            """, [list.configPath])
        #expect(
            output == """
                {'fi': 'Outo "nimi" \\\\'} {'moderate': False} None
                imap://127.0.0.2:\(list.stack.ports.imap) 2

                """)
    }
}

@Suite("Mails in tests")
struct MailTests {
    @Test(
        "a field reads as people read it",
        arguments: [
            ("plain", "plain"),
            ("=?utf-8?B?w4RpdGk=?=", "Äiti"),
            ("=?ISO-8859-1?Q?P=E4iv=E4_hyv=E4?= x", "Päivä hyvä x"),
            ("=?utf-8?Q?=C3=A4?= =?utf-8*fi?q?=C3=B6?=", "äö"),
            ("=?utf-8?Q?=", "=?utf-8?Q?="),
        ])
    func encodedWords(field: String, text: String) {
        #expect(ReceivedMail.decoded(field) == text)
    }

    @Test("a draft with everything is what Python takes it for", .enabled(if: access("/usr/bin/python3", X_OK) == 0))
    func judged() async throws {
        let stranger = Draft.Attachment(name: "pöytäkirja.pdf", type: "application/pdf", bytes: Array(0...255))
        var draft = Draft(from: "Äiti", "mother@hel.test", to: ["a@hel.test"], subject: "Äiti", text: "Hyvää\n")
        draft.html = "<p>Hyvää</p>"
        draft.attachments = [stranger]
        let judged = try await Judge.judge(draft.bytes)
        #expect(judged.structure == "mixed(alternative(text/plain, text/html), application/pdf)")
        #expect(judged.defects == [])
        #expect(judged.parts.map(\.name) == [nil, nil, "pöytäkirja.pdf"])
        #expect(judged.parts[2].size == 256)
        #expect(judged.parts[2].sha256 == "40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880")
        #expect(judged.text() == "Hyvää\n\n" && judged.text("text/html")?.hasPrefix("<p>Hyvää</p>") == true)
    }
}
