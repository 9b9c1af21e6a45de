import ArgumentParser
import Base
import Engine
import Testing

@testable import kutsu

@Suite("kutsu trace")
struct TraceCommandTests {
    @Test("what is asked for is known by its form, and what can be two things is tried as both")
    func subjects() throws {
        let address = try #require(Address("anna@hel.fi"))
        #expect(TraceCommand.subjects("20261117-774e5e8f").count == 1)
        #expect(TraceCommand.subjects("<anna@hel.fi>") == [.mail("anna@hel.fi")])
        #expect(TraceCommand.subjects("anna@hel.fi") == [.address(address), .mail("anna@hel.fi")])
        #expect(TraceCommand.subjects("no address") == [.mail("no address")])
    }

    @Test("a member's steps are a table, or JSON; a stranger's are exit 1")
    func answer() throws {
        let list = try ListFixture()
        try list.add("matti@hel.test")
        let text = try TraceCommand.parse(["-c", list.configPath, "matti@hel.test"]).answer()
        #expect(
            text.contains("joined: address matti@hel.test, language fi") && text.contains("journal 1, command line"))
        let json = try TraceCommand.parse(["-c", list.configPath, "--json", "matti@hel.test"]).answer()
        #expect(json.hasPrefix("[{\"time\": \"") && json.hasSuffix("}]\n"))
        let before = try list.files()
        let error = #expect(throws: CommandError.self) {
            try TraceCommand.parse(["-c", list.configPath, "sofia@hel.test"]).answer()
        }
        #expect(error?.exitCode == 1)
        #expect(try list.files() == before)
    }
}
