import ArgumentParser
import Base
import Foundation
import Mail
import MailingList
import Testing
@testable import kutsu

@Suite("kutsu members")
struct MembersTests {
    let list: ListFixture

    init() throws { list = try ListFixture() }

    private func address(_ text: String) throws -> Address { try #require(Address(text)) }

    private func commandError(_ body: () throws -> Void) -> CommandError? {
        do {
            try body()
            return nil
        } catch {
            return error as? CommandError
        }
    }

    @Test("added people are members, in the list's first language, with a welcome letter and an admin's consent")
    func add() throws {
        let command = try MembersCommand.Add.parse(["-c", list.configPath, "a@hel.test", "B@HEL.test"])
        #expect(try command.answer() == "added 2 members")
        let state = try list.state()
        let member = try #require(try state.members[address("b@hel.test")])
        #expect(member.language == .fi)
        #expect(member.consent.means == .admin)
        #expect(state.letters.all.map(\.letter.kind) == [.welcome, .welcome])
    }

    @Test("without a welcome no letter is written, and the language is the one asked for")
    func addQuietly() throws {
        let arguments = ["-c", list.configPath, "--no-welcome", "--language", "sv", "a@hel.test"]
        _ = try MembersCommand.Add.parse(arguments).answer()
        let state = try list.state()
        #expect(state.letters.isEmpty)
        #expect(try state.members[address("a@hel.test")]?.language == .sv)
    }

    @Test("who is a member already stays as they are")
    func addTwice() throws {
        try list.add("a@hel.test")
        let arguments = ["-c", list.configPath, "--language", "sv", "a@hel.test", "b@hel.test"]
        let answer = try MembersCommand.Add.parse(arguments).answer()
        #expect(answer == "added 1 member; 1 of the addresses were members already")
        #expect(try list.state().members[address("a@hel.test")]?.language == .fi)
    }

    @Test("a foreign domain is taken in only with --anyway")
    func anyway() throws {
        let arguments = ["-c", list.configPath, "--no-welcome", "x@evil.test"]
        let error = commandError { _ = try MembersCommand.Add.parse(arguments).answer() }
        #expect(error?.exitCode == 1)
        #expect(error?.description.contains("x@evil.test") == false)
        #expect(try list.members().isEmpty)
        _ = try MembersCommand.Add.parse(arguments + ["--anyway"]).answer()
        #expect(try list.members() == ["x@evil.test"])
    }

    @Test(
        "one bad argument means that nobody is added",
        arguments: ["anna", "a@hel.test b@hel.test", "Anna <a@hel.test>"])
    func badArgument(_ text: String) throws {
        let error = commandError {
            _ = try MembersCommand.Add.parse(["-c", list.configPath, "c@hel.test", text]).answer()
        }
        #expect(error?.exitCode == 64)
        #expect(try list.members().isEmpty)
    }

    @Test("removing says how many, and fails when an address was no member")
    func remove() throws {
        try list.add("a@hel.test", "b@hel.test")
        #expect(try MembersCommand.Remove.parse(["-c", list.configPath, "a@hel.test"]).answer() == "removed 1 member")
        let error = commandError {
            _ = try MembersCommand.Remove.parse(["-c", list.configPath, "b@hel.test", "x@hel.test"]).answer()
        }
        #expect(error?.exitCode == 1)
        #expect(try list.members().isEmpty)
        #expect(try list.state().letters.isEmpty)
    }

    @Test("import takes everybody in, in order, and a second time nobody")
    func importing() throws {
        let people = (0..<2500).map { "member\($0)@hel.test,\($0 % 2 == 0 ? "fi" : "sv")" }
        let file = try list.write("address,language\n" + people.joined(separator: "\n"), to: "people.csv")
        let command = try MembersCommand.Import.parse(["-c", list.configPath, file])
        var said: [String] = []
        try command.work(say: { said.append($0) }, complain: { said.append($0) })
        #expect(said.first == "2500 members to import into verkosto")
        #expect(said.last == "imported 2500 members")
        let state = try list.state()
        #expect(state.members.count == 2500)
        // A thousand a line of the journal.
        #expect(state.sequence == 3)
        #expect(state.letters.isEmpty)
        #expect(try state.members[address("member1@hel.test")]?.language == .sv)
        #expect(try state.members[address("member1@hel.test")]?.consent.means == .imported)
        try command.work(say: { said.append($0) }, complain: { said.append($0) })
        #expect(said.last == "imported 0 members")
    }

    @Test("a dry run says the same and changes nothing")
    func dryRun() throws {
        let file = try list.write("a@hel.test\n", to: "people.csv")
        var said: [String] = []
        try MembersCommand.Import.parse(["-c", list.configPath, "--dry-run", file]).work(
            say: { said.append($0) }, complain: { _ in })
        #expect(said.first == "1 member to import into verkosto")
        #expect(!SystemFiles.exists(list.stateDirectory))
    }

    @Test("a bad line means that nobody is imported, unless it is passed over")
    func badLine() throws {
        let file = try list.write("a@hel.test\nx@evil.test\n", to: "people.csv")
        var complaints: [String] = []
        let error = commandError {
            try MembersCommand.Import.parse(["-c", list.configPath, file]).work(
                say: { _ in }, complain: { complaints.append($0) })
        }
        #expect(error?.exitCode == 1)
        #expect(complaints.count == 1)
        #expect(complaints.first?.hasPrefix("\(file):2: ") == true)
        #expect(try list.members().isEmpty)
        try MembersCommand.Import.parse(["-c", list.configPath, "--skip-bad", file]).work(
            say: { _ in }, complain: { _ in })
        #expect(try list.members() == ["a@hel.test"])
    }

    @Test("what is exported can be imported")
    func export() throws {
        try list.add("b@hel.test", "a@hel.test")
        let written = Written()
        do {
            var output = written.output()
            try MembersCommand.Export.parse([]).print(list.state().members, to: &output)
        }
        let lines = written.text.split(separator: "\r\n")
        #expect(lines.first == "address,language,joined,means,message,wording,topics,pause,gets")
        #expect(lines.count == 3)
        let other = try ListFixture()
        let file = try other.write(written.text, to: "people.csv")
        try MembersCommand.Import.parse(["-c", other.configPath, file]).work(say: { _ in }, complain: { _ in })
        #expect(try other.members() == list.members())
    }

    @Test("the list is sorted, for people and as JSON")
    func listing() throws {
        try list.add("b@hel.test", "a@hel.test")
        let context = try list.context()
        func printed(_ arguments: [String]) throws -> String {
            let written = Written()
            do {
                var output = written.output()
                try MembersCommand.List.parse(arguments).print(list.state().members, of: context, to: &output)
            }
            return written.text
        }
        let table = try printed([]).split(separator: "\n")
        #expect(table.map { $0.prefix(10) } == ["ADDRESS   ", "a@hel.test", "b@hel.test"])
        let json = try printed(["--json"])
        #expect(json.hasPrefix("[\n{\"address\": \"a@hel.test\", \"language\": \"fi\", \"joined\": \""))
        #expect(json.hasSuffix("}\n]\n"))
    }

    @Test("one member is shown with the consent; a stranger is refused without the address")
    func show() throws {
        try list.add("a@hel.test")
        let text = try MembersCommand.Show.parse(["-c", list.configPath, "A@hel.test"]).text()
        #expect(text.contains("a@hel.test"))
        #expect(text.contains("an admin on the command line"))
        let error = commandError { _ = try MembersCommand.Show.parse(["-c", list.configPath, "xyz@hel.test"]).text() }
        #expect(error?.exitCode == 1)
        #expect(error?.description.contains("xyz") == false)
    }

    @Test(
        "root is told whose the state directory is, where it was made as where it was there, and only once",
        .enabled(if: FileFacts.currentUser == 0), arguments: [false, true])
    func rootsDirectory(isThere: Bool) throws {
        if isThere {
            try FileManager.default.createDirectory(
                atPath: list.stateDirectory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        }
        var complaints: [String] = []
        let context = try list.context()
        _ = try context.ledger(on: try context.disk { complaints.append($0) })
        #expect(complaints.count == 1)
        #expect(complaints.first?.contains(isThere ? "was empty and is root's" : "was made and is root's") == true)
        #expect(complaints.first?.hasSuffix("do: chown -R USER \(list.stateDirectory)") == true)
        try list.add("a@hel.test")
        _ = try context.disk { complaints.append($0) }
        #expect(complaints.count == 1)
    }

    @Test("looking makes no state directory")
    func looking() throws {
        #expect(try list.members().isEmpty)
        #expect(!SystemFiles.exists(list.stateDirectory))
    }
}
