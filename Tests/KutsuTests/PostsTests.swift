import ArgumentParser
import Base
import MailingList
import Testing
@testable import kutsu

@Suite("kutsu posts")
struct PostsTests {
    let list: ListFixture

    init() throws { list = try ListFixture() }

    @Test("a post that waits is listed with how many would get it")
    func listing() throws {
        try list.add("a@hel.test", "b@hel.test")
        let id = try list.hold()
        let text = try PostsCommand.List.parse(["-c", list.configPath]).text()
        let rows = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
        #expect(rows.count == 2)
        #expect(rows[1].first.map(String.init) == id.text)
        #expect(rows[1].contains("held"))
        #expect(rows[1].contains("2"))
        let json = try PostsCommand.List.parse(["-c", list.configPath, "--json"]).text()
        #expect(json.hasPrefix("[{\"id\": \"\(id.text)\", \"status\": \"held\", \"subject\": \"Iltapäivä\""))
    }

    @Test("an approved post is on its way, once")
    func approve() throws {
        try list.add("a@hel.test")
        let id = try list.hold()
        let answer = try PostsCommand.Approve.parse(["-c", list.configPath, id.text]).answer()
        #expect(answer == "approved: 1 copy to send; they go out when the daemon runs")
        #expect(try list.state().posts[id]?.status == .sending)
        #expect(throws: CommandError.self) {
            try PostsCommand.Approve.parse(["-c", list.configPath, id.text]).answer()
        }
        #expect(throws: CommandError.self) { try PostsCommand.Cancel.parse(["-c", list.configPath, id.text]).answer() }
    }

    @Test("a cancelled post is cancelled, and its coordinator is told")
    func cancel() throws {
        let id = try list.hold()
        #expect(try PostsCommand.Cancel.parse(["-c", list.configPath, id.text]).answer() == "cancelled")
        let state = try list.state()
        #expect(state.posts[id]?.status == .cancelled)
        #expect(state.letters.all.map(\.letter.kind) == [.postCancelled])
    }

    @Test("what is no post is refused", arguments: ["", "x", "20261121-00000000", "../../etc/passwd"])
    func unknown(_ id: String) throws {
        #expect(throws: CommandError.self) { try PostsCommand.Show.parse(["-c", list.configPath, id]).text() }
        #expect(throws: CommandError.self) { try PostsCommand.Approve.parse(["-c", list.configPath, id]).answer() }
    }

    @Test("one post is shown with its file")
    func show() throws {
        let id = try list.hold("Hei \u{202E}kaikki")
        let text = try PostsCommand.Show.parse(["-c", list.configPath, id.text]).text()
        #expect(text.contains("subject     Hei  kaikki\n"))
        #expect(text.contains("\(list.stateDirectory)/posts/\(id.text).eml"))
    }
}
