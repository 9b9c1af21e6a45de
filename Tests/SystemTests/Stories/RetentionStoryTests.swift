import Foundation
import Testing

/// What `[retention]` removes and what it leaves, on a real server and on disk.
@Suite(.mailStack, .serialized) struct RetentionStoryTests {
    /// The server's clock is the one on the wall, so the list's goes on from there.
    private static let start = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded())

    private static func after(days: Double) -> Date { start + days * 86_400 }
    private static func instant(days: Double) -> String { after(days: days).formatted(.iso8601) }

    @Test(
        "what is over and old goes from the disk and from the server, and nothing else does, across a kill and a restart"
    )
    func story() async throws {
        let list = try await MailStack.shared().list(clock: Self.instant(days: 0)) {
            $0["posts", "approve_within"] = "60 days"
            $0["retention", "posts"] = "20 days"
            $0["retention", "done_mail"] = "20 days"
            $0["retention", "contacts"] = "20 days"
        }
        let daemon = try await list.run()
        let (matti, anna, stranger) = (list.person("matti"), list.coordinator, list.person("kysyja", at: "else.test"))
        try await list.admit(matti)
        let (sent, preview) = try await post(on: list, to: matti)
        let held = try #require(try await list.posts().first { $0.status == "held" }?.id)
        try await list.handles(try await stranger.writes(to: list, subject: "apua"))
        _ = try await stranger.inbox.next()
        #expect(try await list.command("members", "export", "--for", stranger.address).status == 0)
        try putByHand(on: list)

        try await daemon.kill9()
        try await daemon.start()
        try await list.lives(through: Self.instant(days: 15))
        try await awaiting("what is older to go") { try await removed(on: list).doneMails == 1 ? () : nil }
        #expect(try await removed(on: list).posts == 0)
        try expectServer(of: list) { !$0.contains("ikivanha") && $0.contains("Kokous") && $0.suffix(2) == Self.new }
        #expect(FileManager.default.fileExists(atPath: file(of: sent, on: list)))

        try list.clock(Self.instant(days: 25))
        let first = try await awaiting("what is old to go") {
            let removed = try await removed(on: list)
            return removed.posts == 1 && removed.doneMails > 1 ? removed : nil
        }
        try expectServer(of: list) { $0.isEmpty }
        #expect(!FileManager.default.fileExists(atPath: file(of: sent, on: list)))
        #expect(FileManager.default.fileExists(atPath: file(of: held, on: list)))
        #expect(try await list.command("posts", "show", sent).output.contains("removed, since it was older"))
        try await awaiting("the stranger to be forgotten") {
            try await list.command("members", "export", "--for", stranger.address).status == 1 ? () : nil
        }
        #expect(try await list.command("fsck").status == 0)

        // The next day, and another life: nothing goes twice.
        try await daemon.restart()
        try await list.lives(through: Self.instant(days: 26.5))
        #expect(try await removed(on: list) == first)
        try expectServer(of: list) { $0.isEmpty }
        let status = try await list.command("status").output
        #expect(status.contains("mails of 1 post, \(first.doneMails) mails on the server"), "\(status)")

        // What was held all the time goes out.
        try await anna.answers(preview, "julkaise")
        _ = try await matti.inbox.wait { $0.subject == "Odottava" }
        #expect(!daemon.log.contains("error:"), "\(daemon.log)")
        #expect(try await daemon.terminate() == .exit(0))
    }

    /// One that goes out, and one that waits: what the first is called, and the second's preview.
    private func post(on list: TestList, to member: Person) async throws -> (sent: String, preview: ReceivedMail) {
        let anna = list.coordinator
        try await anna.writes(to: list, subject: "Kokous", body: "Tervetuloa.")
        try await anna.answers(try await anna.inbox.wait { $0.subject.hasPrefix("Julkaistaanko? Kokous") }, "julkaise")
        _ = try await member.inbox.wait { $0.subject == "Kokous" }
        let sent = try await awaiting("the post to be finished") {
            try await list.posts().first { $0.status == "finished" }?.id
        }
        try await list.handles(try await anna.writes(to: list, subject: "Odottava", body: "Vielä."))
        return (sent, try await anna.inbox.wait { $0.subject.hasPrefix("Julkaistaanko? Odottava") })
    }

    private static let done = "Kutsu.Done"
    private static let own = "Omat"

    /// What a person keeps in the same mailbox.
    private func putByHand(on list: TestList) throws {
        var program = try MailProgram.open(list.address, on: list.stack)
        try program.append("ikivanha", to: Self.done, received: Self.after(days: -300))
        try program.append("uusi", to: Self.done, received: Self.after(days: 0))
        try program.append(
            "uusi, poistettavaksi merkitty", to: Self.done, received: Self.after(days: 0), flags: "\\Deleted")
        try program.command("CREATE \(Self.own)")
        try program.append("oma vanha", to: Self.own, received: Self.after(days: -300))
        try program.append("oma merkitty", to: Self.own, received: Self.after(days: -300), flags: "\\Deleted")
    }

    /// A server takes no date that is to come, so these are of today.
    private static let new = ["uusi", "uusi, poistettavaksi merkitty"]

    private func expectServer(of list: TestList, _ isRight: ([String]) -> Bool) throws {
        var program = try MailProgram.open(list.address, on: list.stack)
        let done = try program.subjects(in: Self.done)
        #expect(isRight(done), "\(done)")
        #expect(try program.subjects(in: Self.own) == ["oma vanha", "oma merkitty"])
    }

    private func file(of post: String, on list: TestList) -> String { "\(list.stateDirectory)/posts/\(post).eml" }

    private struct Status: Decodable {
        struct Removed: Decodable, Hashable {
            let posts: Int
            let doneMails: Int
        }
        let removed: Removed
    }

    private func removed(on list: TestList) async throws -> Status.Removed {
        try await list.facts(Status.self, "status").removed
    }
}
