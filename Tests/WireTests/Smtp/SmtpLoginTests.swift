import Base
import Testing

@testable import Wire

@Suite("The login at a relay")
struct SmtpLoginTests {
    @Test(
        "credentials and the mechanisms offered make the first line",
        arguments: [
            ("password", ["LOGIN", "PLAIN"], "AUTH PLAIN AHXDpABzYWxh"),
            ("password", ["LOGIN", "CRAM-MD5"], "AUTH LOGIN"),
            ("password", ["XOAUTH2"], nil), ("password", [], nil),
            ("token", ["PLAIN", "XOAUTH2"], "AUTH XOAUTH2 dXNlcj11w6QBYXV0aD1CZWFyZXIgc2FsYQEB"),
            ("token", ["OAUTHBEARER"], "AUTH OAUTHBEARER bixhPXXDpCwBYXV0aD1CZWFyZXIgc2FsYQEB"),
            ("token", ["PLAIN"], nil),
            ("none", ["PLAIN"], nil),
        ] as [(String, Set<String>, String?)])
    func begins(kind: String, offered: Set<String>, line: String?) {
        let secret = Secret("sala")
        let key: Credentials.Key = kind == "password" ? .password(secret) : kind == "token" ? .token(secret) : .none
        let login = SmtpLogin(Credentials(user: "uä", secret: key), offered: offered)
        #expect(login.map { String(decoding: $0.command, as: UTF8.self) } == line.map { $0 + "\r\n" })
    }

