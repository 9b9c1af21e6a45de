import Base
import MailingList
import Testing

@testable import Engine

@Suite("A relay's quota, by the whole cycle")
struct RelayQuotaTests {
    /// A world whose one relay has these limits.
    private static func world(
        on disk: FakeDisk = FakeDisk(), at start: Instant = ListLife.start, perMinute: Int? = nil, perDay: Int? = nil,
        recipientsPerMessage: Int? = nil, connections: Int = 1
    ) -> CycleWorld {
        let world = CycleWorld(at: start, on: disk, relays: connections)
        world.servers = {
            [
                RelayServer(
                    connections: $0, perMinute: perMinute, perDay: perDay,
                    copies: recipientsPerMessage == nil ? .personal : .grouped,
                    recipientsPerMessage: recipientsPerMessage ?? 100)
            ]
        }
        return world
    }

    @Test("a grouped message counts as one of the minute's messages, however many it goes to")
    func grouped() throws {
        let world = Self.world(perMinute: 4, recipientsPerMessage: 50)
        try world.join(1..<401)
        try world.publish()
        try world.start()
        world.run(for: .minutes(3))
        let copies = world.relay.server.taken.filter { $0.recipient != ListLife.person(0) }
        #expect(copies.count == 400)
        #expect(Set(copies.map(\.bytes)).count < 20)
        world.stop()
    }

    @Test("members who read different languages never share a message, and nobody is named in one")
    func groupedLanguages() throws {
        let world = Self.world(perMinute: 30, recipientsPerMessage: 50)
        try world.join(1..<41)
        try world.publish()
        try world.start()
        world.run(for: .minutes(2))
        for copy in world.relay.server.taken where copy.recipient != ListLife.person(0) {
            #expect(!String(decoding: copy.bytes, as: UTF8.self).contains(copy.recipient.text))
        }
        world.stop()
    }

    @Test("a second connection to a relay has no quota of its own")
    func connections() throws {
        let world = Self.world(perMinute: 10, connections: 3)
        try world.join(1..<41)
        try world.publish()
        try world.start()
        world.run(for: 50)
        #expect(world.relays.reduce(0) { $0 + $1.server.taken.count } == 10)
        world.stop()
    }

    @Test("a flood of letters leaves half of each minute and a quarter of the day to a post")
    func lettersLeaveRoom() throws {
        let world = Self.world(perMinute: 20, perDay: 200)
        try world.join(1..<31)
        for person in 1000..<1400 { try world.write(.membership(.notMember), to: person) }
        try world.publish()
        try world.start()
        world.run(for: .minutes(4))
        let toMembers = world.relay.server.taken.count { taken in
            (1..<31).contains { taken.recipient == ListLife.person($0) }
        }
        #expect(toMembers == 30)
        world.run(for: .hours(20))
        #expect(world.relay.server.taken.count <= 150 + 30)
        world.stop()
    }

    @Test("a post that takes the whole day's quota leaves a twentieth of it to letters")
    func postsLeaveRoom() throws {
        let world = Self.world(perDay: 100)
        try world.join(1..<201)
        try world.publish()
        try world.start()
        world.run(for: .hours(2))
        #expect(world.relay.server.taken.count == 95)
        try world.write(.membership(.notMember), to: 1000)
        world.run(for: 5)
        #expect(world.relay.server.taken.last?.recipient == ListLife.person(1000))
        world.stop()
    }

    @Test("what cannot be noted before it goes out does not go out, and is told of")
    func diskFails() throws {
        let world = Self.world(perMinute: 5)
        try world.write(.membership(.notMember), to: 1)
        world.disk.damage(QuotaFile.file)
        try world.start()
        world.run(for: .minutes(20))
        #expect(world.relay.server.taken.isEmpty)
        #expect(try world.statusPage().troubles[.files] != nil)
        world.stop()
    }

    @Test("letters that went out before a restart still count after it")
    func lettersAcrossRestart() throws {
        let world = Self.world(perMinute: 5)
        for person in 1..<6 { try world.write(.membership(.notMember), to: person) }
        try world.start()
        world.run(for: 10)
        #expect(world.relay.server.taken.count == 5)
        world.stop()
        for person in 6..<11 { try world.write(.membership(.notMember), to: person) }
        try world.start()
        world.run(for: 40)
        #expect(world.relay.server.taken.count == 5)
        world.run(for: 30)
        #expect(world.relay.server.taken.count == 10)
        world.stop()
    }

    @Test("copies of a post that is finished still count after a restart")
    func finishedAcrossRestart() throws {
        let world = Self.world(perDay: 10)
        try world.join(1..<9)
        try world.publish(1)
        try world.start()
        world.run(for: .minutes(1))
        let before = world.relay.server.taken.count
        #expect(before >= 8)
        world.stop()
        try world.publish(2)
        try world.start()
        world.run(for: .hours(20))
        #expect(world.relay.server.taken.count <= 10)
        world.stop()
    }
}
