import Base
import MailingList
import Testing

@testable import Engine

@Suite("Sending, by the whole cycle")
struct DeliveringTests {
    @Test("a letter that is put off for four days is given up four days after it was written, restart or not")
    func letterAge() throws {
        let world = CycleWorld()
        world.relay.change { $0.answer = { _, _ in .later("451 4.3.0 Try again later") } }
        try world.write(.membership(.notMember), to: 5)
        try world.start()
        world.run(for: .days(2))
        world.stop()
        try world.start()
        world.run(until: ListLife.start + .days(4) - .hours(1))
        #expect(try world.state().letters.count == 1)
        world.run(until: ListLife.start + .days(4) + .hours(5))
        #expect(try world.state().letters.count == 0)
        world.stop()
    }

    @Test("a copy that is put off for four days is given up four days after its post was approved, restart or not")
    func copyAge() throws {
        let world = CycleWorld()
        world.relay.change { server in
            server.answer = { address, _ in
                address == ListLife.person(2) ? .later("451 4.3.0 Try again later") : .accepted("250 2.0.0 Ok")
            }
        }
        try world.join(1..<4)
        try world.start()
        let post = try world.publish()
        for _ in 0..<6 {
            world.run(for: .hours(16))
            world.stop()
            try world.start()
        }
        world.run(until: ListLife.start + .days(4) + .hours(5))
        #expect(try world.state().posts[post]?.status == .finished)
        world.stop()
    }

    @Test(
        "after a kill the report counts as in doubt what was whole with the relay, after a power cut what was offered",
        arguments: [(nil, 1), (DiskModel.Survival.nothing, 25)] as [(DiskModel.Survival?, Int)])
    func doubts(_ cut: DiskModel.Survival?, unknown: Int) throws {
        let world = CycleWorld()
        // The relay is told of all at once, and takes a minute for each.
        world.relay.change { ($0.pace, $0.offersTogether) = (.seconds(60), 25) }
        try world.join(1..<60)
        let post = try world.publish()
        try world.start()
        world.run(for: 90)
        #expect(world.relay.server.taken.count == 1)
        let model = world.disk.model
        let disk = FakeDisk(cut.map { model.crashed($0) } ?? model)
        let job = try JobFolder(name: post.text, disk: disk).load(written: ListLife.start)
        #expect(job.unknown == unknown && job.accepted == (cut == nil ? 1 : 0))
        world.stop()
    }

    @Test("a letter that cannot be written waits, is seen, is tried again with growing pauses and blocks no other")
    func unwritableLetter() throws {
        let world = CycleWorld()
        let post = ListLife.post(9).id
        world.disk.damage("posts/\(post.text).eml")
        try world.write(.post(.preview(post)), to: 1)
        try world.write(.membership(.notMember), to: 2)
        try world.start()
        var tries: Set<Instant> = []
        for _ in 0..<360 {
            world.run(for: .minutes(1))
            if let error = try world.statusPage().lastError { tries.insert(error.time) }
        }
        #expect(world.relay.server.taken.map(\.recipient) == [ListLife.person(2)])
        #expect(try world.state().letters.count == 1)
        #expect(try world.statusPage().queue == 1 && world.statusPage().unrenderable == 1)
        let pauses = zip(tries.sorted().dropFirst(), tries.sorted()).map { $0.since($1) }
        #expect(pauses == pauses.sorted() && pauses.count > 5 && pauses.count < 12, "\(pauses)")
        #expect(world.log.lines.count { $0.contains("cannot be written") } == 1)
        world.stop()
    }

    @Test("in an idle hour it is woken by nothing but its own rare looks")
    func idle() throws {
        let world = CycleWorld()
        try world.start()
        world.run(for: .minutes(1))
        let calls = world.disk.calls
        world.run(for: .hours(1))
        #expect(world.disk.calls - calls < 1000)
        world.stop()
    }

    @Test("whatever second of the minute it begins in, no sixty seconds see more copies than the relay allows")
    func anyMinute() throws {
        // Fifty seconds into a minute of the clock.
        let world = CycleWorld(at: Instant(secondsSince1970: 1_795_000_010))
        world.servers = { [RelayServer(connections: $0, perMinute: 30)] }
        try world.join(1..<91)
        try world.publish()
        try world.start()
        world.run(for: .minutes(10))
        let times = world.relay.server.taken.filter { $0.recipient != ListLife.person(0) }.map(\.time)
        #expect(times.count == 90)
        for first in times { #expect(times.count { $0 >= first && $0 < first + .minutes(1) } <= 30) }
        world.stop()
    }
}
