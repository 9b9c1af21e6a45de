import Base
import Testing

@testable import Engine

@Suite("[oauth] in a configuration")
struct OAuthConfigurationTests {
    private static func read(_ oauth: String, mailbox: String = "provider = \"microsoft365\"")
        throws(ConfigurationError)
        -> Configuration
    {
        let text = ProblemTests.good.replacing("url = \"imaps://mail.example.fi\"", with: mailbox)
            .replacing("[relay]\nurl = \"smtps://mail.example.fi\"\n", with: "")
        return try Configuration.read(text: text + "\n[oauth]\n\(oauth)\n", file: "/etc/kutsu/k.toml")
    }

    @Test("Microsoft's application with a certificate, for mailbox and relay alike")
    func certificate() throws {
        let configuration = try Self.read(
            """
            tenant = "hel.onmicrosoft.com"
            client_id = "11-22"
            certificate_file = "k.pem"
            key_file = "/etc/k.key"
            """)
        let oauth = try #require(configuration.oauth)
        #expect(configuration.mailbox.login.secret == .oauth && configuration.relays.first?.login?.secret == .oauth)
        #expect(oauth.service.token.text == "https://login.microsoftonline.com/hel.onmicrosoft.com/oauth2/v2.0/token")
        #expect(oauth.files.map(\.kind) == [.certificate, .privateKey])
        #expect(oauth.files.first?.places(environment: [:]) == ["/etc/kutsu/k.pem"])
        guard case .application(.certificate, scope: "https://outlook.office365.com/.default") = oauth.grant else {
            Issue.record("\(oauth.grant)")
            return
        }
    }

    @Test("without a certificate a person signs in; the scope is Outlook's alone")
    func person() throws {
        let oauth = try #require(try Self.read("tenant = \"t\"\nclient_id = \"i\"").oauth)
        guard case .person(secret: nil, let scope) = oauth.grant else {
            Issue.record("\(oauth.grant)")
            return
        }
        #expect(scope.hasSuffix("SMTP.Send offline_access") && !scope.contains("graph"))
        #expect(oauth.service.device?.text.hasSuffix("/t/oauth2/v2.0/devicecode") == true)
    }

    @Test("a private account at Microsoft needs no tenant")
    func outlook() throws {
        let oauth = try #require(try Self.read("client_id = \"i\"", mailbox: "provider = \"outlook.com\"").oauth)
        #expect(oauth.service.token.text.contains("/consumers/"))
    }

