import Foundation
import Testing

/// The whole chain without any provider: an identity provider with its own authority, and a Dovecot and a Postfix that
/// check its tokens.
@Suite(.mailStack, .serialized) struct TokenStoryTests {
    private struct Place {
        let stack: MailStack
        let provider: IdentityProvider
        let list: TestList

        /// - Parameter isAlone: it has a stack of its own, which the test stops and starts.
        init(_ way: IdentityProvider.Way, clock: String? = nil, isAlone: Bool = false) async throws {
            stack = try await isAlone ? MailStack.start() : MailStack.shared()
            let provider = try await IdentityProvider.start(for: stack)
            self.provider = provider
            list = try await stack.list(clock: clock) { $0.signIn(way, at: provider) }
            chmod(list.stateDirectory, 0o700)
            try await provider.tell("mailbox \(list.address)")
            if way.needsPerson { _ = try await list.signIn(way, at: provider) }
        }

        func check(_ arguments: String...) async throws -> Child.Outcome {
            try await Kutsu.command(
                ["check", "-c", list.configPath] + arguments, environment: list.clock?.environment ?? [:])
        }

        /// Makes the kept access token one that is over.
        func expire() throws {
            let path = list.stateDirectory + "/oauth"
            let stored = try String(contentsOfFile: path, encoding: .utf8)
            let expired = stored.replacing(/expires: \S+/, with: "expires: 2020-01-01T00:00:00Z")
            try Data(expired.utf8).write(to: URL(filePath: path))
            chmod(path, 0o600)
        }

