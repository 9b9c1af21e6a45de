import ArgumentParser
import Base
import Engine
import MailingList
import Testing

@testable import kutsu

@Suite("kutsu members: pauses, own data and being forgotten")
struct MemberChoicesTests {
    let list: ListFixture

    init() throws {
        list = try ListFixture("[topics]\nkainuu = { fi = \"Kainuu\", sv = \"Kajanaland\" }\noulu = \"Oulu\"\n")
        try list.add("a@hel.test", "b@hel.test")
    }

    private func member(_ text: String) throws -> Member? { try list.state().members[#require(Address(text))] }

    private func exitCode(_ body: () throws -> Void) -> Int32? {
        do {
            try body()
            return nil
        } catch {
            return (error as? CommandError)?.exitCode
        }
    }

    @Test("added with a topic they follow it, by its name or a title")
    func topics() throws {
        let arguments = [
            "-c", list.configPath, "--no-welcome", "--topic", "Kajanaland", "--topic", "oulu", "c@hel.test",
        ]
        _ = try MembersCommand.Add.parse(arguments).answer()
        #expect(try member("c@hel.test")?.choices.topics.map(\.text).sorted() == ["kainuu", "oulu"])
        #expect(try MembersCommand.Show.parse(["-c", list.configPath, "c@hel.test"]).text().contains("kainuu oulu"))
        let unknown = ["-c", list.configPath, "--topic", "lappi", "d@hel.test"]
        #expect(exitCode { _ = try MembersCommand.Add.parse(unknown).answer() } == 64)
        #expect(try member("d@hel.test") == nil)
    }

    @Test("a pause begins and ends with a letter, or without")
    func pauses() throws {
        let pause = try MembersCommand.Pause.parse(["-c", list.configPath, "--days", "14", "a@hel.test"])
        #expect(try pause.answer().hasPrefix("1 member paused: until 20"))
        _ = try MembersCommand.Pause.parse(["-c", list.configPath, "--no-letter", "b@hel.test"]).answer()
        #expect(try list.state().letters.all.map(\.letter.to.text) == ["a@hel.test"])
        #expect(try member("b@hel.test")?.choices.pause == .open)
        #expect(
            try MembersCommand.Resume.parse(["-c", list.configPath, "a@hel.test", "b@hel.test"]).answer()
                == "2 members get everything again")
        #expect(try list.state().members.pauses.isEmpty)
    }

    @Test("who waits is listed, and let in or declined with a letter")
    func waiting() throws {
        let context = try list.context()
        var ledger = try context.ledger(on: context.disk())
        for name in ["x", "y"] {
            let address = try #require(Address("\(name)@evil.test"))
            let request = JoinRequest(
                address: address, name: "Nimi", language: .sv, asked: try context.clock().now(),
                consent: Consent(means: .reply), words: "Hei!")
            let decision = Decision(.askedCoordinators, entries: [.admission(.asked(request))])
            try ledger.transact(at: try context.clock().now()) { (batch: inout Batch) throws(LedgerError) in
                try batch.add(decision, source: .admin, mail: [], policy: context.policy)
            }
        }
        let text = try MembersCommand.Waiting.parse(["-c", list.configPath]).text()
        #expect(text.contains("x@evil.test") && text.contains("Nimi") && text.contains("Hei!"))
        #expect(
            try MembersCommand.Waiting.parse(["-c", list.configPath, "--json"]).text().contains("\"words\": \"Hei!\""))
        #expect(exitCode { try MembersCommand.Admit.parse(["-c", list.configPath, "z@evil.test"]).run() } == 1)
        try MembersCommand.Admit.parse(["-c", list.configPath, "x@evil.test"]).run()
        try MembersCommand.Decline.parse(["-c", list.configPath, "y@evil.test"]).run()
        #expect(try list.members().contains("x@evil.test") && !list.members().contains("y@evil.test"))
        #expect(try list.state().letters.all.map(\.letter.kind.rawValue).sorted() == ["joinDeclined", "welcome"])
        #expect(try MembersCommand.Waiting.parse(["-c", list.configPath]).text() == "nobody waits\n")
    }

    @Test(
        "what makes no pause is refused",
        arguments: [
            ["--days", "0", "a@hel.test"], ["--days", "1000", "a@hel.test"], ["--until", "2020-01-01", "a@hel.test"],
            ["--until", "tomorrow", "a@hel.test"], ["--days", "3", "--until", "2027-01-01", "a@hel.test"],
            ["--days", "3", "a"],
        ])
    func badPauses(arguments: [String]) throws {
        #expect(exitCode { _ = try MembersCommand.Pause.parse(["-c", list.configPath] + arguments).answer() } == 64)
        #expect(exitCode { _ = try MembersCommand.Pause.parse(["-c", list.configPath, "x@hel.test"]).answer() } == 1)
        #expect(try list.state().members.pauses.isEmpty)
    }

    @Test("what is held of one person is exported as JSON, and of a stranger nothing")
    func data() throws {
        let json = try MembersCommand.Export.parse(["-c", list.configPath]).data(of: "A@hel.test")
        #expect(json.hasPrefix("{\"list\": \"verkosto@hel.test\", \"address\": \"a@hel.test\", \"member\": true"))
        #expect(json.contains("\"means\": \"admin\"") && json.contains("\"topics\": []"))
        #expect(exitCode { _ = try MembersCommand.Export.parse(["-c", list.configPath]).data(of: "x@hel.test") } == 1)
    }

    @Test("who is forgotten is in no file, and an import leaves them out")
    func forgetting() throws {
        let forget = try MembersCommand.Forget.parse(["-c", list.configPath, "--no-letter", "a@hel.test"])
        #expect(try forget.answer() == "1 person forgotten; no file holds them any more")
        #expect(try list.members() == ["b@hel.test"])
        #expect(try !list.files().contains { $0.lowercased().contains("a@hel.test") })
        let file = try list.write("a@hel.test\nA+lista@hel.test\nc@hel.test\n", to: "people.csv")
        for dryRun in [true, false] {
            var said: [String] = []
            let arguments = ["-c", list.configPath] + (dryRun ? ["--dry-run"] : []) + [file]
            try MembersCommand.Import.parse(arguments).work(say: { said.append($0) }, complain: { said.append($0) })
            #expect(
                said.prefix(2) == ["1 member to import into verkosto", "2 people left out who asked to be forgotten"])
        }
        #expect(try list.members() == ["b@hel.test", "c@hel.test"])
        #expect(exitCode { try list.add("a@hel.test", "d@hel.test") } == 1)
        #expect(try list.members() == ["b@hel.test", "c@hel.test"])
    }

    @Test("with a last letter the address stays until that has gone; coordinators and strangers are not forgotten")
    func letters() throws {
        let forget = try MembersCommand.Forget.parse(["-c", list.configPath, "a@hel.test"])
        #expect(try forget.answer() == "1 person forgotten; files hold them until what is on its way has gone out")
        #expect(try list.state().letters.all.map(\.letter.kind) == [.erased])
        for address in ["anna@hel.test", "x@hel.test"] {
            #expect(exitCode { _ = try MembersCommand.Forget.parse(["-c", list.configPath, address]).answer() } == 1)
        }
    }
}
