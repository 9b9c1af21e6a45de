import Base
import MailingList
import Testing

@testable import Engine

@Suite("The first look into a mailbox that was in use before")
struct FirstIntakeTests {
    private static func mail(_ number: Int) -> [UInt8] {
        Array("From: p\(number)@hel.fi\r\nMessage-ID: <\(number)@hel.fi>\r\nSubject: liity\r\n\r\nliity\r\n".utf8)
    }

    /// Mail 1 lies there since long, 2 since six days, of 3 the server does not say it.
    private static func world() -> CycleWorld {
        let world = CycleWorld()
        let now = world.clock.now()
        world.mailbox.change { server in
            for number in 1...3 { server.mails[UInt32(number)] = mail(number) }
            server.received = [1: now - .days(8), 2: now - .days(6)]
        }
        return world
    }

    private static func answered(_ world: CycleWorld) -> Set<Address?> {
        Set(world.relay.server.taken.map(\.recipient)).subtracting(world.policy.coordinators)
    }

    @Test("mail of more than seven days is set aside without an answer, and the coordinators are told once")
    func old() throws {
        let world = Self.world()
        try world.start()
        world.run(for: .minutes(1))
        #expect(world.mailbox.server.setAside == [1] && world.mailbox.server.done.sorted() == [2, 3])
        #expect(Self.answered(world) == [Address("p2@hel.fi"), Address("p3@hel.fi")])
        #expect(world.mailbox.server.fetches == [[2, 3]], "it is not even read")
        world.stop()
        try world.start()
        world.run(for: .minutes(1))
        world.stop()
        let letters = try world.disk.read("journal").map { String(decoding: $0, as: UTF8.self) } ?? ""
        #expect(letters.split(separator: "letter kind=oldMail ").count - 1 == world.policy.coordinators.count)
    }

    @Test("mail that a person puts back is handled, however old it is")
    func putBack() throws {
        let world = Self.world()
        try world.start()
        world.run(for: .minutes(1))
        let long = world.clock.now() - .days(90)
        world.mailbox.change { server in
            server.mails[9] = Self.mail(1)
            server.received[9] = long
        }
        world.run(for: .minutes(2))
        #expect(world.mailbox.server.done.contains(9))
        #expect(Self.answered(world).contains(Address("p1@hel.fi")))
        world.stop()
    }

    @Test("a list that worked before handles all that came while it was away")
    func away() throws {
        let world = CycleWorld()
        try world.start()
        world.run(for: .minutes(1))
        world.stop()
        world.run(for: .days(30))
        let earlier = world.clock.now() - .days(20)
        world.mailbox.change { server in
            server.mails = [1: Self.mail(1)]
            server.received = [1: earlier]
        }
        try world.start()
        world.run(for: .minutes(1))
        #expect(world.mailbox.server.setAside == [] && world.mailbox.server.done == [1])
        world.stop()
    }

    @Test("what could not be put away at once is set aside later, not handled")
    func interrupted() throws {
        let world = Self.world()
        try world.start()
        world.mailbox.change { $0.mails[1] = Self.mail(1) }
        world.run(for: .minutes(2))
        #expect(world.mailbox.server.setAside == [1, 1])
        #expect(!Self.answered(world).contains(Address("p1@hel.fi")))
        world.stop()
    }
}
