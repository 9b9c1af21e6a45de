import Base
import Engine
import Testing

@Suite("What is wrong with a configuration")
struct ProblemTests {
    /// The smallest that is complete; the tests change one place of it.
    static let good = """
        [list]
        name = "verkosto"
        address = "verkosto@hel.fi"
        languages = ["fi", "sv"]
        coordinators = ["anna@hel.fi"]
        [joining]
        domains = ["hel.fi"]
        [mailbox]
        url = "imaps://mail.example.fi"
        [relay]
        url = "smtps://mail.example.fi"
        [tips]
        moderate = true
        [state]
        directory = "/var/lib/kutsu/verkosto"

        """

    struct Change: CustomTestStringConvertible, Sendable {
        let old: String
        let new: String
        let problems: [String]

        init(_ old: String, _ new: String, _ problems: String...) { self.init(old, new, problems: problems) }

        init(_ old: String, _ new: String, problems: [String]) {
            (self.old, self.new, self.problems) = (old, new, problems)
        }

        var testDescription: String { "\(old) → \(new)" }
    }

    private func problems(_ change: Change) throws -> [String] {
        #expect(Self.good.contains(change.old), "the test changes nothing")
        let text = Self.good.replacing(change.old, with: change.new)
        do {
            _ = try Configuration.read(text: text, file: "k.toml") { $0 == "UTC" || $0 == "Europe/Helsinki" }
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("the base of these tests is good")
    func base() throws {
        #expect(throws: Never.self) { try Configuration.read(text: Self.good, file: "k.toml") }
    }

    @Test("a wrong key is named, with the nearest one known", arguments: ProblemTables.keys)
    func keys(change: Change) throws {
        let told = try problems(change)
        #expect(told == change.problems)
    }

    @Test("a collection that could not work is refused with what to do", arguments: ProblemTables.collections)
    func collections(change: Change) throws {
        let told = try problems(change)
        #expect(told == change.problems)
    }

    @Test("a wrong value is named at its line, with what to do", arguments: ProblemTables.values)
    func values(change: Change) throws {
        let told = try problems(change)
        #expect(told == change.problems)
    }

    @Test("a contradiction is named", arguments: ProblemTables.contradictions)
    func contradictions(change: Change) throws {
        let told = try problems(change)
        #expect(told == change.problems)
    }

    @Test("what is not TOML is refused at its line", arguments: ProblemTables.syntax)
    func syntax(change: Change) throws {
        let told = try problems(change)
        #expect(told == change.problems)
    }

    @Test(
        "a file in another encoding is named as such, with how to convert it",
        arguments: [
            ([0x23, 0x20, 0x54, 0x79, 0xF6, 0x0A], "k.toml:1: a letter here is not UTF-8 but probably Latin-1"),
            ([0x23, 0xC3, 0xB6, 0x0A, 0x0A, 0x23, 0xE4], "k.toml:3: a letter here is not UTF-8 but probably Latin-1"),
            ([0xFF, 0xFE, 0x23, 0x00], "k.toml:1: this is UTF-16, not UTF-8"),
        ] as [([UInt8], String)])
    func encoding(bytes: [UInt8], problem: String) {
        let error = #expect(throws: ConfigurationError.self) {
            try Configuration.read(bytes: bytes, file: "/etc/k.toml")
        }
        #expect(error?.description.hasPrefix("/etc/" + problem) == true)
        #expect(error?.description.hasSuffix("k.toml") == true)
    }

    @Test("the bytes of a good file are read as its text")
    func bytes() throws {
        let text = Self.good.replacing("[joining]", with: "title = \"Työ\"\n[joining]")
        let read = try Configuration.read(bytes: Array(text.utf8), file: "k.toml")
        #expect(read.list.titles[.fi] == "Työ")
    }

    @Test("a relay on this machine can do without the mailbox's own CA")
    func noAuthority() throws {
        let text = Self.good.replacing("[relay]", with: "ca_file = \"/etc/ca.pem\"\n[relay]\nca_file = \"\"")
        let read = try Configuration.read(text: text, file: "k.toml")
        #expect(read.mailbox.caFile == "/etc/ca.pem")
        #expect(read.relays.map(\.caFile) == [nil])
    }

    @Test("everything wrong is reported at once, in the order of the lines")
    func all() throws {
        let text = """
            [list]
            name = "A/B"
            adress = "x"
            languages = []
            coordinators = ["anna", "bertil"]
            [joining]
            [relay]
            per_minute = 0
            """
        let error = #expect(throws: ConfigurationError.self) { try Configuration.read(text: text, file: "/etc/k.toml") }
        #expect(
            error?.description == """
                /etc/k.toml:1: list.address: this key is missing; write for example address = "ihmisoikeusverkosto@hel.fi"
                /etc/k.toml:1: mailbox: the section [mailbox] is missing; see the examples in config/
                /etc/k.toml:2: list.name: 'A/B' cannot be a folder's name; use up to 64 of a-z, 0-9, - and _, first a letter or digit
                /etc/k.toml:3: list.adress: unknown key 'adress' in [list]; did you mean 'address'?
                /etc/k.toml:4: list.languages: the list speaks no language; write at least one of fi, sv, en
                /etc/k.toml:5: list.coordinators[0]: 'anna' is not a mail address; write the bare address, such as "anna@hel.fi"
                /etc/k.toml:5: list.coordinators[1]: 'bertil' is not a mail address; write the bare address, such as "anna@hel.fi"
                /etc/k.toml:6: joining: nobody may join; write domains = ["hel.fi"], or open = true for everybody
                /etc/k.toml:8: relay.per_minute: 0 is out of range; write 1 to 10000000
                """)
    }

    @Test("a secret in the file is never shown", arguments: ProblemTables.secrets)
    func secrets(line: String) throws {
        let text = Self.good.replacing("[relay]", with: "\(line)\n[relay]")
        let error = #expect(throws: ConfigurationError.self) { try Configuration.read(text: text, file: "k.toml") }
        #expect(error.map { !$0.description.contains("hunter2") } == true)
    }
}
