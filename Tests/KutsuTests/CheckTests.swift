import Base
import ArgumentParser
import Engine
import Glibc
import MailingList
import Testing
import Wire

@testable import kutsu

@Suite("kutsu check")
struct CheckTests {
    let list: ListFixture

    init() throws { list = try ListFixture() }

    private func grades(_ findings: [kutsu.Finding]) -> [kutsu.Finding.Grade] { findings.map(\.grade) }

    @Test("a sound list passes offline, before and after its first start")
    func sound() async throws {
        try await Check.parse(["-c", list.configPath, "--offline"]).run()
        try list.add("a@hel.test")
        try await Check.parse(["-c", list.configPath, "--offline"]).run()
        #expect(!grades(StateCheck.findings(try list.context())).contains(.broken))
    }

    @Test("a wrong configuration exits with 78")
    func configuration() async throws {
        try list.write("[list]\nname = 1\n", to: "verkosto.toml")
        let error = await #expect(throws: ExitCode.self) {
            try await Check.parse(["-c", list.configPath, "--offline"]).run()
        }
        #expect(error == ExitCode(78))
    }

    @Test("damaged files are broken")
    func broken() throws {
        try list.add("a@hel.test")
        try list.write("nonsense\nnonsense\n", to: "state/journal")
        #expect(grades(StateCheck.findings(try list.context())).contains(.broken))
    }

    @Test("a key of one byte over and over is no key")
    func emptyKey() throws {
        try list.add("a@hel.test")
        try list.write(String(repeating: "0", count: 64) + "\n", to: "state/secret")
        let context = try list.context()
        #expect(grades(StateCheck.findings(context)).contains(.broken))
        #expect(throws: CommandError.self) { try context.signer(on: context.disk()) }
    }

    @Test("a byte order mark before a password is told, with the command that removes it")
    func byteOrderMark() throws {
        try list.write([0xEF, 0xBB, 0xBF] + Array("geheim\r\n".utf8), to: "verkosto.password")
        let findings = SecretCheck(try list.context().configuration).findings
        #expect(grades(findings) == [.broken] && findings.first?.text.contains("sed -i '1s/^") == true)
    }

    @Test("a secret that is missing, or empty, is told once for all that use it", arguments: [nil, " \n"])
    func missing(_ content: String?) throws {
        let file = "/verkosto.password"
        if let content { try list.write(content, to: String(file.dropFirst())) } else { remove(list.folder + file) }
        let configuration = try list.context().configuration
        let secrets = SecretCheck(configuration)
        #expect(grades(secrets.findings) == [.broken])
        #expect(secrets.isMissing(configuration.mailbox.login))
        #expect(!secrets.isMissing(nil))
    }

    @Test("the file's name, principles and coordinators are looked at")
    func doubts() throws {
        var configuration = try list.context().configuration
        #expect(ConfigurationCheck.name(configuration).grade == .good)
        configuration.file = "/etc/kutsu/toinen.toml"
        #expect(ConfigurationCheck.name(configuration).grade == .doubtful)
        #expect(ConfigurationCheck.principles(configuration.list).grade == .doubtful)
        configuration.list.principles = [.fi: "https://hel.test"]
        #expect(ConfigurationCheck.principles(configuration.list).grade == .good)
        var policy = configuration.policy(zone: .utc)
        #expect(grades(ConfigurationCheck.coordinators(configuration.list, policy)) == [.good])
        policy.joining = .domains([try #require(DomainPattern("edu.hel.test"))])
        #expect(grades(ConfigurationCheck.coordinators(configuration.list, policy)) == [.doubtful])
    }

    @Test(
        "free room on the disk",
        arguments: [
            (5_000_000_000, 1_000_000, .good), (500_000_000, 1_000_000, .doubtful), (5_000_000, 1_000_000, .broken),
            (5_000_000_000, 5, .broken), (.max, .max, .good),
        ] as [(UInt64, UInt64, kutsu.Finding.Grade)])
    func room(_ bytes: UInt64, _ files: UInt64, _ grade: kutsu.Finding.Grade) {
        #expect(StateCheck.room(bytes: bytes, files: files).grade == grade)
    }

    @Test(
        "what the mailbox cannot do, and when that matters",
        arguments: [
            (["IDLE", "MOVE", "UIDPLUS"], .move, [.good]), (["IDLE", "MOVE"], .move, [.good]),
            (["IDLE", "UIDPLUS"], .move, [.good, .doubtful]), ([], .move, [.doubtful, .doubtful, .doubtful]),
            (["IDLE"], .seen, [.good]), ([], .seen, [.doubtful]),
        ] as [(Set<String>, Configuration.Mailbox.Done, [kutsu.Finding.Grade])])
    func capabilities(_ offered: Set<String>, _ done: Configuration.Mailbox.Done, _ expected: [kutsu.Finding.Grade]) {
        #expect(grades(MailboxCheck.capabilities(offered, done)) == expected)
    }

    @Test("Exchange's admin is told how invitations come through; a password there has an end")
    func exchange() throws {
        var mailbox = try list.context().configuration.mailbox
        #expect(MailboxCheck.provider(mailbox).isEmpty)
        mailbox.provider = .microsoft365
        let findings = MailboxCheck.provider(mailbox)
        #expect(findings.count == 2)
        #expect(findings.first?.text.contains("-ImapForceICalForCalendarRetrievalOption $true") == true)
    }

    @Test("a relay that takes smaller mails than the mailbox, or one at a time, is doubtful")
    func relay() {
        var offered = SmtpExtensions()
        #expect(grades(RelayCheck.offers(offered, largest: 20_000_000)) == [.doubtful, .good])
        offered.pipelining = true
        offered.chunking = true
        offered.sizeLimit = 10_000_000
        #expect(grades(RelayCheck.offers(offered, largest: 20_000_000)) == [.good, .doubtful])
        offered.sizeLimit = 30_000_000
        #expect(grades(RelayCheck.offers(offered, largest: 20_000_000)) == [.good, .good])
    }

    @Test(
        "what a relay refuses when it is asked about a mail for a coordinator, and whether that passes by itself",
        arguments: [
            (.sender, "554 5.2.252 SendAsDenied", .broken, "-AccessRights SendAs"),
            (.sender, "550 5.7.1 You may not send as this address", .broken, "Send As"),
            (.sender, "451 4.7.1 sender not verified yet", .broken, "Send As"),
            (.sender, "530 5.7.0 Authentication required", .broken, "login"),
            (.recipient, "554 5.7.1 <a@x.test>: Relay access denied", .broken, "login"),
            (.recipient, "550 5.1.1 <anna@hel.test>: User unknown", .broken, "list.coordinators"),
            (.recipient, "450 4.2.0 <anna@hel.test>: Greylisted", .doubtful, "puts off"),
            (.recipient, "450 4.7.1 You have sent too many messages today", .doubtful, "no more mail"),
            (.recipient, "550 5.4.5 Daily sending quota exceeded", .broken, "no more mail"),
            (.sender, "552 5.2.2 Mailbox full", .broken, "make room"),
            (.sender, "452 4.3.1 Insufficient system storage", .doubtful, "cannot take"),
            (.recipient, "554 5.7.1 Client host blocked using zen.spamhaus.org", .broken, "a rule"),
        ] as [(SmtpRefusal.Stage, String, kutsu.Finding.Grade, String)])
    func rehearsal(stage: SmtpRefusal.Stage, reply: String, grade: kutsu.Finding.Grade, words: String) throws {
        var parser = SmtpReplyParser()
        parser.feed(Array("\(reply)\r\n".utf8))
        let reply = try #require(try parser.next())
        let (list, anna) = (try #require(Address("lista@hel.test")), try #require(Address("anna@hel.test")))
        let refusal = SmtpRefusal(
            code: reply.code, enhanced: reply.enhanced, text: reply.text, stage: stage, sender: list.text,
            recipient: stage == .recipient ? anna.text : nil)
        let finding = RelayCheck.rehearsal(refusal, from: list, to: anna, RemedyValues())
        #expect(finding.grade == grade && finding.text.contains(words) && finding.text.contains(reply.text))
        #expect(RelayCheck.rehearsal(nil, from: list, to: anna, RemedyValues()).grade == .good)
    }

    @Test("the pace of a relay is told against the number of members")
    func pace() throws {
        var relay = try #require(list.context().configuration.relays.first)
        #expect(StateCheck.pace(relay, members: 0).text.hasSuffix("takes 30 a minute"))
        #expect(StateCheck.pace(relay, members: 61).text.hasSuffix("an announcement takes about 3 minutes"))
        relay.perDay = 50
        #expect(StateCheck.pace(relay, members: 101).grade == .doubtful)
        #expect(StateCheck.pace(relay, members: 101).text.contains("3 days"))
    }

    @Test("servers that cannot be reached are broken, each by its own name")
    func unreachable() async throws {
        let configuration = try list.context().configuration
        let executor = PollExecutor()
        let mailbox = await MailboxCheck.findings(
            configuration.mailbox, nil, RemedyValues(), executor, oldBefore: .earliest
        ).findings
        #expect(grades(mailbox) == [.broken])
        #expect(mailbox.first?.text.hasPrefix("mailbox: imap://127.0.0.1:1: ") == true)
        let relay = await RelayCheck.findings(
            configuration.relays[0], configuration, nil, RemedyValues(), executor)
        #expect(grades(relay) == [.broken])
    }
}