    @Test("each 334 is answered, and 235 ends it")
    func dialogue() throws {
        var login = try #require(
            SmtpLogin(Credentials(user: "u", secret: .password(Secret("sala"))), offered: ["LOGIN"]))
        #expect(try login.next(after: SmtpReply(code: 334, lines: ["VXNlcm5hbWU6"])) == Array("dQ==\r\n".utf8))
        #expect(try login.next(after: SmtpReply(code: 334, lines: ["UGFzc3dvcmQ6"])) == Array("c2FsYQ==\r\n".utf8))
        #expect(try login.next(after: SmtpReply(code: 235, lines: ["ok"])) == nil)
        #expect(throws: WireError.protocolViolation("334 once more after the whole login")) {
            try login.next(after: SmtpReply(code: 334, lines: [""]))
        }
    }

    @Test("a token's refusal comes as 334 with an explanation, which is answered before the code comes")
    func token() throws {
        var login = try #require(SmtpLogin(Credentials(user: "u", secret: .token(Secret("t"))), offered: ["XOAUTH2"]))
        #expect(try login.next(after: SmtpReply(code: 334, lines: ["eyJzdGF0dXMiOiI0MDAifQ=="])) == Array("\r\n".utf8))
        #expect(throws: WireError.loginDenied(serverText: "535 no")) {
            try login.next(after: SmtpReply(code: 535, lines: ["no"]))
        }
    }

    @Test(
        "a refusal for now is no wrong password",
        arguments: [
            (454, WireError.unreachable("it cannot check logins at the moment (454 no)")),
            (421, .closed(byServer: "no")), (535, .loginDenied(serverText: "535 no")),
            (503, .loginDenied(serverText: "503 no")),
        ])
    func refused(code: Int, error: WireError) throws {
        var login = try #require(
            SmtpLogin(Credentials(user: "u", secret: .password(Secret("s"))), offered: ["PLAIN"]))
        #expect(throws: error) { try login.next(after: SmtpReply(code: code, lines: ["no"])) }
    }

    @Test(
        "the opening tells what is offered and whether the login was done",
        arguments: [
            (["220 x", "250-x", "250-PIPELINING", "250 AUTH PLAIN", "235 ok"], ["PLAIN"], true, true),
            (["220 x", "250-x", "250-AUTH=LOGIN", "250 HELP"], ["LOGIN"], false, false),
            (["220 x", "250-x", "250-AUTH=LOGIN plain", "250 HELP"], ["LOGIN", "PLAIN"], false, false),
            (["220 x", "250-x", "250-Pipelining", "250 auth login plain"], ["LOGIN", "PLAIN"], true, false),
            (
                ["220-x", "220 y", "250-x", "250-AUTH LOGIN", "250 STARTTLS", "220 go", "250-x", "250 PIPELINING"], [],
                true, false
            ),
            (["220 x", "500 what", "250 x"], [], false, false),
        ] as [([String], Set<String>, Bool, Bool)])
    func opening(lines: [String], mechanisms: Set<String>, pipelining: Bool, isLoggedIn: Bool) throws {
        let opening = SmtpOpening(lines)
        let extensions = try #require(opening.extensions)
        #expect(extensions.mechanisms == mechanisms && extensions.pipelining == pipelining)
        #expect(opening.isLoggedIn == isLoggedIn)
    }

    @Test("an opening that nobody heard offers nothing", arguments: [[], ["220 x"], ["220 x", "250-x"]])
    func unheard(lines: [String]) { #expect(SmtpOpening(lines).extensions == nil) }

    private static let credentials = Credentials(user: "lista@hel.test", secret: .password(Secret("salasana")))

    private static func session(_ script: [LoopbackServer.Step]) -> SmtpSession {
        // Twice: where libcurl finds no mechanism of ours, it tries once more with any.
        let server = LoopbackServer(script, script, scheme: .smtp)
        let dialer = CurlDialer(
            Connection(endpoint: server.endpoint, timeout: .seconds(120)), credentials: credentials,
            executor: testExecutor)
        return SmtpSession(dialer: dialer, executor: testExecutor, clientName: "kutsu.test")
    }

    @Test("EHLO is not said again after the login, which some servers would forget over it")
    func onlyOnce() async throws {
        let session = Self.session([
            .say("220 x\r\n"), .expect("EHLO"), .say("250-x\r\n250-PIPELINING\r\n250-SIZE 5000\r\n250 AUTH PLAIN\r\n"),
            .expect("AUTH PLAIN"), .say("334 \r\n"), .expect("AGxpc3Rh"), .say("235 2.7.0 ok\r\n"), .expect("MAIL"),
            .say("250 ok\r\n"), .expect("RCPT"),
            .say("250 ok\r\n"), .expect("DATA"), .say("354 go\r\n"), .expect("."), .say("250 taken\r\n"), .hold,
        ])
        try await session.connect()
        #expect(await session.extensions.sizeLimit == 5000)
        let collected = Collected()
        #expect(try await session.send([SmtpPipelineTests.mail(1)]) { results, _ in collected.add(results) } == .done)
        #expect(collected.outcomes == [1: "accepted"])
        await session.quit()
    }

    @Test(
        "a relay that spells AUTH otherwise is logged in to",
        arguments: ["AUTH=LOGIN", "auth login", "Auth=Login cram-md5"])
    func otherSpellings(offer: String) async throws {
        let session = Self.session([
            .say("220 x\r\n"), .expect("EHLO"), .say("250-x\r\n250 \(offer)\r\n"), .expect("AUTH LOGIN"),
            .say("334 VXNlcm5hbWU6\r\n"), .expect("bGlzdGFAaGVsLnRlc3Q="), .say("334 UGFzc3dvcmQ6\r\n"),
            .expect("c2FsYXNhbmE="), .say("235 ok\r\n"), .hold,
        ])
        try await session.connect()
        await session.quit()
    }

    @Test(
        "a relay that offers no login is an error, not a relay without one",
        arguments: ["PIPELINING", "AUTH XNONE", "AUTH"])
    func notOffered(offer: String) async throws {
        let script: [LoopbackServer.Step] = [
            .say("220 x\r\n"), .expect("EHLO"), .say("250-x\r\n250 \(offer)\r\n"), .hold,
        ]
        let error = await #expect(throws: WireError.self) { try await Self.session(script).connect() }
        guard case .loginNotOffered = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("a relay that knows only HELO offers no login either")
    func onlyHelo() async throws {
        let script: [LoopbackServer.Step] = [
            .say("220 x\r\n"), .expect("EHLO"), .say("500 what?\r\n"), .expect("HELO"), .say("250 x\r\n"), .hold,
        ]
        let error = await #expect(throws: WireError.self) { try await Self.session(script).connect() }
        guard case .loginNotOffered = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("a refusal in the other spelling is a refusal")
    func refusedOther() async throws {
        let script: [LoopbackServer.Step] = [
            .say("220 x\r\n"), .expect("EHLO"), .say("250-x\r\n250 AUTH=LOGIN\r\n"), .expect("AUTH LOGIN"),
            .say("535 5.7.8 no\r\n"), .hold,
        ]
        await #expect(throws: WireError.loginDenied(serverText: "535 5.7.8 no")) {
            try await Self.session(script).connect()
        }
    }
}

@Suite("Asking a relay whether it would take a mail")
struct SmtpRehearsalTests {
    private static func session(_ script: [LoopbackServer.Step]) async throws -> SmtpSession {
        let opening: [LoopbackServer.Step] = [
            .say("220 x\r\n"), .expect("EHLO"), .say("250-x\r\n250 SMTPUTF8\r\n"),
        ]
        let server = LoopbackServer(opening + script, scheme: .smtp)
        let dialer = CurlDialer(
            Connection(endpoint: server.endpoint, timeout: .seconds(120)), credentials: Credentials.none,
            executor: testExecutor)
        let session = SmtpSession(dialer: dialer, executor: testExecutor, clientName: "kutsu.test")
        try await session.connect()
        return session
    }

    @Test("what it takes is taken back")
    func taken() async throws {
        let session = try await Self.session([
            .expect("MAIL FROM:<list@x>\r"), .say("250 ok\r\n"), .expect("RCPT TO:<anna@y>\r"), .say("250 ok\r\n"),
            .expect("RSET"), .say("250 ok\r\n"), .expect("QUIT"), .say("221 bye\r\n"),
        ])
        #expect(try await session.rehearse(sender: "list@x", recipient: "anna@y") == nil)
        await session.quit()
    }

    @Test("what it refuses comes with its words, and is taken back as well")
    func refused() async throws {
        let session = try await Self.session([
            .expect("MAIL"), .say("250 ok\r\n"), .expect("RCPT"), .say("553 5.7.1 <list@x>: not owned by user\r\n"),
            .expect("RSET"), .say("250 ok\r\n"), .expect("MAIL"), .say("421 4.3.2 going down\r\n"),
        ])
        let refusal = try await session.rehearse(sender: "list@x", recipient: "anna@y")
        #expect(refusal?.line == "553 5.7.1 <list@x>: not owned by user" && refusal?.subject == .sender)
        #expect(try await session.rehearse(sender: "list@x", recipient: "anna@y")?.subject == .server)
        await #expect(throws: WireError.self) { try await session.rehearse(sender: "list@x", recipient: "anna@y") }
    }
}
