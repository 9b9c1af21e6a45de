import Base
import MailingList
import Testing

@testable import Engine

@Suite("A relay that refuses for a reason of its own, and takes mails again")
struct RelayRecoveryTests {
    private static let refusal: SmtpRefusal = "550 5.4.5 Daily sending quota of liisa@hel.fi exceeded"

    private static func letters(_ world: CycleWorld) throws -> [String] {
        let journal = String(decoding: try world.disk.read("journal") ?? [], as: UTF8.self)
        return journal.split(whereSeparator: { $0 == "\t" || $0 == "\n" }).map(String.init)
            .filter { $0.hasPrefix("letter kind=deliveryTrouble ") }
    }

    @Test("nobody is told while it lasts; then each coordinator is told once, without anybody's address")
    func told() throws {
        let world = CycleWorld()
        let quota = Self.refusal
        world.relay.change { $0.answer = { _, _ in .refused(quota) } }
        try world.join(1..<9)
        try world.start()
        let began = world.clock.now()
        let post = try world.publish()
        world.run(for: .hours(3))
        #expect(try Self.letters(world) == [])
        #expect(try world.statusPage().troubles[.relay] != nil)
        world.relay.change { $0.answer = { _, _ in .accepted("250 2.0.0 Ok") } }
        world.run(for: .hours(2))
        let letters = try Self.letters(world)
        #expect(letters.count == world.policy.coordinators.count)
        for letter in letters {
            #expect(letter.contains("fact.about=quota ") && letter.contains("fact.since=\(began.text)"))
            #expect(!letter.contains("liisa"))
        }
        let readers = world.relay.server.taken.filter { $0.outcome == .accepted("250 2.0.0 Ok") }.map(\.recipient)
        #expect(Set(world.policy.coordinators).isSubset(of: readers))
        #expect(try world.state().posts[post]?.status == .finished)
        #expect(try world.statusPage().troubles[.relay] == nil)
        world.stop()
    }

    @Test(
        "a refused login, and a request for a pause, are told while they last, though one connection alone has heard of them",
        arguments: [RelayError.Kind.denied, .slowDown(seconds: 600)])
    func severalConnections(kind: RelayError.Kind) throws {
        let world = CycleWorld(relays: 2)
        world.servers = { [RelayServer(connections: $0)] }
        for relay in world.relays { relay.change { $0.trouble = RelayError(kind, "534 5.7.9 no") } }
        try world.join(1..<3)
        try world.start()
        _ = try world.publish()
        world.run(for: .minutes(1))
        #expect(try world.statusPage().troubles[.relay]?.text == "relay: 534 5.7.9 no")
        for relay in world.relays { relay.change { $0.trouble = nil } }
        world.run(for: .hours(2))
        #expect(try world.statusPage().troubles[.relay] == nil)
        world.stop()
    }
}
