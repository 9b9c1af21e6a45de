import ArgumentParser
import Base
import Engine
import OAuth
import Testing

@testable import kutsu

@Suite("kutsu setup")
struct SetupTests {
    /// Answers as somebody at a terminal gives them, one line after the other.
    private final class Person {
        var lines: [String]
        var seen = ""
        init(_ lines: [String]) { self.lines = lines }

        var dialogue: SetupDialogue {
            SetupDialogue(read: { self.lines.isEmpty ? nil : self.lines.removeFirst() }, write: { self.seen += $0 })
        }
    }

    private static func interview(_ options: [String], _ person: Person) throws -> SetupAnswers {
        let command = try SetupCommand.parse(options)
        return try SetupInterview(
            list: command.list, mailbox: command.mailbox, directory: command.directory, dialogue: person.dialogue
        ).answers()
    }

    @Test("asks for each thing once, proposes what is usual, and asks again where an answer will not do")
    func dialogue() throws {
        let person = Person([
            "ei osoite", "verkosto@hel.fi", "", "Verkosto", "fi,xx", "fi, sv", "anna@hel.fi, bertil@hel.fi",
            "hel.fi,*.edu.hel.fi",
            "9", "1", "", "1", "hel.onmicrosoft.com", "11-22", "33-44",
        ])
        let answers = try Self.interview([], person)
        #expect(person.lines.isEmpty)
        #expect(answers.name == "verkosto" && answers.languages == ["fi", "sv"] && answers.user == "verkosto@hel.fi")
        #expect(answers.domains == ["hel.fi", "*.edu.hel.fi"] && answers.coordinators.count == 2)
        #expect(answers.provider == .microsoft365 && answers.way == .certificate && answers.objectID == "33-44")
        #expect(person.seen.contains("That is no mail address") && person.seen.contains("Known are fi, sv, en."))
        #expect(person.seen.contains("Answer with a number from 1 to 8.") && person.seen.contains("App registrations"))
    }

    @Test("asks nothing that the options say, and names the option where nobody answers")
    func options() throws {
        let nobody = Person([])
        let options = [
            "--address", "verkosto@hel.fi", "--coordinator", "anna@hel.fi", "--provider", "microsoft365", "--login",
            "certificate", "--tenant", "t", "--client-id", "i",
        ]
        let answers = try Self.interview(options, nobody)
        #expect(answers.domains == ["hel.fi"] && answers.languages == ["fi", "sv", "en"])
        let error = #expect(throws: CommandError.self) { try Self.interview(["--address", "a@hel.fi"], nobody) }
        #expect(error?.description.contains("--coordinator") == true && error?.exitCode == 64)
        #expect(throws: CommandError.self) { try Self.interview(["--address", "nobody"], nobody) }
        #expect(throws: CommandError.self) { try Self.interview(options + ["--login", "password"], nobody) }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let options: [String]
        let step: String
        let credentials: [String]
    }

    static let cases = [
        Case(
            testDescription: "Microsoft with a certificate",
            options: [
                "--provider", "microsoft365", "--login", "certificate", "--tenant", "t", "--client-id", "11",
                "--object-id", "22",
            ],
            step: "New-ServicePrincipal -AppId 11 -ObjectId 22", credentials: ["pem", "key"]),
        Case(
            testDescription: "Microsoft with a secret",
            options: ["--provider", "microsoft365", "--login", "secret", "--tenant", "t", "--client-id", "11"],
            step: "/etc/kutsu/verkosto.secret", credentials: ["secret"]),
        Case(
            testDescription: "Microsoft with a person",
            options: ["--provider", "microsoft365", "--login", "person", "--tenant", "t", "--client-id", "11"],
            step: "IMAP.AccessAsUser.All", credentials: []),
        Case(
            testDescription: "a private mailbox at Microsoft",
            options: ["--provider", "outlook.com", "--client-id", "11"],
            step: "IMAP.AccessAsUser.All", credentials: []),
        Case(
            testDescription: "Google with a service account", options: ["--provider", "google"],
            step: "https://mail.google.com/", credentials: ["json"]),
        Case(
            testDescription: "Google with a person",
            options: ["--provider", "google", "--login", "person", "--client-id", "11"], step: "",
            credentials: ["secret"]),
        Case(
            testDescription: "Google with an app password", options: ["--provider", "google", "--login", "password"],
            step: "app password", credentials: []),
        Case(
            testDescription: "another provider", options: ["--provider", "zoho"], step: "/etc/kutsu/verkosto.password",
            credentials: []),
        Case(
            testDescription: "a server of one's own", options: ["--provider", "none", "--ca-file", "/etc/ca.pem"],
            step: "/etc/kutsu/verkosto.password", credentials: []),
    ]

