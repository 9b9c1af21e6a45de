import Base
import Testing

@testable import Wire

@Suite("ImapSession")
struct ImapSessionTests {
    /// What every server of these tests can do; the rest comes from `extra`.
    @Sendable static func basics(_ command: String, capabilities: String = "IDLE MOVE UIDPLUS") -> String? {
        switch command {
        case "CAPABILITY": "* CAPABILITY IMAP4rev1 \(capabilities)\r\n$ OK\r\n"
        case "LIST \"\" \"\"": "* LIST (\\Noselect) \"/\" \"\"\r\n$ OK\r\n"
        case "SELECT \"INBOX\"":
            "* 3 EXISTS\r\n* OK [UIDVALIDITY 14] x\r\n* OK [UIDNEXT 100]\r\n$ OK [READ-WRITE] x\r\n"
        case "NOOP": "$ OK\r\n"
        default: nil
        }
    }

    static func session(
        capabilities: String = "IDLE MOVE UIDPLUS", silence: ImapScript.Silence = .timeout, pieceSize: Int = .max,
        settings: ImapSession.Settings = ImapSession.Settings(), _ answer: @escaping @Sendable (String) -> String?
    ) async throws -> (ImapSession, ImapScript) {
        let script = ImapScript(silence: silence, pieceSize: pieceSize) {
            answer($0) ?? basics($0, capabilities: capabilities) ?? "$ BAD unscripted\r\n"
        }
        let session = ImapSession(dialer: ScriptDialer(script), executor: testExecutor, settings: settings)
        try await session.connect()
        _ = try await session.select(.inbox)
        return (session, script)
    }

