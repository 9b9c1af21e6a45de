import ArgumentParser
import Base
import Engine
import Foundation
import Mail
import MailingList
import Testing

@testable import kutsu

/// Exports as other programs write them: `Exports/README.md` says how each was made.
@Suite("Members of other list programs")
struct ImportSourceTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Exports").path

    struct Case: CustomTestStringConvertible, Sendable {
        var source: ImportSource
        var file: String
        var more: [String] = []
        /// Address, language, what comes, and since when, where that is told.
        var members: [String]
        var leftOut: [String: Int] = [:]
        var testDescription: String { file }
    }

    static let cases: [Case] = [
        Case(
            source: .mailman, file: "mailman-members.txt",
            more: ["--digest", "mailman-digest.txt", "--nomail", "mailman-nomail.txt"],
            members: [
                "anna@hel.fi fi all", "bo.astrom@hel.fi fi daily", "cecilia@edu.hel.fi fi all paused",
                "dan@hel.fi fi daily",
                "eva@hel.fi fi all paused", "ove@hel.fi fi all paused",
            ]),
        Case(
            source: .mailman, file: "mailman-roster.json",
            members: [
                "anna@hel.fi fi all", "bo.astrom@hel.fi fi daily", "cecilia@edu.hel.fi fi all", "dan@hel.fi fi daily",
                "eva@hel.fi fi daily", "ove@hel.fi fi all",
            ]),
        Case(
            source: .mlmmj, file: "mlmmj",
            members: [
                "anna@hel.fi fi all", "bo@hel.fi fi all", "both@hel.fi fi weekly", "cecilia@edu.hel.fi fi all",
                "digi@hel.fi fi weekly", "nomail@hel.fi fi all paused",
            ]),
        Case(
            source: .castmail2list, file: "castmail2list-seed.json", more: ["--list", "verkosto"],
            members: ["anna@hel.fi fi all", "bo@hel.fi fi all", "lista@hel.fi fi all"]),
        Case(
            source: .castmail2list, file: "castmail2list.csv", more: ["--list", "verkosto"],
            members: ["anna@hel.fi fi all", "bo@hel.fi fi all", "lista@hel.fi fi all"]),
        Case(
            source: .sympa, file: "sympa-member.dump",
            members: [
                "anna@hel.fi fi all 2019-05-01T00:00:00Z", "bo@hel.fi sv daily 2020-01-01T00:00:00Z",
                "cecilia@edu.hel.fi fi all paused 2020-01-01T00:00:00Z",
                "dan@hel.fi fi all paused 2020-01-01T00:00:00Z", "eva@hel.fi fi all 2020-01-01T00:00:00Z",
            ]),
        Case(
            source: .listmonk, file: "listmonk.csv",
            members: ["anna@hel.fi sv all 2021-03-01T12:00:00Z", "bo@hel.fi fi all paused 2022-04-05T06:07:08Z"],
            leftOut: ["on the block list": 1]),
        Case(
            source: .listmonk, file: "listmonk.json", members: ["anna@hel.fi sv all 2021-03-01T12:00:00Z"],
            leftOut: ["unsubscribed": 1, "never confirmed": 1]),
        Case(
            source: .mailman, file: "mailman-members.json", more: ["--list", "verkosto.hel.test"],
            members: ["anna@hel.fi fi all", "bo@hel.fi fi daily"]),
    ]

    let list: ListFixture

    init() throws { list = try ListFixture() }

    private func command(_ test: Case, _ more: String...) throws -> MembersCommand.Import {
        let paths = test.more.map { $0.hasSuffix(".txt") ? "\(Self.folder)/\($0)" : $0 }
        return try MembersCommand.Import.parse(
            ["-c", list.configPath, "--anyway", "--from", test.source.rawValue] + paths + more + [
                "\(Self.folder)/\(test.file)"
            ])
    }

    private func work(_ command: MembersCommand.Import) throws -> [String] {
        var said: [String] = []
        try command.work(say: { said.append($0) }, complain: { said.append("! " + $0) })
        return said
    }

    @Test("what each wished, since when, and on whose word, is kept", arguments: cases)
    func imports(test: Case) throws {
        // The state directory is there once somebody was a member.
        try list.add("other@hel.test")
        _ = try MembersCommand.Remove.parse(["-c", list.configPath, "other@hel.test"]).answer()
        let before = try list.files()
        let plan = try work(command(test, "--dry-run"))
        #expect(try list.files() == before)
        #expect(plan.first == "\(Counted.members(test.members.count)) to import into verkosto")
        for (reason, count) in test.leftOut {
            #expect(plan.contains("\(Counted.of(count, "person", many: "people")) left out: \(reason)"))
        }
        let done = try work(command(test))
        #expect(done == plan + ["imported \(Counted.members(test.members.count))"])
        var found: [String] = []
        let now = try list.context().clock().now()
        try list.state().members.forEach { (member: Member) in
            #expect(member.consent == Consent(means: .imported, wording: test.source.rawValue))
            var words = [member.address.text, member.language.rawValue, member.choices.portion.mode.rawValue]
            if member.choices.pause.holds(at: now) { words.append("paused") }
            if member.joined < now - .days(1) { words.append(member.joined.text) }
            found.append(words.joined(separator: " "))
        }
        #expect(found.sorted() == test.members)
        #expect(try list.state().letters.isEmpty)
        // Again changes nothing.
        #expect(try work(command(test)).last == "imported 0 members")
    }

    @Test("who is invited is asked, and is no member before they answer")
    func invites() throws {
        let test = Self.cases[0]
        let said = try work(command(test, "--invite"))
        #expect(said.first == "6 people to invite to verkosto" && said.last == "invited 0 people")
        // Addresses of other domains may not join: --anyway is an admin's word, and the answer would be a stranger's.
        let path = try list.write("x@hel.test\ny@hel.test,sv\n", to: "people.csv")
        let invite = try MembersCommand.Import.parse(["-c", list.configPath, "--invite", path])
        #expect(try work(invite).last == "invited 2 people")
        let letters = try list.state().letters.all.map(\.letter)
        #expect(Set(letters.map(\.kind)) == [.confirmJoin] && letters.count == 2)
        #expect(try list.members().isEmpty)
        // What they had elsewhere waits in the letter.
        let choosy = try list.write("email,pause,digest\nz@hel.test,open,weekly\n", to: "choosy.csv")
        _ = try work(try MembersCommand.Import.parse(["-c", list.configPath, "--invite", choosy]))
        let kept = Choices(pause: .open, portion: Portion(.weekly))
        #expect(try list.state().letters.all.map(\.letter.content).contains(.membership(.invitation(kept))))
        let both = try MembersCommand.Import.parse(["-c", list.configPath, "--invite", "--welcome", path])
        #expect(exitCode { _ = try work(both) } == 64)
    }

    @Test(
        "what is no export of that program is refused with its line, and takes in nobody",
        arguments: [
            (ImportSource.listmonk, "name,status\na,b\n"), (.castmail2list, "{\"lists\": [}"),
            (.mailman, "[{\"email\": "), (.mailman, #"[{"email":"a@hel.test","email" "b@hel.test"}]"#),
            (.mailman, "[{\"email\":\"a@hel.test\"}"),
            (.castmail2list, #"{"id":"x","subscribers":[{"email":"a@hel.test"}]}}"#),
            (.sympa, "email nobody\n"), (.mlmmj, "nobody\n"),
        ])
    func refuses(source: ImportSource, text: String) throws {
        let path = try list.write(text, to: "export")
        let command = try MembersCommand.Import.parse(["-c", list.configPath, "--from", source.rawValue, path])
        #expect(exitCode { _ = try work(command) } == 1)
        #expect(try list.members().isEmpty)
    }

    @Test(
        "a file with several lists asks which, and one that names none is not asked",
        arguments: [
            ("castmail2list", "castmail2list-seed.json", nil), ("castmail2list", "castmail2list-seed.json", "none"),
            ("mailman", "mailman-members.json", nil), ("listmonk", "listmonk.json", "none"),
            ("listmonk", "listmonk.csv", "Default list"), ("sympa", "sympa-member.dump", "verkosto"),
        ] as [(String, String, String?)])
    func several(source: String, file: String, name: String?) throws {
        let more = name.map { ["--list", $0] } ?? []
        let command = try MembersCommand.Import.parse(
            ["-c", list.configPath, "--from", source] + more + ["\(Self.folder)/\(file)"])
        #expect(exitCode { _ = try work(command) } == 64)
    }

    @Test(
        "who is on several lists of listmonk is a member where one sends them its mails",
        arguments: [
            (#"{"subscription_status":"confirmed"},{"subscription_status":"unsubscribed"}"#, nil, "member"),
            (#"{"subscription_status":"unsubscribed"},{"subscription_status":"confirmed"}"#, nil, "member"),
            (#"{"subscription_status":"unsubscribed"},{"subscription_status":"unsubscribed"}"#, nil, "unsubscribed"),
            (#"{"subscription_status":"unconfirmed"},{"subscription_status":"unsubscribed"}"#, nil, "never confirmed"),
            (#"{"subscription_status":"unconfirmed","optin":"double"}"#, nil, "never confirmed"),
            (#"{"subscription_status":"unconfirmed","optin":"single"}"#, nil, "member"),
            (#"{"subscription_status":"unsubscribed","optin":"single"}"#, nil, "unsubscribed"),
            ("", nil, "on no list"),
            (#"{"name":"A","subscription_status":"unsubscribed"},{"name":"B"}"#, "A", "unsubscribed"),
            (#"{"name":"A","subscription_status":"unsubscribed"},{"name":"B"}"#, "B", "member"),
            (#"{"id":3,"subscription_status":"unsubscribed"},{"id":4}"#, "4", "member"),
        ] as [(String, String?, String)])
    func listmonk(lists: String, chosen: String?, judged: String) throws {
        let text = #"{"results":[{"lists":[\#(lists)],"email":"a@hel.fi","status":"enabled"}]}"#
        let members = try ImportSource.listmonk(Array(text.utf8), chosen)
        #expect(members.map { $0.leftOut ?? "member" } == [judged])
    }

    @Test(
        "attributes of listmonk's table are a JSON text of their own",
        arguments: [
            (#"{"language": "sv"}"#, "sv"), (#"{"lang": "en", "x": {"language": "sv"}}"#, "en"), ("{}", nil),
            (#"{}, "c": {"language": "sv"}"#, nil), (#"1}, "language": "sv", "x": {"#, nil), ("not JSON", nil),
            ("", nil),
        ] as [(String, String?)])
    func attributes(text: String, language: String?) throws {
        let field = "\"" + text.replacing("\"", with: "\"\"") + "\""
        let members = try ImportSource.listmonk(Array("email,attributes\na@hel.fi,\(field)\n".utf8), nil)
        #expect(members.map(\.language) == [language])
    }

    @Test("an export of ours keeps dates, consents and choices")
    func own() throws {
        let text =
            "address,language,joined,means,message,wording,topics,pause,gets\r\n"
            + "a@hel.test,sv,2020-01-02T03:04:05Z,reply,m@x,confirmJoin.sv,,open,weekly\r\n"
        let path = try list.write(text, to: "own.csv")
        _ = try work(try MembersCommand.Import.parse(["-c", list.configPath, path]))
        let written = Written()
        do {
            var output = written.output()
            try MembersCommand.Export.parse([]).print(list.state().members, to: &output)
        }
        #expect(written.text == text)
    }
}

@Suite("kutsu members sync")
struct MembersSyncTests {
    let list: ListFixture

    init() throws {
        list = try ListFixture()
        try list.add("a@hel.test", "b@hel.test", "c@hel.test", "d@hel.test", "e@hel.test")
    }

    private func sync(_ text: String, _ more: String...) throws -> [String] {
        let path = try list.write(text, to: "register.csv")
        var said: [String] = []
        try MembersCommand.Sync.parse(["-c", list.configPath] + more + [path]).work(
            say: { said.append($0) }, complain: { said.append("! " + $0) })
        return said
    }

    @Test("who joins and who leaves is told first, exactly, and then done")
    func matches() throws {
        let text = "address,language\nb@hel.test,sv\nc@hel.test,\nd@hel.test,\ne@hel.test,\nx@hel.test,sv\n"
        let before = try list.files()
        let plan = try sync(text, "--dry-run")
        #expect(
            plan == [
                "+ x@hel.test", "- a@hel.test", "1 member to add to verkosto, 1 to remove, 4 stay",
                "no letters (--welcome sends them to who joins)",
            ])
        #expect(try list.files() == before)
        #expect(try sync(text) == plan + ["added 1 member, removed 1"])
        #expect(try list.members() == ["b@hel.test", "c@hel.test", "d@hel.test", "e@hel.test", "x@hel.test"])
        // Who stays keeps their language.
        #expect(try list.state().members[#require(Address("b@hel.test"))]?.language == .fi)
        #expect(try sync(text).last == "added 0 members, removed 0")
    }

    @Test("nobody is removed by a slip: an empty file, a bad line, or too many at once")
    func slips() throws {
        for text in ["", "address\n", "a@hel.test\nnobody\n", "x@hel.test\n"] {
            #expect(exitCode { _ = try sync(text) } == 1)
            #expect(try list.members().count == 5)
        }
        _ = try sync("x@hel.test\n", "--many", "--welcome")
        #expect(try list.members() == ["x@hel.test"])
        #expect(try list.state().letters.all.map(\.letter.kind) == [.welcome])
    }
}

/// The exit code that a command ends with; nil where it goes on.
private func exitCode(_ body: () throws -> Void) -> Int32? {
    do {
        try body()
        return nil
    } catch {
        return (error as? CommandError)?.exitCode
    }
}
