import ArgumentParser
import Base
import Engine
import Foundation
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
    }

    @Test("a post that is being sent is stopped, once, as by mail; its coordinator is told")
    func stopSending() throws {
        try list.add("a@hel.test")
        let id = try list.hold()
        _ = try PostsCommand.Approve.parse(["-c", list.configPath, id.text]).answer()
        #expect(try PostsCommand.Cancel.parse(["-c", list.configPath, id.text]).answer() == "cancelled")
        #expect(try list.state().posts[id]?.status == .cancelled)
        #expect(try list.state().letters.all.map(\.letter.kind) == [.postCancelled])
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
        #expect(text.contains("subject     Hei kaikki\n"))
        #expect(text.contains("\(list.stateDirectory)/posts/\(id.text).eml"))
    }

    private func show(_ id: PostID, _ more: String...) throws -> String {
        try PostsCommand.Show.parse(["-c", list.configPath, id.text] + more).text()
    }

    @Test("a post that waits tells when the last member would have it, from the quota and what of it is spent")
    func ready() throws {
        for number in 0..<40 { try list.add("m\(number)@hel.test") }
        let id = try list.hold()
        let now = try list.context().clock().now()
        func ready() throws -> Int64? {
            let json = try show(id, "--json")
            guard let start = json.range(of: "\"ready\": \"")?.upperBound else { return nil }
            return Instant(String(json[start...].prefix { $0 != "\"" })).map { $0.since(now).count }
        }
        // Thirty a minute, and forty members.
        let first = try ready() ?? -1
        #expect((55...80).contains(first))
        let text = try show(id)
        #expect(text.contains("if it is approved now\n") && text.contains("copies      personal\n"))
        try list.write(
            "\(now.text)\tcarried\tposts\t30\t30\tsmtp://127.0.0.1:1%20verkosto@hel.test\n", to: "state/quota")
        let second = try ready() ?? -1
        #expect((115...140).contains(second))
    }

    @Test("of a post that was cancelled on its way it is told who may have it, and to how many it did not go")
    func stoppedOnItsWay() throws {
        try list.add("a@hel.test", "b@hel.test", "c@hel.test", "d@hel.test", "e@hel.test")
        let id = try list.hold()
        _ = try PostsCommand.Approve.parse(["-c", list.configPath, id.text]).answer()
        let time = "2026-11-21T10:00:00Z"
        try list.write(
            "-\t-\t\(time)\toffered\t0-2\n0\ta@hel.test\t\(time)\taccepted\t250 Ok\n",
            to: "state/outbox/\(id.text)/progress")
        _ = try PostsCommand.Cancel.parse(["-c", list.configPath, id.text]).answer()
        let text = try show(id)
        for row in ["accepted    1", "not sent    2", "uncertain   2"] {
            #expect(text.contains(row + "\n"), "\(row) in \(text)")
        }
        #expect(!text.contains("waiting"))
    }

    @Test("what became of its copies is told at any time, and names nobody")
    func counts() throws {
        try list.add("anna.a@hel.test", "b@hel.test", "c@hel.test", "d@hel.test", "e@hel.test")
        let id = try list.hold()
        _ = try PostsCommand.Approve.parse(["-c", list.configPath, id.text]).answer()
        let file = "\(list.stateDirectory)/outbox/\(id.text)/recipients"
        let recipients = try String(contentsOfFile: file, encoding: .utf8)
        let addresses = recipients.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
        let words = [
            "accepted\t250 Ok", "refused\t550 5.1.1 <anna.a@hel.test> unknown user", "later\t451 Later",
            "refused\t552 5.2.2 Mailbox full",
        ]
        let lines = zip(addresses, words).enumerated().map { "\($0)\t\($1.0)\t2026-11-21T10:00:00Z\t\($1.1)\n" }
            .joined()
        try list.write(lines, to: "state/outbox/\(id.text)/progress")
        let text = try show(id)
        for row in ["accepted     1", "waiting      1", "tried again  1", "refused      2"] {
            #expect(text.contains(row + "\n"), "\(row) in \(text)")
        }
        #expect(text.contains("1 × mailbox-full: 552 5.2.2 Mailbox full"))
        #expect(!text.contains("anna.a"))
        let json = try show(id, "--json")
        #expect(
            json.contains(
                "\"delivery\": {\"accepted\": 1, \"refused\": 2, \"skipped\": 0, \"given_up\": 0, \"waiting\": 1, \"tried_again\": 1"
            ))
    }
}
