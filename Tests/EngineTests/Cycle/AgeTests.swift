import Base
import MailingList
import Testing

@testable import Engine

@Suite("What is older than [retention] lets it be")
struct AgeTests {
    private static func world(_ retention: Policy.Retention, on disk: FakeDisk = FakeDisk()) -> CycleWorld {
        var policy = ListLife.policy
        policy.retention = retention
        return CycleWorld(on: disk, policy: policy)
    }

    private static func files(_ world: CycleWorld) throws -> [String] {
        try ["posts", "archive", "quarantine"].flatMap { folder in
            try world.disk.names(in: folder).map { "\(folder)/\($0)" }
        }
    }

    @Test("the mail of a post goes from every folder, and the post is known on")
    func posts() throws {
        let world = Self.world(Policy.Retention(posts: .days(60)))
        try world.join(1..<4)
        let old = try world.publish(1)
        try world.start()
        world.run(for: .days(40))
        let young = try world.publish(2)
        world.run(for: .days(19))
        #expect(try Self.files(world).filter { $0.contains(old.text) }.count == 3)
        world.run(for: .days(2))
        #expect(try Self.files(world).filter { $0.contains(old.text) } == [])
        #expect(try Self.files(world).filter { $0.contains(young.text) }.count == 3)
        let state = try world.state()
        #expect(state.posts[old]?.status == .finished && state.posts[old]?.recipients == 3)
        #expect(world.log.lines.contains("info due: removedByAge (mails of posts, 1)"))
        world.stop()
    }

    @Test("a removal that a crash cut short is finished at the next start")
    func crash() throws {
        let world = Self.world(Policy.Retention(posts: .days(60)))
        try world.join(1..<4)
        let post = try world.publish(1)
        try world.start()
        world.run(for: .days(1))
        world.stop()
        try world.commit(Decision(.nothing, entries: [.retention(.removedPosts([post]))]))
        for folder in ["posts", "archive"] {
            try world.disk.write(Array("left".utf8), to: "\(folder)/\(post.text).eml")
        }
        try world.disk.write(Array("left".utf8), to: "archive/\(post.text).progress")
        try world.start()
        #expect(try Self.files(world) == [])
        world.stop()
    }

    @Test("handled mail goes from the server once a day, a portion at a time, and mail is taken in between")
    func doneMail() throws {
        let world = Self.world(Policy.Retention(doneMail: .days(30)))
        let now = world.clock.now()
        world.mailbox.change { server in
            server.done = Array(1...9)
            for number in UInt32(1)...9 { server.received[number] = now - .days(number == 5 ? 29 : 31) }
        }
        try world.start()
        world.run(for: .minutes(2))
        #expect(world.mailbox.server.done == [5])
        #expect(try world.state().removals.done == 8)
        #expect(Set(world.mailbox.server.removals) == [now - .days(30)])
        let asked = world.mailbox.server.removals.count
        world.run(for: .hours(23))
        #expect(world.mailbox.server.removals.count == asked, "once a day")
        world.run(for: .days(2))
        #expect(world.mailbox.server.done.isEmpty)
        #expect(try world.state().removals.done == 9)
        world.stop()
    }

    @Test("a server that cannot remove mail alone keeps it all; the log and the status say so once a day")
    func noUidPlus() throws {
        let world = Self.world(Policy.Retention(doneMail: .days(30)))
        let old = world.clock.now() - .days(300)
        world.mailbox.change { server in
            (server.hasUidPlus, server.done, server.received) = (false, [1], [1: old])
        }
        try world.start()
        world.run(for: .hours(25))
        #expect(world.mailbox.server.done == [1])
        #expect(world.log.lines.count { $0.contains("handled mail cannot be removed by its age") } == 2)
        #expect(try world.statusPage().lastError?.text.contains("UIDPLUS") == true)
        #expect(try world.statusPage().troubles.isEmpty)
        world.stop()
    }

    @Test("without a period the server is not asked")
    func without() throws {
        let world = CycleWorld()
        world.mailbox.change { $0.done = [1] }
        try world.start()
        world.run(for: .days(3))
        #expect(world.mailbox.server.removals.isEmpty && world.mailbox.server.done == [1])
        world.stop()
    }

    @Test("a stranger is in no file any more, nor a mail in quarantine, also one that an earlier Kutsu put there")
    func contacts() throws {
        let disk = FakeDisk()
        _ = try Ledger(disk: disk, list: ListLife.list)
        try disk.write(Array("From: old@evil.example\r\n\r\n".utf8), to: "quarantine/q-00000000deadbeef.eml")
        try disk.write(Array("odd\n".utf8), to: "quarantine/q-00000000deadbeef.reason")
        let world = Self.world(Policy.Retention(contacts: .days(10)), on: disk)
        try world.start()
        world.mailbox.change { server in
            server.mails[1] = Array(
                "From: outi@elsewhere.example\r\nMessage-ID: <1@x>\r\nSubject: Hei\r\n\r\nKuka vastaa?\r\n".utf8)
            server.mails[2] = Array(
                "From: a@elsewhere.example, b@elsewhere.example\r\nMessage-ID: <2@x>\r\nSubject: ?\r\n\r\n?\r\n".utf8)
        }
        world.run(for: .days(9))
        func holding(_ text: String) throws -> [String] {
            try (["journal", "members"] + Self.files(world)).filter { name in
                try disk.read(name).map { String(decoding: $0, as: UTF8.self).contains(text) } ?? false
            }
        }
        #expect(try !holding("outi@elsewhere.example").isEmpty)
        #expect(try !holding("b@elsewhere.example").isEmpty)
        world.run(for: .days(4))
        #expect(try holding("elsewhere.example") == [])
        #expect(try holding("evil.example") == [])
        #expect(try disk.names(in: "quarantine") == [])
        world.stop()
    }
}
