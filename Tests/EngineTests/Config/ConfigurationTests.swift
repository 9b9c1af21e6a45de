@testable import Engine
import Base
import Mail
import MailingList
import Testing

@Suite("Configurations")
struct ConfigurationTests {
    @Test("the smallest configuration is filled with defaults")
    func defaults() throws {
        let configuration = try Configuration.read(text: ProblemTests.good, file: "/etc/kutsu/verkosto.toml")
        #expect(configuration.file == "/etc/kutsu/verkosto.toml")
        #expect(configuration.list.name == "verkosto")
        #expect(configuration.list.address == Address("verkosto@hel.fi"))
        #expect(configuration.list.titles == [.fi: "verkosto", .sv: "verkosto"])
        #expect(configuration.list.principles.isEmpty)
        #expect(configuration.list.mirrors.isEmpty && configuration.topics.isEmpty)
        #expect(configuration.list.timezone == "UTC")
        #expect(configuration.list.lettersPerDay == 5 && configuration.list.forwardsPerDay == 50)
        #expect(configuration.joining == .init(open: false, domains: ["hel.fi"], approval: .none, trust: .reply))
        let mailbox = configuration.mailbox
        #expect(mailbox.provider == nil && mailbox.url == "imaps://mail.example.fi" && mailbox.caFile == nil)
        #expect(mailbox.login.user == "verkosto@hel.fi" && mailbox.login.file?.kind == .password)
        #expect(mailbox.poll == 60 && mailbox.folder == "INBOX" && mailbox.doneFolder == "Kutsu/Done")
        #expect(mailbox.done == .move && mailbox.maxMessageSize == 20_000_000)
        let relay = try #require(configuration.relays.first)
        #expect(
            configuration.relays.count == 1 && relay.url == "smtps://mail.example.fi" && relay.login == mailbox.login)
        #expect(relay.copies == .personal && relay.perMinute == nil && relay.perDay == nil)
        #expect(relay.weight == 1 && relay.connections == 2 && relay.caFile == nil)
        #expect(configuration.collections == [.tips(moderate: true, names: false, digest: nil)])
        #expect(configuration.events.remind == [.days(7), .days(1)])
        #expect(configuration.retention == Policy.Retention())
        #expect(configuration.letters.directory == nil)
        #expect(configuration.posts.approveWithin == .days(7))
        #expect(configuration.state.directory == "/var/lib/kutsu/verkosto")
    }

    @Test("one text serves all languages, and a language that lacks its own gets the first one's")
    func titles() throws {
        func titles(_ written: String) throws -> [Language: String] {
            try read(adding: "title = \(written)", before: "[joining]").list.titles
        }
        #expect(try titles("\"Verkosto\"") == [.fi: "Verkosto", .sv: "Verkosto"])
        #expect(try titles("{ fi = \"Verkosto\" }") == [.fi: "Verkosto", .sv: "Verkosto"])
        #expect(try titles("{ fi = \"Verkosto\", sv = \"Nätverk\" }") == [.fi: "Verkosto", .sv: "Nätverk"])
    }

    @Test("domains become ASCII and lower case")
    func domains() throws {
        let joining = try read(replacing: "[\"hel.fi\"]", with: "[\"HEL.fi\", \"*.Hel.fi\", \"työ.fi\"]").joining
        #expect(joining.domains == ["hel.fi", "*.hel.fi", "xn--ty-gka.fi"])
    }

    @Test(
        "a provider brings its servers and its pace",
        arguments: [
            ("microsoft365", "imaps://outlook.office365.com", "smtp://smtp.office365.com:587", 10_000),
            ("google", "imaps://imap.gmail.com", "smtps://smtp.gmail.com", 2000),
        ])
    func providers(name: String, mailbox: Endpoint, relay: Endpoint, perDay: Int) throws {
        let text = ProblemTests.good.replacing("url = \"imaps://mail.example.fi\"", with: "provider = \"\(name)\"")
            .replacing("[relay]\nurl = \"smtps://mail.example.fi\"\n", with: "")
        let configuration = try Configuration.read(text: text, file: "k.toml")
        #expect(configuration.mailbox.provider?.rawValue == name && configuration.mailbox.url == mailbox)
        #expect(configuration.relays.map(\.url) == [relay])
        #expect(configuration.relays.map(\.perMinute) == [30] && configuration.relays.map(\.perDay) == [perDay])
        #expect(configuration.relays.map(\.connections) == [1])
    }

    @Test("a limit belongs to the relay's server, and what is written goes before it")
    func limits() throws {
        let relays = try read(
            replacing: "[relay]\nurl = \"smtps://mail.example.fi\"",
            with: """
                [[relay]]
                url = "smtp://smtp.office365.com:587"
                per_day = 500
                [[relay]]
                url = "smtps://mail.example.fi"
                """
        ).relays
        #expect(relays.map(\.perMinute) == [30, nil] && relays.map(\.perDay) == [500, nil])
    }

    @Test("a relay has the mailbox's login, its own, or none")
    func logins() throws {
        let relays = try read(
            replacing: "[relay]\nurl = \"smtps://mail.example.fi\"",
            with: """
                password_file = "/run/secret"
                ca_file = "/run/ca.pem"
                [[relay]]
                url = "smtp://a"
                [[relay]]
                url = "smtp://b"
                user = "b"
                token_file = "/run/token"
                [[relay]]
                url = "smtp://[::1]:2525"
                user = ""
                """
        ).relays
        #expect(relays.map(\.login?.user) == ["verkosto@hel.fi", "b", nil])
        #expect(relays.map(\.login?.file?.name) == ["/run/secret", "/run/token", nil])
        #expect(relays.map(\.login?.file?.kind) == [.password, .token, nil])
        #expect(relays.allSatisfy { $0.caFile == "/run/ca.pem" })
    }

    @Test(
        "a secret is looked for among the unit's credentials, then beside the configuration",
        arguments: [
            (
                "", ["/run/cred/verkosto.password", "/run/cred/mailbox-password", "/etc/kutsu/verkosto.password"],
                ["/etc/kutsu/verkosto.password"]
            ),
            (
                "password_file = \"verkosto.password\"",
                ["/run/cred/verkosto.password", "/run/cred/mailbox-password", "/etc/kutsu/verkosto.password"],
                ["/etc/kutsu/verkosto.password"]
            ),
            ("password_file = \"pw\"", ["/run/cred/pw", "/etc/kutsu/pw"], ["/etc/kutsu/pw"]),
            ("token_file = \"/run/t\"", ["/run/t"], ["/run/t"]),
        ])
    func secrets(line: String, inUnit: [String], inShell: [String]) throws {
        let secret = try #require(try read(adding: line, before: "[relay]").mailbox.login.file)
        #expect(secret.places(environment: ["CREDENTIALS_DIRECTORY": "/run/cred"]) == inUnit)
        #expect(secret.places(environment: [:]) == inShell)
    }

    @Test(
        "lengths of time, sizes and times are read as people write them",
        arguments: [
            ("10s", 10), ("90 sec", 90), ("5 min", 300), ("5m", 300), ("2 h", 7200), ("12 Hours", 43_200),
            ("1 day", 86_400),
        ] as [(String, Seconds)])
    func lengths(text: String, length: Seconds) throws {
        #expect(try read(adding: "poll = \"\(text)\"", before: "[relay]").mailbox.poll == length)
    }

    @Test(
        "sizes are decimal, or binary where written so",
        arguments: [("20 MB", 20_000_000), ("500kB", 500_000), ("1 MiB", 1_048_576), ("100000 bytes", 100_000)])
    func sizes(text: String, bytes: Int) throws {
        #expect(try read(adding: "max_message_size = \"\(text)\"", before: "[relay]").mailbox.maxMessageSize == bytes)
    }

    @Test("every second week begins with the week of from, or with one that stays the same for good")
    func twoWeeks() throws {
        func rhythm(_ from: String) throws -> Schedule? {
            let digest = "{ every = \"2 weeks\", on = \"friday\", at = \"08:30\"\(from) }"
            return try read(replacing: "moderate = true", with: "digest = \(digest)").policy(zone: .utc)
                .collections.first?.digest
        }
        let at = try #require(TimeOfDay(hour: 8, minute: 30))
        let december = try #require(CivilDate(year: 2026, month: 12, day: 4))
        #expect(try rhythm(", from = \"2026-12-04\"") == Schedule(.everyTwoWeeks(.friday, from: december), at: at))
        let unsaid = try #require(try rhythm(""))
        let now = try #require(Instant("2026-11-21T12:00:00Z"))
        #expect(unsaid.next(after: now, in: .utc).text == "2026-11-27T08:30:00Z")
    }

    @Test("what digests, tips and reminders need is in the policy")
    func timely() throws {
        let policy = try read(
            replacing: "moderate = true",
            with: "moderate = false\nnames = true\n[events]\nremind = [\"1 day\", \"14 days\", \"2 hours\"]"
        ).policy(zone: .utc)
        #expect(policy.collections == [.tips(moderate: false, names: true, digest: nil)])
        #expect(policy.remind == [.days(14), .days(1), .hours(2)])
        let plain = try Configuration.read(text: ProblemTests.good, file: "k.toml").policy(zone: .utc)
        #expect(
            plain.collections.map(\.moderate) == [true] && plain.remind == [.days(7), .days(1)]
                && plain.zoneName == "UTC")
    }

    @Test("the policy carries what decisions depend on")
    func policy() throws {
        let policy = try read(adding: "letters_per_day = 3", before: "[joining]").policy(zone: .utc)
        #expect(policy.name == "verkosto" && policy.lettersPerDay == 3 && policy.joining == .domains(["hel.fi"]))
        let open = try read(replacing: "domains = [\"hel.fi\"]", with: "open = true").policy(zone: .utc)
        #expect(open.joining == .open)
    }

    @Test("approved joining: beside domains, for everybody in them, or for whoever asks")
    func approval() throws {
        let domains = "domains = [\"hel.fi\"]"
        let others = try read(replacing: domains, with: "\(domains)\napproval = \"others\"").policy(zone: .utc)
        #expect(others.joining == .domains(["hel.fi"]) && others.approval == .others)
        for (line, joining) in [
            (domains, Policy.Joining.domains(["hel.fi"])), ("open = true", .open), ("", .open),
        ] {
            let policy = try read(replacing: domains, with: "\(line)\napproval = \"everybody\"").policy(zone: .utc)
            #expect(policy.joining == joining && policy.approval == .everybody)
        }
    }

    private func read(adding line: String, before place: String) throws -> Configuration {
        try read(replacing: place, with: "\(line)\n\(place)")
    }

    private func read(replacing old: String, with new: String) throws -> Configuration {
        #expect(ProblemTests.good.contains(old), "the test changes nothing")
        let text = ProblemTests.good.replacing(old, with: new)
        return try Configuration.read(text: text, file: "/etc/kutsu/verkosto.toml")
    }
}
