import Base
import Engine
import OAuth
import Testing
import Wire

@testable import kutsu

@Suite("What a refusal means, and what to do about it")
struct DoctorTests {
    static let values: RemedyValues = {
        var values = RemedyValues()
        values.mailbox = "lista@koe.fi"
        values.sender = "lista@koe.fi"
        values.application = "app-1"
        values.tenant = "koe.onmicrosoft.com"
        values.thumbprint = "ABCDEF"
        values.accountNumber = "12345"
        values.config = "/etc/kutsu/koe.toml"
        return values
    }()

    static let microsoft: [(Int64, String)] = [
        (7_000_218, "Allow public client flows"), (700_025, "remove client_secret_file"), (7_000_215, "copy its Value"),
        (7_000_222, "has expired"), (700_027, "thumbprint there must be ABCDEF"), (700_024, "timedatectl"),
        (700_016, "client_id (app-1)"), (90002, "tenant (koe.onmicrosoft.com)"), (50194, "set tenant"),
        (9_001_023, "set tenant"), (65001, "Grant admin consent"), (90094, "Grant admin consent"),
        (90095, "Grant admin consent"), (70011, "remove scope"), (650_053, "remove scope"), (700_022, "remove scope"),
        (50105, "Users and groups"), (50072, "kutsu login -c /etc/kutsu/koe.toml"), (50074, "second factor"),
        (50076, "second factor"), (50079, "second factor"), (53003, "correlation id"), (53000, "managed device"),
        (53001, "managed device"), (50097, "managed device"), (530_084, "token protection"),
        (530_035, "security defaults"), (70043, "kutsu login"), (700_082, "kutsu login"), (70008, "kutsu login"),
        (50173, "revoked"), (50133, "revoked"), (50132, "revoked"), (54005, "begin anew"), (50196, "wait"),
        (90055, "wait"), (50020, "sign in as lista@koe.fi"), (50034, "sign in as lista@koe.fi"),
    ]

    @Test("Microsoft's numbers, whatever language the words are in", arguments: microsoft)
    func numbers(code: Int64, words: String) throws {
        let refusal = TokenRefusal(
            status: 400, error: "invalid_grant", text: "AADSTS\(code): Jotain meni pieleen", codes: [code],
            traceID: "t-1", correlationID: "c-1")
        let advice = try #require(Doctor.advice(on: refusal, Self.values))
        #expect(advice.text.contains(words))
        let finding = Doctor.finding(refusal, Self.values)
        #expect(finding.grade == .broken)
        #expect(finding.text.hasSuffix("AADSTS\(code): Jotain meni pieleen (trace id t-1, correlation id c-1)"))
    }

    static let google: [(String, String, String)] = [
        ("invalid_scope", "Invalid device flow scope: https://mail.google.com/", "service account"),
        (
            "unauthorized_client",
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
            "add the numeric id 12345 with exactly the scope https://mail.google.com/"
        ),
        ("invalid_grant", "Token has been expired or revoked.", "publish it or make it Internal"),
        (
            "invalid_grant",
            "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.", "timedatectl"
        ),
        ("access_denied", "admin_policy_enforced", "trust the application app-1"),
        ("admin_policy_enforced", "it gives no reason", "trust the application app-1"),
    ]