    @Test("Google: a service account names itself, and an application for people has a secret")
    func google() throws {
        let provider = "provider = \"google\""
        let account = try #require(try Self.read("service_account_file = \"k.json\"", mailbox: provider).oauth)
        #expect(account.clientID == nil && account.files.map(\.kind) == [.serviceAccount])
        let person = try #require(
            try Self.read("client_id = \"i\"\nclient_secret_file = \"/s\"", mailbox: provider).oauth)
        guard case .person(secret: _?, scope: "https://mail.google.com/") = person.grant else {
            Issue.record("\(person.grant)")
            return
        }
        #expect(person.service.device == nil && person.service.authorizeExtras["access_type"] == "offline")
    }

    @Test("another place by hand")
    func byHand() throws {
        let oauth = try #require(
            try Self.read(
                """
                token_url = "https://127.0.0.1:8443/token"
                authorize_url = "https://127.0.0.1:8443/authorize"
                scope = "mail"
                client_id = "i"
                ca_file = "/etc/ca.pem"
                """, mailbox: "provider = \"fastmail\""
            ).oauth)
        #expect(
            oauth.service.token.host == "127.0.0.1" && oauth.service.scope == "mail" && oauth.caFile == "/etc/ca.pem")
        #expect(oauth.service.device == nil && oauth.service.authorize != nil)
    }

    @Test("a relay may keep a password of its own, and another user's name with the same token")
    func relay() throws {
        let text =
            ProblemTests.good.replacing("url = \"imaps://mail.example.fi\"", with: "provider = \"microsoft365\"")
            + "\n[oauth]\ntenant = \"t\"\nclient_id = \"i\"\n"
        func login(_ lines: String) throws -> Configuration.Login? {
            let whole = text.replacing("[relay]\n", with: "[relay]\n\(lines)\n")
            return try Configuration.read(text: whole, file: "k.toml").relays.first?.login
        }
        #expect(try login("password_file = \"/p\"")?.file?.name == "/p")
        #expect(try login("user = \"other@hel.fi\"") == .init(user: "other@hel.fi", secret: .oauth))
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let oauth: String
        var mailbox = "provider = \"microsoft365\""
        let problem: String
    }

    static let refused = [
        Refused(
            testDescription: "a password beside it", oauth: "tenant = \"t\"\nclient_id = \"i\"",
            mailbox: "provider = \"microsoft365\"\npassword_file = \"/p\"",
            problem: "mailbox.password_file: there is an [oauth] too, and only one can be used"),
        Refused(
            testDescription: "no tenant", oauth: "client_id = \"i\"", problem: "oauth.tenant: this key is missing"),
        Refused(
            testDescription: "a tenant that is none", oauth: "tenant = \"a/b\"\nclient_id = \"i\"",
            problem: "oauth.tenant: 'a/b' is not a tenant"),
        Refused(
            testDescription: "no application", oauth: "tenant = \"t\"", problem: "oauth.client_id: this key is missing"),
        Refused(
            testDescription: "a certificate without its key",
            oauth: "tenant = \"t\"\nclient_id = \"i\"\ncertificate_file = \"/c\"",
            problem: "oauth.certificate_file: a certificate and its key belong together; write key_file too"),
        Refused(
            testDescription: "a key without its certificate",
            oauth: "tenant = \"t\"\nclient_id = \"i\"\nkey_file = \"/c\"",
            problem: "oauth.key_file: a certificate and its key belong together; write certificate_file too"),
        Refused(
            testDescription: "two proofs",
            oauth:
                "tenant = \"t\"\nclient_id = \"i\"\ncertificate_file = \"/c\"\nkey_file = \"/k\"\nclient_secret_file = \"/s\"",
            problem: "oauth.client_secret_file: there is a certificate_file too"),
        Refused(
            testDescription: "an application without a person at everybody's endpoint",
            oauth: "tenant = \"common\"\nclient_id = \"i\"\nclient_secret_file = \"/s\"",
            problem: "oauth.tenant: an application without a person needs the tenant's own id or domain"),
        Refused(
            testDescription: "an application without a person for a private account",
            oauth: "client_id = \"i\"\nclient_secret_file = \"/s\"", mailbox: "provider = \"outlook.com\"",
            problem: "oauth.client_secret_file: a private account knows no applications without a person"),
        Refused(
            testDescription: "a certificate at Google",
            oauth: "client_id = \"i\"\ncertificate_file = \"/c\"\nkey_file = \"/k\"", mailbox: "provider = \"google\"",
            problem: "oauth.certificate_file: Google takes no certificates"),
        Refused(
            testDescription: "a service account at Microsoft", oauth: "tenant = \"t\"\nservice_account_file = \"/s\"",
            problem: "oauth.service_account_file: only Google has these"),
        Refused(
            testDescription: "a tenant at Google", oauth: "tenant = \"t\"\nservice_account_file = \"/s\"",
            mailbox: "provider = \"google\"", problem: "oauth.tenant: only Microsoft has tenants"),
        Refused(
            testDescription: "a provider without tokens", oauth: "client_id = \"i\"", mailbox: "provider = \"icloud\"",
            problem: "oauth.provider: icloud gives programs app passwords, not tokens"),
        Refused(
            testDescription: "no provider at all", oauth: "client_id = \"i\"",
            mailbox: "url = \"imaps://mail.example.fi\"", problem: "oauth.provider: nobody is named who gives tokens"),
        Refused(
            testDescription: "a token's address in the clear", oauth: "token_url = \"http://a.fi/\"\nclient_id = \"i\"",
            problem: "oauth.token_url: this is not an https address"),
        Refused(
            testDescription: "a page without the token's address",
            oauth: "tenant = \"t\"\nclient_id = \"i\"\nauthorize_url = \"https://a.fi/\"",
            problem: "oauth.authorize_url: write token_url too"),
        Refused(
            testDescription: "a secret in the file",
            oauth: "tenant = \"t\"\nclient_id = \"i\"\nclient_secret = \"hunter2\"",
            problem: "oauth.client_secret: a secret does not belong in this file"),
    ]

    @Test("is refused with what to do:", arguments: refused)
    func refusals(_ one: Refused) {
        let error = #expect(throws: ConfigurationError.self) { try Self.read(one.oauth, mailbox: one.mailbox) }
        let text = error?.description ?? ""
        #expect(text.contains(one.problem), "\(text)")
        #expect(!text.contains("hunter2"))
    }
}
