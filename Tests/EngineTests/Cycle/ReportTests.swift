import Base
import Mail
import MailingList
import Testing

@testable import Engine

@Suite("What the author hears of a post, by the whole cycle")
struct ReportTests {
    /// The texts of the letters to the author, with when they came.
    private static func reports(_ world: CycleWorld) -> [(time: Instant, text: String)] {
        world.relay.server.taken.filter { $0.recipient == ListLife.person(0) }
            .map { ($0.time, Message($0.bytes).readableText) }
    }

    /// A post to people 1 to 5, of whom 3 is put off until a moment.
    private static func world(puttingOffUntil end: Instant) throws -> CycleWorld {
        let world = CycleWorld()
        world.relay.change { server in
            server.answer = { address, now in
                switch address {
                case ListLife.person(3) where now < end: .later("451 4.7.1 Greylisted")
                case ListLife.person(4):
                    .refused(
                        SmtpRefusal(
                            code: 550, enhanced: SmtpStatus(5, 1, 1), text: "<\(address.text)>: User unknown",
                            stage: .recipient))
                default: .accepted("250 2.0.0 Ok")
                }
            }
        }
        try world.join(1..<6)
        try world.start()
        try world.publish()
        return world
    }

    @Test("where all have their end at once there is one report, at once")
    func one() throws {
        let world = try Self.world(puttingOffUntil: ListLife.start)
        world.run(for: .hours(2))
        let reports = Self.reports(world)
        #expect(reports.count == 1 && reports.first.map { $0.time <= ListLife.start + 5 } == true)
        #expect(reports.first?.text.contains(ListLife.person(4).text) == false)
        world.stop()
    }

    @Test("who waits is told of a quarter of an hour after the last first try, and what came of it at the end")
    func two() throws {
        let world = try Self.world(puttingOffUntil: ListLife.start + .hours(3))
        world.run(for: .minutes(14))
        #expect(Self.reports(world).isEmpty)
        world.run(for: .minutes(2))
        #expect(Self.reports(world).count == 1)
        #expect(Self.reports(world).last?.text.contains("Yritetään vielä: 1") == true)
        // A restart tells nothing anew.
        world.stop()
        try world.start()
        world.run(for: .hours(2))
        #expect(Self.reports(world).count == 1)
        world.run(for: .hours(4))
        let reports = Self.reports(world)
        #expect(reports.count == 2 && reports.last?.text.contains("tilanne on muuttunut") == true)
        #expect(try world.state().posts.sending.isEmpty)
        world.stop()
    }

    @Test("a restart before the first report does not put it off for long")
    func restarted() throws {
        let world = try Self.world(puttingOffUntil: ListLife.start + .hours(3))
        for _ in 0..<7 {
            world.run(for: .minutes(2))
            world.stop()
            try world.start()
        }
        #expect(Self.reports(world).isEmpty)
        world.run(for: .minutes(4))
        #expect(Self.reports(world).count == 1)
        world.stop()
    }
}