    @Test("Google's words", arguments: google)
    func words(error: String, text: String, remedy: String) throws {
        let advice = try #require(
            Doctor.advice(on: TokenRefusal(status: 400, error: error, text: text), Self.values))
        #expect(advice.text.contains(remedy))
    }

    static let imapRefusals: [(String, String)] = [
        ("NO AUTHENTICATE failed.", "Set-CASMailbox lista@koe.fi -ImapEnabled $true"),
        ("AUTHENTICATE failed", "FullAccess"),
        ("BAD User is authenticated but not connected.", "Add-MailboxPermission -Identity lista@koe.fi"),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", "wait"),
        (
            #"{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#,
            "https://mail.google.com/ in full"
        ),
        ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", "app password"),
        ("Lookup failed vb2-20020a", "domain-wide delegation"),
        ("[ALERT] Too many simultaneous connections. (Failure)", "15 programs"),
    ]

    @Test("what IMAP servers refuse a login with", arguments: imapRefusals)
    func imap(text: String, remedy: String) throws {
        let advice = try #require(Doctor.advice(at: .imap, text, Self.values))
        #expect(advice.text.contains(remedy))
    }

    static let smtpOff = "Set-CASMailbox lista@koe.fi -SmtpClientAuthenticationDisabled $false"
    static let smtpRefusals: [(String, String)] = [
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit x",
            smtpOff
        ),
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit x",
            smtpOff
        ),
        (
            "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
            "[oauth]"
        ),
        (
            "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated",
            "[oauth]"
        ),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "[oauth]"),
        ("550 5.7.30 Basic authentication is not supported for Client Submission.", "[oauth]"),
        ("535 5.7.3 Authentication unsuccessful [HE1PR0.EURPRD05]", "sign in as lista@koe.fi"),
        ("530 5.7.57 Client not authenticated to send mail.", smtpOff),
        ("550 5.7.60 SMTP; Client does not have permissions to send as this sender", "-AccessRights SendAs"),
        ("554 5.2.252 SendAsDenied; lista@koe.fi not allowed to send as x", "-AccessRights SendAs"),
        ("432 4.3.2 Concurrent connections limit exceeded.", "connections = 1"),
        ("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", "10 000 recipients"),
        ("554 5.2.2 mailbox full", "retention policy"),
        ("550 5.7.233 Your message can't be sent because your tenant exceeded its daily limit", "tomorrow"),
        ("550 5.7.236 Message not sent, onmicrosoft.com", "own domain"),
        ("534-5.7.9 Application-specific password required.", "app password"),
        ("535-5.7.8 Username and Password not accepted.", "app password"),
        ("535 5.7.8 see https://support.google.com/mail/?p=BadCredentials x5 - gsmtp", "app password"),
        ("534-5.7.14 Please log in through your web browser", "app password"),
        (
            #"334 {"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}"#,
            "https://mail.google.com/ in full"
        ),
    ]

    @Test("what SMTP servers refuse with", arguments: smtpRefusals)
    func smtp(text: String, remedy: String) throws {
        let advice = try #require(Doctor.advice(at: .smtp, text, Self.values))
        #expect(advice.text.contains(remedy))
    }

    /// A list whose mailbox and relay are that server's, with a token in a file.
    private static func fixture(_ server: RefusingServer) throws -> ListFixture {
        let fixture = try ListFixture()
        let token = try fixture.write("ya29.token\n", to: "token")
        let text = try #require(SystemFiles.text(fixture.configPath))
        let isMailbox = server.endpoint.scheme.isMailbox
        try fixture.write(
            text.replacing(
                isMailbox ? "url = \"imap://127.0.0.1:1\"" : "url = \"smtp://127.0.0.1:1\"",
                with: "url = \"\(server.endpoint)\"\ntoken_file = \"\(token)\""), to: "verkosto.toml")
        return fixture
    }

    private static let executor = PollExecutor()

    @Test("the doctor's answer to a mailbox whose server refuses the login so", arguments: imapRefusals)
    func imapServer(text: String, remedy: String) async throws {
        let isChallenge = text.hasPrefix("{")
        let refusal = text.hasPrefix("NO ") || text.hasPrefix("BAD ") ? text : "NO \(text)"
        let server = RefusingServer(
            .imap, refusal: isChallenge ? "NO SASL authentication failed" : refusal,
            challenge: isChallenge ? Base64URL.text(text.utf8) : nil)
        let fixture = try Self.fixture(server)
        let settings = try fixture.context().configuration.mailbox
        let findings = await MailboxCheck.findings(
            settings, nil, Self.values, Self.executor, oldBefore: .earliest
        ).findings
        #expect(findings.first?.grade == .broken && findings.first?.text.contains(remedy) == true, "\(findings)")
    }

    @Test("the doctor's answer to a relay whose server refuses the login so", arguments: smtpRefusals)
    func smtpServer(text: String, remedy: String) async throws {
        let isChallenge = text.hasPrefix("334 ")
        let server = RefusingServer(
            .smtp, refusal: isChallenge ? "535 5.7.8 not accepted" : text.replacing(/^(\d\d\d)-/) { "\($0.1) " },
            challenge: isChallenge ? Base64URL.text(text.dropFirst(4).utf8) : nil)
        let fixture = try Self.fixture(server)
        let configuration = try fixture.context().configuration
        let relay = try #require(configuration.relays.first)
        let findings = await RelayCheck.findings(relay, configuration, nil, Self.values, Self.executor)
        #expect(findings.first?.grade == .broken && findings.first?.text.contains(remedy) == true, "\(findings)")
    }

    @Test(
        "an ordinary refusal is no provider's riddle",
        arguments: [
            (Doctor.Place.imap, "[AUTHENTICATIONFAILED] Authentication failed."),
            (.smtp, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"),
            (.smtp, "550 5.1.1 No such user"), (.tokens, "invalid_request missing parameter"),
        ])
    func ordinary(place: Doctor.Place, text: String) {
        #expect(Doctor.advice(at: place, text, Self.values) == nil)
    }

    @Test("with an application the steps are those of a service principal")
    func application() throws {
        var values = Self.values
        values.isApplication = true
        let advice = try #require(Doctor.advice(at: .imap, "AUTHENTICATE failed.", values))
        for words in ["IMAP.AccessAsApp", "Get-ServicePrincipal", "New-ServicePrincipal -AppId app-1", "FullAccess"] {
            #expect(advice.remedy.contains(words))
        }
    }

    static let wrongPlaces: [(String, WireError, String)] = [
        (
            "imaps://mail.fi:143", .curl(code: 35, text: "error:0A00010B:SSL routines::wrong version number"),
            "write imap://mail.fi:143"
        ),
        ("smtps://mail.fi:587", .curl(code: 35, text: "wrong version number"), "write smtp://mail.fi:587"),
        ("smtp://mail.fi:465", .timeout(during: "connecting"), "write smtps://mail.fi:465"),
        ("imap://mail.fi:993", .timeout(during: "connecting"), "write imaps://mail.fi:993"),
        ("imap://mail.fi:587", .protocolViolation("no greeting"), "another service answers at port 587"),
        ("smtp://mail.fi:143", .protocolViolation("no greeting"), "imap:// belongs into [mailbox]"),
        ("imaps://mial.fi", .unreachable("Could not resolve host: mial.fi"), "getent hosts mial.fi"),
        (
            "smtp://mail.fi:588", .unreachable("Failed to connect to mail.fi port 588: Connection refused"),
            "nothing listens at port 588"
        ),
        ("imap://mail.fi", .tlsNotOffered(Endpoint(scheme: .imap, host: "mail.fi")), "offers no STARTTLS"),
    ]

    @Test("a wrong port, name or kind of TLS is told with what to write instead", arguments: wrongPlaces)
    func connecting(url: String, error: WireError, remedy: String) throws {
        let advice = try #require(Doctor.advice(on: error, at: try Endpoint(url), Self.values))
        #expect(advice.text.contains(remedy))
    }

    static let greetings: [(String, String, String?)] = [
        ("220 mail ESMTP", "imap://mail.fi:2587", "an SMTP server answers at port 2587"),
        ("220 mail ESMTP", "imaps://mail.fi:2587", "smtp:// belongs into [relay]"),
        ("* OK ready", "smtp://mail.fi:2143", "an IMAP server answers at port 2143"),
        ("* OK ready", "smtps://mail.fi:2143", "imap:// belongs into [mailbox]"),
        ("+OK ready", "imap://mail.fi:2110", "a POP3 server answers at port 2110"),
        ("", "imap://mail.fi:2993", "write imaps://mail.fi:2993"),
        ("", "smtp://mail.fi:2465", "write smtps://mail.fi:2465"),
        // Who greets as it should is not to blame.
        ("* OK ready", "imap://mail.fi:2143", nil), ("220 mail", "smtp://mail.fi:2587", nil),
        ("", "smtps://mail.fi:2993", "TLS, or nothing, but no SMTP server answers at port 2993"),
        ("SSH-2.0-OpenSSH", "imap://mail.fi:22", nil),
    ]

    @Test("who answers at a port is told by its first words", arguments: greetings)
    func greeting(line: String, url: String, remedy: String?) throws {
        let advice = Doctor.advice(
            on: .timeout(during: "connecting"), at: try Endpoint(url), greeting: PortGreeting(line: Array(line.utf8)),
            Self.values)
        #expect(remedy.map { advice?.text.contains($0) == true } ?? (advice == nil), "\(advice?.text ?? "none")")
    }

    @Test("the first words at a port are heard, and nothing where nobody listens")
    func heard() {
        let server = RefusingServer(.smtp, refusal: "535 5.7.8 no")
        let mailbox = Endpoint(scheme: .imap, host: "127.0.0.1", port: server.endpoint.port)
        #expect(PortGreeting.heard(at: mailbox) == .smtp)
        // It served one client and is gone.
        #expect(PortGreeting.heard(at: mailbox) == nil)
    }

    @Test("what the token says of itself tells three causes of a refused login apart")
    func claims() throws {
        func findings(_ claims: String) throws -> [kutsu.Finding] {
            let token = "e30.\(Base64URL.text(claims.utf8)).AAAA"
            return TokenCheck.claims(
                try #require(TokenClaims(token: token)), Self.values, at: Instant(secondsSince1970: 1_795_000_000))
        }
        let sound = #""aud":"https://outlook.office365.com","tid":"t","exp":1795003600"#
        #expect(
            try !findings("{\(sound),\"roles\":[\"IMAP.AccessAsApp\",\"SMTP.SendAsApp\"]}").contains {
                $0.grade != .good
            })
        let broken: [(String, String)] = [
            ("{\(sound),\"roles\":[\"IMAP.AccessAsApp\"]}", "lacks SMTP.SendAsApp"),
            ("{\(sound)}", "lacks IMAP.AccessAsApp and SMTP.SendAsApp"),
            ("{\(sound),\"scp\":\"SMTP.Send\",\"upn\":\"lista@koe.fi\"}", "lacks IMAP.AccessAsUser.All"),
            (
                #"{"aud":"https://graph.microsoft.com","tid":"t","roles":["IMAP.AccessAsApp","SMTP.SendAsApp"]}"#,
                "remove scope"
            ),
            (
                #"{"aud":"https://outlook.office.com","tid":"t","exp":1794999999,"scp":"IMAP.AccessAsUser.All SMTP.Send"}"#,
                "timedatectl"
            ),
        ]
        for (claims, words) in broken {
            #expect(try findings(claims).contains { $0.grade == .broken && $0.text.contains(words) }, "\(claims)")
        }
        let other = try findings("{\(sound),\"scp\":\"IMAP.AccessAsUser.All SMTP.Send\",\"upn\":\"anna@koe.fi\"}")
        #expect(other.contains { $0.grade == .doubtful && $0.text.contains("-User anna@koe.fi") })
    }
}