        /// Nothing secret stands in a log, in `ps` or in a file that others can read.
        func expectSecrecy(of daemon: Daemon) throws {
            let secrets = provider.secrets(of: list)
            let arguments =
                daemon.pid.flatMap { try? String(contentsOfFile: "/proc/\($0)/cmdline", encoding: .utf8) } ?? ""
            for secret in secrets { #expect(!daemon.log.contains(secret) && !arguments.contains(secret)) }
            let file = try FileManager.default.attributesOfItem(atPath: list.stateDirectory + "/oauth")
            #expect(file[.posixPermissions] as? Int == 0o600)
            for name in try FileManager.default.subpathsOfDirectory(atPath: list.stateDirectory) where name != "oauth" {
                let text = (try? String(contentsOfFile: list.stateDirectory + "/" + name, encoding: .utf8)) ?? ""
                for secret in secrets { #expect(!text.contains(secret), "\(name)") }
            }
        }
    }

    @Test("google-auth and msal take the same provider for a real one")
    func judged() async throws {
        let place = try await Place(.secret)
        #expect(try await place.provider.isJudgedRight(for: place.list.address))
    }

    @Test("the doctor is content and people join with tokens by", arguments: IdentityProvider.Way.allCases)
    func story(way: IdentityProvider.Way) async throws {
        let place = try await Place(way)
        let check = try await place.check()
        #expect(check.status == 0, "\(check.output)")
        for words in ["tokens: the identity provider gives them", "mailbox: logged in to", "relay: logged in to"] {
            #expect(check.output.contains(words))
        }
        let daemon = try await place.list.run()
        #expect(try await place.list.person("matti").joins(place.list).subject.hasPrefix("Tervetuloa"))
        try place.expectSecrecy(of: daemon)
        #expect(try await daemon.terminate() == .exit(0))
        // The token that the doctor was given serves the daemon too.
        let grants = ["client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer", "refresh_token"]
        var asked = 0
        for grant in grants { asked += try await place.provider.asked(grant) }
        #expect(asked == (way.needsPerson ? 0 : 1))
    }

    @Test("kutsu login says how the browser gets there, who signed in and for how long")
    func login() async throws {
        let place = try await Place(.browser)
        let said = try await place.list.signIn(.browser, at: place.provider)
        #expect(said.contains("ssh -L ") && said.contains(":127.0.0.1:"))
        #expect(said.contains("Signed in as \(place.list.address) for the mailbox \(place.list.address)."))
        #expect(said.contains("Next: kutsu check"))
        for secret in place.provider.secrets(of: place.list) { #expect(!said.contains(secret)) }
    }

    @Test("a statement in PS256 that is refused is made in RS256 once, which is remembered")
    func fallback() async throws {
        let place = try await Place(.certificate)
        try await place.provider.tell("only RS256")
        #expect(try await place.check().status == 0)
        #expect(try await place.provider.asked("client_credentials") == 2)
        try place.expire()
        #expect(try await place.check().status == 0)
        #expect(try await place.provider.asked("client_credentials") == 3)
        try await place.provider.tell("only none")
        try place.expire()
        let check = try await place.check()
        #expect(check.status == 1 && check.output.contains("upload the certificate file; its thumbprint there must be"))
        #expect(check.output.contains("trace id trace-1, correlation id correlation-1"))
    }

    @Test("refresh tokens that are replaced at each use survive expiry in the middle of a delivery")
    func rotation() async throws {
        let place = try await Place(.browser, isAlone: true)
        let daemon = try await place.list.run()
        let matti = place.list.person("matti")
        #expect(try await matti.joins(place.list).subject.hasPrefix("Tervetuloa"))
        for round in 1...3 {
            // Both servers ask for a login anew, and the token is over.
            try place.expire()
            for server in MailStack.Server.allCases {
                try await place.stack.stop(server)
                try await place.stack.start(server)
            }
            try await place.list.coordinator.writes(to: place.list, subject: "tilanne")
            _ = try await place.list.coordinator.inbox.wait(count: round)
        }
        #expect(try await place.provider.asked("refresh_token") >= 3)
        #expect(try await daemon.terminate() == .exit(0))
        try place.expectSecrecy(of: daemon)
    }

    @Test("ten processes that want a new token at once ask for one, and all get it")
    func together() async throws {
        let place = try await Place(.browser)
        try place.expire()
        let good = try await withThrowingTaskGroup(of: Int32.self) { group in
            for _ in 0..<10 { group.addTask { try await place.check().status } }
            return try await group.reduce(into: 0) { $0 += $1 == 0 ? 1 : 0 }
        }
        #expect(good == 10)
        #expect(try await place.provider.asked("refresh_token") == 1)
    }

    @Test("a revoked token is renewed once when a login is refused, and the work goes on")
    func revoked() async throws {
        let place = try await Place(.certificate, isAlone: true)
        let daemon = try await place.list.run()
        #expect(try await place.list.person("matti").joins(place.list).subject.hasPrefix("Tervetuloa"))
        try await place.provider.tell("revoke")
        try await place.stack.stop(.dovecot)
        try await place.stack.start(.dovecot)
        #expect(try await place.list.person("sofia").joins(place.list).subject.hasPrefix("Tervetuloa"))
        #expect(try await place.provider.asked("client_credentials") == 2)
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a revoked sign-in is told with what to do, never deleted, and another takes over without a restart")
    func revokedPerson() async throws {
        let place = try await Place(.browser, isAlone: true)
        let daemon = try await place.list.run()
        #expect(try await place.list.person("matti").joins(place.list).subject.hasPrefix("Tervetuloa"))
        try await place.provider.tell("revoke")
        try await place.stack.stop(.dovecot)
        try await place.stack.start(.dovecot)
        try await awaiting("the log to tell of it") { daemon.log.contains("kutsu login -c") ? () : nil }
        let stored = try String(contentsOfFile: place.list.stateDirectory + "/oauth", encoding: .utf8)
        #expect(stored.contains("\nrefresh: "))
        _ = try await place.list.signIn(.browser, at: place.provider)
        // Whoever waits for the mailbox tries again by itself, later and later.
        daemon.reload()
        #expect(try await place.list.person("sofia").joins(place.list).subject.hasPrefix("Tervetuloa"))
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("an endpoint that is down for an hour is told once, asked seldom, and forgiven")
    func down() async throws {
        let place = try await Place(.secret, clock: "2026-12-01T10:00:00Z", isAlone: true)
        let daemon = try await place.list.run()
        #expect(try await place.list.person("matti").joins(place.list).subject.hasPrefix("Tervetuloa"))
        try await place.provider.tell("down")
        let before = try await place.provider.asked("client_credentials")
        try place.list.clock("2026-12-01T11:01:00Z")
        for server in MailStack.Server.allCases {
            try await place.stack.stop(server)
            try await place.stack.start(server)
        }
        try await awaiting("the log to tell of it") { daemon.log.contains("503") ? () : nil }
        for minute in stride(from: 5, through: 59, by: 6) {
            try place.list.clock("2026-12-01T11:\(minute < 10 ? "0" : "")\(minute):00Z")
            try await Task.sleep(for: .milliseconds(300))
        }
        #expect(daemon.log.components(separatedBy: "tokens: ").count == 2)
        #expect(
            try await place.provider.asked("client_credentials") == before, "an endpoint that is down counts nothing")
        try await place.provider.tell("up")
        try place.list.clock("2026-12-01T12:30:00Z")
        daemon.reload()
        #expect(try await place.list.person("sofia").joins(place.list).subject.hasPrefix("Tervetuloa"))
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("a clock that is two hours fast is told as such")
    func skew() async throws {
        let fast = Date(timeIntervalSinceNow: 7200).formatted(.iso8601)
        let place = try await Place(.serviceAccount, clock: fast)
        let check = try await place.check()
        #expect(check.status == 1 && check.output.contains("timedatectl"))
        #expect(check.output.contains("Token must be a short-lived token"))
    }

    @Test("a token is asked of nobody whose certificate another authority has signed")
    func strangeAuthority() async throws {
        let place = try await Place(.secret)
        let authority = place.stack.authority
        try place.list.configure { $0["oauth", "ca_file"] = .text(authority) }
        let check = try await place.check()
        #expect(check.status == 1 && check.output.contains("certificate is not trusted"), "\(check.output)")
        #expect(try await place.provider.asked("client_credentials") == 0)
    }

    @Test(
        "a certificate that ends within thirty days is told by check, status and the log, and once to the coordinators")
    func expiring() async throws {
        let soon = Date(timeIntervalSinceNow: 70 * 86_400).formatted(.iso8601)
        let place = try await Place(.certificate, clock: soon)
        // The provider gives no tokens at another time than its own; the coordinators' letter goes out with a password.
        let password = place.list.passwordPath
        try place.list.configure { $0["relay", "password_file"] = .text(password) }
        let check = try await place.check("--offline")
        #expect(check.status == 0 && check.output.contains("! oauth: the application's certificate ends on "))
        #expect(try await place.list.command("status").output.contains("certificate ends on "))
        let daemon = try await place.list.run()
        try await awaiting("the log to tell of it") { daemon.log.contains("certificate ends on ") ? () : nil }
        let letter = try await place.list.coordinator.inbox.wait { $0.subject.contains("kirjautuminen") }
        let text = try await letter.text()
        #expect(text.contains("Varmenne, jolla lista kirjautuu postilaatikkoonsa, päättyy "), "\(text)")
        try await awaiting("it to be noted") { daemon.log.contains("were told by mail") ? () : nil }
        #expect(try await daemon.terminate() == .exit(0))
        let next = try await place.list.run()
        try await awaiting("the log to tell of it") {
            next.log.split(separator: "warning: the application's certificate ends on ").count == 3 ? () : nil
        }
        // A letter would be sent before the second one of these.
        for _ in 0..<2 { _ = try await place.check() }
        #expect(try await next.terminate() == .exit(0))
        // The log goes on where the first one ended.
        #expect(next.log.split(separator: "were told by mail").count == 2)
    }

    @Test("whoever has not signed in is told to, by check and by the daemon, which then goes on by itself")
    func unsigned() async throws {
        let place = try await Place(.browser)
        try FileManager.default.removeItem(atPath: place.list.stateDirectory + "/oauth")
        let check = try await place.check()
        #expect(check.status == 1 && check.output.contains("nobody has signed in yet: kutsu login -c"))
        let daemon = try await place.list.run()
        try await awaiting("the log to tell of it") { daemon.log.contains("nobody has signed in yet") ? () : nil }
        #expect(try await daemon.terminate() == .exit(0))
    }

    @Test("check --send says how long a letter takes and that the relay keeps our Message-IDs")
    func sending() async throws {
        let place = try await Place(.secret)
        let anna = place.list.coordinator
        let check = try await place.check("--send", anna.address)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("✓ send: the relay keeps our Message-IDs"))
        #expect(check.output.contains("✓ send: the letter was in the mailbox after "))
        #expect(try await anna.inbox.next().subject.hasPrefix("kutsu check "))
    }

    @Test("kutsu setup writes what works: its own certificate, a configuration and a drop-in, and ends with the doctor")
    func setup() async throws {
        let place = try await Place(.secret)
        let folder = place.list.directory + "/etc"
        let ports = place.stack.ports
        let answer = try await Kutsu.command([
            "setup", "--yes", "--directory", folder, "--unit-directory", folder, "--state-directory", folder + "/state",
            "--address", place.list.address, "--name", "uusi", "--coordinator", place.list.coordinator.address,
            "--imap",
            "imaps://127.0.0.1:\(ports.imaps)", "--smtp", "smtps://127.0.0.1:\(ports.smtps)", "--ca-file",
            place.stack.authority, "--login", "secret", "--client-id", "app-secret", "--token-url",
            place.provider.base + "/token", "--scope", "mail", "--token-ca-file", place.provider.authority,
        ])
        // Its secret is not there yet, and the doctor says where it belongs.
        #expect(
            answer.status == 1 && answer.output.contains("there is no client secret; put it into \(folder)/uusi.secret")
        )
        #expect(answer.output.contains("systemctl enable --now kutsu@uusi"))
        try FileManager.default.copyItem(
            atPath: place.provider.directory + "/app.secret", toPath: folder + "/uusi.secret")
        let check = try await Kutsu.command(["check", "-c", folder + "/uusi.toml"])
        #expect(check.status == 0 && check.output.contains("✓ relay: logged in to"), "\(check.output)")
    }
}
