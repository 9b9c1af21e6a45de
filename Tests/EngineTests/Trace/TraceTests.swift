import Base
import MailingList
import Testing

@testable import Engine

@Suite("Tracing what became of somebody")
struct TraceTests {
    /// Months of a list, with jobs under way.
    let fixture: StateFixture

    init() throws { fixture = try StateFixture("lived") }

    private func steps(_ subject: Trace.Subject) throws -> [String] {
        let domain = fixture.policy.address.domain
        return try Trace.of(subject, on: fixture.disk, list: fixture.policy.name, domain: domain).steps.map(\.text)
    }

    @Test("a member's way is told from joining to the relay's words on each copy")
    func member() throws {
        let address = try #require(Address("anna.koordinaattori@hel.fi"))
        let steps = try steps(.address(address))
        #expect(steps.contains { $0.contains("letter: kind postReport, to anna.koordinaattori@hel.fi") })
        #expect(steps.contains("copy of 20261117-774e5e8f later: 451 4.3.0 Later"))
        // Nobody else's copy is hers.
        #expect(!steps.contains { $0.hasPrefix("copy") && $0.contains("250 2.0.0 Ok") && $0.contains("a..b") })
    }

    @Test("a letter's end is told with it, though the line of its end names only its number")
    func letter() throws {
        let address = try #require(Address("kaisa@hel.fi"))
        let steps = try steps(.address(address))
        #expect(steps.first?.hasPrefix("joined: address kaisa@hel.fi, language fi") == true)
        #expect(steps.contains { $0.hasPrefix("delivered: id 13.0, outcome refused") })
        #expect(!steps.contains { $0.contains("id 13.1") })
    }

    @Test("a post's way is told with what the relay refused, and a count of what it accepted")
    func post() throws {
        let id = try #require(PostID("20261117-774e5e8f"))
        let steps = try steps(.post(id))
        #expect(steps.first?.hasPrefix("held: post 20261117-774e5e8f") == true)
        #expect(steps.contains { $0.hasPrefix("copy to anna.koordinaattori@hel.fi later: 451") })
        #expect(steps.contains { $0.hasPrefix("the last of ") })
        #expect(!steps.contains { $0.contains("20261119-fedc0acf") })
    }

    @Test("nothing is known of a stranger, and nothing of no name", arguments: ["nobody@hel.fi", ""])
    func stranger(name: String) throws {
        #expect(try steps(.mail(name)) == [])
        if let address = Address(name) { #expect(try steps(.address(address)) == []) }
    }

    @Test("what became of copies is still told when their job is over")
    func finishedJob() throws {
        let disk = FakeDisk()
        try disk.makeFolder("outbox")
        try disk.makeFolder("outbox/20261117-774e5e8f")
        try disk.makeFolder("archive")
        let line = "0\tanna@hel.fi\t2026-11-17T10:40:00Z\taccepted\t250 2.0.0 Ok: queued as 4F2A\n"
        try disk.write(Array(line.utf8), to: "outbox/20261117-774e5e8f/progress")
        disk.keepProgress(ofJob: "20261117-774e5e8f")
        try disk.removeFolder("outbox/20261117-774e5e8f")
        let address = try #require(Address("anna@hel.fi"))
        let trace = try Trace.of(.address(address), on: disk, list: "verkosto", domain: address.domain)
        #expect(trace.steps.map(\.text) == ["copy of 20261117-774e5e8f accepted: 250 2.0.0 Ok: queued as 4F2A"])
        #expect(trace.steps.map(\.place) == ["archive/20261117-774e5e8f.progress"])
    }
}