    @Test("what it writes is a configuration without a fault, for", arguments: cases)
    func configuration(_ one: Case) throws {
        let options =
            ["--address", "verkosto@hel.fi", "--coordinator", "anna@hel.fi", "--title", "Työ \"1\" \\ x"] + one.options
        let answers = try Self.interview(options, Person([]))
        let read = try Configuration.read(text: answers.configuration, file: answers.configPath)
        #expect(read.list.titles[.fi] == "Työ \"1\" \\ x" && read.list.name == "verkosto")
        #expect((read.oauth == nil) == (answers.way == .password))
        let steps = answers.permissions(thumbprint: "ABCDEF").joined(separator: "\n")
        #expect(one.step.isEmpty || steps.contains(one.step))
        #expect(answers.way != .certificate || steps.contains("ABCDEF"))
        #expect(answers.credentials == one.credentials)
        // The unit hands over under the names that the configuration knows.
        let places = (read.oauth?.files ?? []).map { $0.places(environment: ["CREDENTIALS_DIRECTORY": "/run/c"]) }
        #expect(places == one.credentials.map { ["/run/c/verkosto.\($0)", "/etc/kutsu/verkosto.\($0)"] })
        for ending in one.credentials {
            #expect(
                answers.dropIn?.contains("LoadCredential=verkosto.\(ending):/etc/kutsu/verkosto.\(ending)\n") == true)
        }
    }

    @Test("a name that is too long for the unit's user gets another in the drop-in")
    func longName() throws {
        #expect(SetupAnswers.unitUser(of: String(repeating: "a", count: 25)) == nil)
        let name = "tasa-arvoverkosto-ja-ystavat-koko-maassa"
        let answers = try Self.interview(
            [
                "--yes", "--name", name, "--address", "lista@hel.fi", "--coordinator", "anna@hel.fi", "--domain",
                "hel.fi",
                "--provider", "fastmail", "--login", "password",
            ], Person([]))
        let user = try #require(SetupAnswers.unitUser(of: name))
        #expect(user.utf8.count <= 31 && user.hasPrefix("kutsu-tasa-arvo"))
        #expect(answers.dropIn == "# Written by kutsu setup.\n[Service]\nUser=\(user)\n")
    }

    @Test("writes the files once, with a certificate of its own, and never over what is there or through a link")
    func files() throws {
        let fixture = try ListFixture()
        let options = [
            "--address", "uusi@hel.fi", "--coordinator", "anna@hel.fi", "--provider", "microsoft365", "--login",
            "certificate", "--tenant", "t", "--client-id", "i", "--directory", fixture.folder + "/etc",
        ]
        let answers = try Self.interview(options, Person([]))
        let files = SetupFiles(answers: answers, unitDirectory: fixture.folder)
        let now = Instant(secondsSince1970: 1_795_000_000)
        #expect(try files.write(at: now).count == 4)
        let certificate = try #require(ClientCertificate(pem: SystemFiles.text(answers.path("pem")) ?? ""))
        #expect(certificate.expires == now + .days(730))
        #expect(certificate.belongs(to: try SigningRsaKey(pem: SystemFiles.text(answers.path("key")) ?? "")))
        #expect(FileFacts(answers.path("key"))?.permissions == 0o600)
        #expect(files.thumbprint == certificate.shownThumbprints.sha1)
        #expect(SystemFiles.exists(fixture.folder + "/kutsu@uusi.service.d/credentials.conf"))
        let again = try files.write(at: now)
        #expect(again.count == 2 && again.allSatisfy { $0.hasPrefix("kept ") })
    }
}