    @Test("capabilities are asked after the login, and SELECT tells of the folder", arguments: [1, Int.max])
    func select(pieceSize: Int) async throws {
        let (session, script) = try await Self.session(pieceSize: pieceSize) { _ in nil }
        #expect(await session.capabilities == ["IMAP4REV1", "IDLE", "MOVE", "UIDPLUS"])
        #expect(
            try await session.select(.inbox)
                == SelectedFolder(uidValidity: 14, uidNext: 100, exists: 3, readOnly: false))
        #expect(await script.lines.prefix(2) == ["K1 CAPABILITY", "K2 LIST \"\" \"\""])
    }

    @Test("a namespace gives folders their prefix and separator")
    func namespace() async throws {
        let (session, script) = try await Self.session(capabilities: "NAMESPACE MOVE") { command in
            command == "NAMESPACE"
                ? "* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\r\n$ OK\r\n" : command.hasPrefix("UID") ? "$ OK\r\n" : nil
        }
        try await session.move(UidSet([4]), to: ImapFolder("Kutsu/Done"))
        #expect(await script.lines.last?.hasSuffix("UID MOVE 4 \"INBOX.Kutsu.Done\"") == true)
    }

    @Test("waiting messages are listed in windows from the end, up to the last known UID")
    func waiting() async throws {
        var settings = ImapSession.Settings()
        settings.summaryWindow = 2
        let (session, script) = try await Self.session(settings: settings) { command in
            switch command {
            case "NOOP": "* 5 EXISTS\r\n$ OK\r\n"
            case "FETCH 4:5 (UID RFC822.SIZE FLAGS)":
                "* 5 FETCH (FLAGS (\\seen) UID 50 RFC822.SIZE 5)\r\n* 4 FETCH (RFC822.SIZE 4 UID 40)\r\n$ OK\r\n"
            case "FETCH 2:3 (UID RFC822.SIZE FLAGS)":
                "* 3 FETCH (UID 30 FLAGS (\\Deleted))\r\n* 2 FETCH (UID 20 RFC822.SIZE 2)\r\n* 1 FETCH (FLAGS ())\r\n$ OK\r\n"
            case "FETCH 1:1 (UID RFC822.SIZE FLAGS)": "* 1 FETCH (UID 10 RFC822.SIZE 1)\r\n$ OK\r\n"
            default: nil
            }
        }
        let four = ImapSummary(uid: 40, size: 4)
        let five = ImapSummary(uid: 50, size: 5, flags: ["\\seen"])
        #expect(try await session.waiting(after: 20) == [four, five])
        #expect(await script.lines.last?.contains("FETCH 2:3") == true)
        #expect(try await session.waiting().map(\.uid) == [10, 20, 40, 50])
        #expect(five.isSeen && !four.isSeen)
    }

    @Test("every message fetched has its own outcome", arguments: [1, 5, Int.max])
    func fetch(pieceSize: Int) async throws {
        var settings = ImapSession.Settings()
        settings.limits.literal = 20
        let (session, script) = try await Self.session(pieceSize: pieceSize, settings: settings) { command in
            switch command {
            case "UID FETCH 1 (UID BODY.PEEK[])":
                "+ stray\r\n* 9 FETCH (FLAGS (\\Seen) UID 1)\r\n* 9 FETCH (BODY[] {9}\r\nK1 OK x\r\n UID 1)\r\n$ OK\r\n"
            case "UID FETCH 2 (UID BODY.PEEK[])": "$ OK FETCH completed.\r\n"
            case "UID FETCH 3 (UID BODY.PEEK[])": "* 3 FETCH (UID 3 BODY[] \"\")\r\n$ OK\r\n"
            case "UID FETCH 4 (UID BODY.PEEK[])": "$ NO The message cannot be rendered\r\n"
            case "UID FETCH 5 (UID BODY.PEEK[])":
                "* 5 FETCH (UID 5 BODY[] {30}\r\n012345678901234567890123456789)\r\n$ OK\r\n"
            case "UID FETCH 7 (UID BODY.PEEK[])": "* 7 FETCH (UID 7 BODY[] NIL)\r\n$ OK\r\n"
            default: nil
            }
        }
        let sizes: [(UInt64, Int)] = [(1, 9), (2, 5), (3, 0), (4, 1), (5, 10), (6, 21), (7, 1)]
        let fetched = try await session.fetch(sizes.map { ImapSummary(uid: $0.0, size: $0.1) })
        #expect(fetched.map(\.uid) == [1, 2, 3, 4, 5, 6, 7])
        #expect(
            fetched.map(\.body) == [
                .bytes(Array("K1 OK x\r\n".utf8)), .empty, .empty, .refused("The message cannot be rendered"),
                .tooLarge(30),
                .tooLarge(21), .empty,
            ])
        #expect(await !script.lines.contains { $0.contains("UID FETCH 6") })
    }

    @Test("the header of a large message can be had")
    func header() async throws {
        let (session, _) = try await Self.session { command in
            command == "UID FETCH 7 (UID BODY.PEEK[HEADER]<0.10>)"
                ? "* 7 FETCH (UID 7 BODY[HEADER]<0> {10}\r\nSubject: x)\r\n$ OK\r\n" : nil
        }
        #expect(try await session.fetchHeader(7, limit: 10) == .bytes(Array("Subject: x".utf8)))
    }

    @Test("sizes of certain messages leave out those that are gone")
    func summaries() async throws {
        let (session, _) = try await Self.session { command in
            command == "UID FETCH 5,7 (UID RFC822.SIZE FLAGS)"
                ? "* 1 FETCH (UID 7 RFC822.SIZE 70 FLAGS ())\r\n* 2 FETCH (UID 9 FLAGS ())\r\n$ OK\r\n" : nil
        }
        #expect(try await session.summaries(of: UidSet([5, 7])) == [ImapSummary(uid: 7, size: 70)])
    }

    @Test(
        "without MOVE a message is copied, marked and expunged, alone where UIDPLUS allows it",
        arguments: [
            ("UIDPLUS", ["UID COPY 4 \"Done\"", "UID STORE 4 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 4"]),
            ("", ["UID COPY 4 \"Done\"", "UID STORE 4 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"]),
            ("MOVE UIDPLUS", ["UID MOVE 4 \"Done\""]),
        ])
    func move(capabilities: String, expected: [String]) async throws {
        let (session, script) = try await Self.session(capabilities: capabilities) { command in
            command.hasPrefix("UID COPY") || command.hasPrefix("UID MOVE")
                ? "* OK [COPYUID 1 ] malformed\r\n$ OK\r\n"
                : command.contains("UID ") || command == "EXPUNGE" ? "$ OK\r\n" : nil
        }
        try await session.move(UidSet([4]), to: ImapFolder("Done"))
        let commands = await script.lines.suffix(expected.count).map {
            $0.split(separator: " ", maxSplits: 1).last.map(String.init)
        }
        #expect(commands == expected)
    }

    @Test("a missing folder is made, with those above it, and the move is tried again")
    func tryCreate() async throws {
        let (session, script) = try await Self.session { command in
            switch command {
            case "UID MOVE 4 \"Kutsu/Done\"": "$ NO [TRYCREATE] no such folder\r\n"
            case "LIST \"\" \"Kutsu\"": "* LIST () \"/\" Kutsu\r\n$ OK\r\n"
            case "LIST \"\" \"Kutsu/Done\"": "$ OK\r\n"
            case "CREATE \"Kutsu/Done\"": "$ NO [ALREADYEXISTS] somebody was faster\r\n"
            default: nil
            }
        }
        #expect(try await session.move(UidSet([4]), to: ImapFolder("Kutsu/Done")) == [4: "no such folder"])
        let commands = await script.lines.suffix(5).compactMap {
            $0.split(separator: " ", maxSplits: 1).last.map(String.init)
        }
        #expect(
            commands == [
                "UID MOVE 4 \"Kutsu/Done\"", "LIST \"\" \"Kutsu\"", "LIST \"\" \"Kutsu/Done\"", "CREATE \"Kutsu/Done\"",
                "UID MOVE 4 \"Kutsu/Done\"",
            ])
        #expect(await session.isConnected)
    }

    @Test("folders that cannot be entered are not listed")
    func folders() async throws {
        let (session, _) = try await Self.session { command in
            command == "LIST \"\" \"*\""
                ? "* LIST (\\NoSelect) \"/\" Kutsu\r\n* LIST () \"/\" \"Kutsu/Tehdyt ty&APY-t\"\r\n$ OK\r\n" : nil
        }
        #expect(try await session.folders() == [ImapFolder("Kutsu/Tehdyt työt")])
    }

    @Test(
        "an error closes the connection, and later operations throw it again",
        arguments: [
            ("K99 OK x\r\n", WireError.protocolViolation("a reply to a command that was never sent")),
            ("* BYE Restarting\r\n", .closed(byServer: "Restarting")),
            (
                "* BAD Request is throttled. Suggested Backoff Time: 299961 milliseconds\r\n",
                .throttled(milliseconds: 299_961)
            ),
            ("* 1 FETCH (\r\n", .protocolViolation("a response cannot be read")),
            ("", .timeout(during: "waiting for the answer to UID FETCH")),
            ("* 1 FETCH (BODY[] {100}\r\nhalf", .timeout(during: "waiting for the answer to UID FETCH")),
        ])
    func broken(text: String, expected: WireError) async throws {
        let (session, script) = try await Self.session { $0.hasPrefix("UID FETCH") ? text : nil }
        await #expect(throws: expected) { try await session.fetchHeader(1) }
        #expect(await script.isClosed)
        #expect(await !session.isConnected)
        await #expect(throws: expected) { try await session.noop() }
    }

    @Test("a refusal leaves the connection open")
    func refused() async throws {
        let (session, _) = try await Self.session { $0 == "NOOP" ? "$ NO not now\r\n" : nil }
        await #expect(throws: WireError.no(command: "NOOP", text: "not now")) { try await session.noop() }
        #expect(await session.isConnected)
    }

    @Test("a folder name that cannot be sent leaves the connection open")
    func unsendableName() async throws {
        let (session, script) = try await Self.session(capabilities: "NAMESPACE") { command in
            command == "NAMESPACE" ? "* NAMESPACE ((\"P\u{E4}\u{E4}.\" \".\")) NIL NIL\r\n$ OK\r\n" : nil
        }
        await #expect(throws: WireError.unsupported("a folder name with bytes that are not ASCII")) {
            try await session.select(ImapFolder("Kutsu"))
        }
        #expect(await script.lines.count == 3)
        try await session.noop()
    }

    @Test("after a lost connection a new one is dialled")
    func reconnect() async throws {
        let dialer = ScriptDialer(
            ImapScript(silence: .end) { $0 == "NOOP" ? "" : Self.basics($0) }, ImapScript { Self.basics($0) })
        let session = ImapSession(dialer: dialer, executor: testExecutor)
        try await session.connect()
        await #expect(throws: WireError.closed(byServer: nil)) { try await session.noop() }
        try await session.connect()
        try await session.noop()
        await session.logout()
        #expect(await !session.isConnected)
        await session.close()
    }

    @Test("a session closed while it dials keeps no connection")
    func closedWhileDialling() async throws {
        let script = ImapScript { Self.basics($0) }
        let dialer = SlowDialer(script)
        let session = ImapSession(dialer: dialer, executor: testExecutor)
        let connecting = Task { try await session.connect() }
        await dialer.whenAsked()
        await session.close()
        await dialer.answer()
        await #expect(throws: WireError.closed(byServer: nil)) { try await connecting.value }
        #expect(await !session.isConnected)
        #expect(await script.isClosed)
        #expect(await script.lines == [])
    }

    @Test("operations that meet take turns")
    func turns() async throws {
        let (session, script) = try await Self.session { $0.hasPrefix("UID STORE") ? "$ OK\r\n" : nil }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for uid in 1...50 {
                group.addTask { try await session.store(UidSet([UInt64(uid)]), flags: ["\\Seen"]) }
                group.addTask { _ = try await session.select(.inbox) }
            }
            try await group.waitForAll()
        }
        #expect(await script.lines.count == 3 + 100)
    }
}
