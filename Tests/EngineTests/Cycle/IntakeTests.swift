import Base
import MailingList
import Testing

@testable import Engine

@Suite("Taking mail in")
struct IntakeTests {
    @Test("a number that a server did not hand out means another mail after the server renumbered")
    func renumbered() throws {
        let world = CycleWorld()
        let mail = Array("From: a@hel.fi\r\nMessage-ID: <1@hel.fi>\r\nSubject: liity\r\n\r\nliity\r\n".utf8)
        world.mailbox.change { server in
            server.mails = [5: mail]
            server.unfetchable = [5]
        }
        try world.start()
        world.run(for: .minutes(4))
        #expect(world.mailbox.server.fetches.count == 3)
        world.mailbox.change { server in
            server.validity = 2
            server.unfetchable = []
        }
        world.run(for: 1)
        #expect(world.mailbox.server.done == [5])
        world.stop()
    }

    @Test("a server that renumbers between the fetch and the mark has no other mail marked in its place")
    func renumberedInBetween() throws {
        let world = CycleWorld()
        world.mailbox.change { server in
            server.mails = [5: Self.mail(1)]
            server.afterFetch = { server in
                server.validity = 2
                server.mails = [5: Self.mail(2), 6: Self.mail(1)]
            }
        }
        try world.start()
        world.run(for: .minutes(1))
        #expect(world.mailbox.server.done.sorted() == [5, 6])
        #expect(Set(world.relay.server.taken.map(\.recipient)) == [Address("p1@hel.fi"), Address("p2@hel.fi")])
        #expect(world.relay.server.taken.count == 2)
        world.stop()
    }

    @Test(
        "a mail whose line could not be written, nor cut off again, waits in the mailbox until it is",
        arguments: FakeDisk.Failure.allCases)
    func uncommitted(_ failure: FakeDisk.Failure) throws {
        let world = CycleWorld()
        try world.start()
        world.run(for: .minutes(1))
        world.disk.fail(world.disk.calls..<Int.max, failure)
        world.mailbox.change { $0.mails = [5: Self.mail(1)] }
        world.run(for: .hours(1))
        #expect(world.mailbox.server.done == [] && world.relay.server.taken.isEmpty)
        world.disk.fail(0..<0, failure)
        world.run(for: .hours(1))
        #expect(world.mailbox.server.done == [5])
        #expect(world.relay.server.taken.map(\.recipient) == [Address("p1@hel.fi")])
        world.stop()
    }

    private static func mail(_ number: Int) -> [UInt8] {
        Array("From: p\(number)@hel.fi\r\nMessage-ID: <\(number)@hel.fi>\r\nSubject: liity\r\n\r\nliity\r\n".utf8)
    }
}
