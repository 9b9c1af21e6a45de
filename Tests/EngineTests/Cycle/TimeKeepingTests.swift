import Base
import Mail
import MailingList
import Testing

@testable import Engine

@Suite("What the cycle is woken by")
struct TimeKeepingTests {
    @Test("an admin's command is done in the moment that it is written, without any time passing")
    func adminsCommand() throws {
        let world = CycleWorld()
        try world.join(1..<4)
        try world.start()
        world.run(for: .hours(1))
        let post = try world.publish()
        world.executor.runUntilIdle()
        #expect(world.clock.now() == ListLife.start + .hours(1))
        // And the report to the coordinator.
        #expect(Set(world.relay.server.taken.map(\.recipient)) == Set((0..<4).map(ListLife.person)))
        #expect(try world.state().posts[post]?.status == .finished)
        world.stop()
    }

    @Test("where nobody tells of the command, it is noticed within a quarter of a minute all the same")
    func unnoticed() throws {
        let world = CycleWorld()
        try world.start()
        world.run(for: .hours(1))
        var ledger = try Ledger(disk: world.disk, list: ListLife.list)
        let letter = Letter(.membership(.notMember), to: ListLife.person(5), language: .fi)
        try ledger.transact(at: world.clock.now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(Decision(.helped, letters: [letter]), source: .admin, policy: ListLife.policy)
        }
        world.executor.runUntilIdle()
        #expect(world.relay.server.taken.isEmpty)
        world.run(for: 15)
        #expect(world.relay.server.taken.count == 1)
        world.stop()
    }

    @Test("a mail's answer goes out in the moment that the mail comes")
    func mail() throws {
        let world = CycleWorld()
        try world.start()
        world.run(for: .hours(1))
        let mail = "From: a@hel.fi\r\nMessage-ID: <1@hel.fi>\r\nSubject: liity\r\n\r\nliity\r\n"
        world.mailbox.change { $0.mails = [5: Array(mail.utf8)] }
        world.executor.runUntilIdle()
        #expect(world.relay.server.taken.map(\.recipient) == [Address("a@hel.fi")])
        #expect(world.mailbox.server.done == [5])
        world.stop()
    }

    @Test("an hour without anything has four looks a minute, and each is a sign of life")
    func looks() throws {
        let world = CycleWorld()
        try world.start()
        let before = world.supervisor.news.count { $0 == .heartbeat }
        world.run(for: .hours(1))
        let looks = world.supervisor.news.count { $0 == .heartbeat } - before
        #expect(looks == 240)
        world.stop()
    }

    @Test("a supervisor that wants to hear more often does")
    func heartbeat() throws {
        let world = CycleWorld()
        world.supervisor.heartbeatInterval = .milliseconds(2500)
        try world.start()
        let before = world.supervisor.news.count { $0 == .heartbeat }
        world.run(for: .minutes(1))
        #expect(world.supervisor.news.count { $0 == .heartbeat } - before == 24)
        world.stop()
        #expect(world.supervisor.news.first == .ready && world.supervisor.news.last == .stopping)
    }

    @Test("a held post expires in its second")
    func due() throws {
        let world = CycleWorld()
        let post = ListLife.post(1)
        try world.commit(Decision(.nothing, entries: [.post(.held(post))]), mail: ListLife.mail(post.id.text))
        try world.start()
        world.run(until: ListLife.start + .days(7) - 1)
        #expect(try world.state().posts[post.id]?.status == .held)
        world.run(for: 1)
        #expect(try world.state().posts[post.id]?.status == .expired)
        world.stop()
    }

    @Test("copies that a relay keeps in silence for a day stall, and their coordinator is asked in that second")
    func stalled() throws {
        let world = CycleWorld()
        world.relay.change { $0.pace = .seconds(10 * 86_400) }
        try world.join(1..<3)
        let post = try world.publish()
        try world.start()
        world.run(until: ListLife.start + .days(1) - 1)
        #expect(try world.state().posts[post]?.status == .sending)
        world.run(for: 1)
        #expect(try world.state().posts[post]?.status == .stalled)
        #expect(try world.state().letters.all.map(\.letter.kind) == [.postStalled])
        world.stop()
    }

    @Test("copies that waited while nothing ran for a day do not go out by surprise")
    func stalledBefore() throws {
        let world = CycleWorld()
        try world.join(1..<3)
        let post = try world.publish()
        world.run(for: .days(1))
        try world.start()
        #expect(try world.state().posts[post]?.status == .stalled)
        #expect(world.relay.server.taken.map(\.recipient) == [ListLife.person(0)])
        world.stop()
    }

    @Test("copies that wait for the day's quota have not stalled")
    func quotaIsNoStall() throws {
        let world = CycleWorld()
        world.servers = { [RelayServer(connections: $0, perDay: 4)] }
        try world.join(1..<7)
        try world.publish(1)
        try world.publish(2)
        try world.start()
        world.run(for: .days(4))
        #expect(try world.state().posts.all.allSatisfy { $0.status == .finished })
        #expect(world.relay.server.taken.count == 12 + 2)
        world.stop()
    }

    @Test("an outcome that comes while the clock stands is written down before time goes on")
    func outcomes() throws {
        let world = CycleWorld()
        try world.join(1..<40)
        try world.start()
        let post = try world.publish()
        world.executor.runUntilIdle()
        #expect(try world.state().posts[post]?.status == .finished)
        #expect(try world.disk.names(in: "outbox").isEmpty)
        world.stop()
    }

    @Test("a clock that stands still stops nothing: what was slept through has passed")
    func standingClock() throws {
        let world = CycleWorld()
        world.clock.stand()
        world.relay.change { $0.trouble = RelayError(.unavailable, "away") }
        try world.write(.membership(.notMember), to: 5)
        try world.start()
        world.pass(.seconds(20))
        #expect(world.relay.server.calls.count > 3 && world.relay.server.taken.isEmpty)
        world.relay.change { $0.trouble = nil }
        world.pass(.seconds(60))
        #expect(world.relay.server.taken.map(\.recipient) == [ListLife.person(5)])
        world.stop()
    }

    @Test("delivery reports that come together are told of together")
    func together() throws {
        let world = CycleWorld()
        try world.join(1..<3)
        try world.start()
        for number in 1...2 { try world.publish(number) }
        world.run(for: .hours(1))
        let copies = world.relay.server.taken.filter { $0.recipient != ListLife.person(0) }
        #expect(copies.count == 4)
        // One after the other, each taken in by itself.
        for (number, copy) in copies.enumerated() {
            world.mailbox.change { $0.mails = [UInt32(number + 1): Self.report(of: copy)] }
            world.executor.runUntilIdle()
        }
        #expect(world.mailbox.server.done.count == 4)
        #expect(
            try world.state().contacts.letterCount(
                of: .bounceReport, to: ListLife.person(0), at: world.clock.now()) == 0)
        let before = world.relay.server.taken.count
        world.run(for: 1)
        let letters = world.relay.server.taken.dropFirst(before)
        #expect(letters.count == 1)
        let words = letters.first.map { Message($0.bytes).readableText } ?? ""
        #expect(words.contains(ListLife.person(1).text) && words.contains(ListLife.person(2).text))
        world.stop()
    }

    /// Nobody is there to read this copy, says a server.
    private static func report(of copy: FakeRelay.Taken) -> [UInt8] {
        let id = Message(copy.bytes).messageID ?? ""
        return Array(
            """
            From: MAILER-DAEMON@mx.hel.fi\r
            To: person99@hel.fi\r
            Message-ID: <\(copy.recipient.text).\(id.count).\(id.prefix(30))@mx.hel.fi>\r
            Subject: Undelivered Mail Returned to Sender\r
            Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
            \r
            --b\r
            Content-Type: message/delivery-status\r
            \r
            Reporting-MTA: dns; mx.hel.fi\r
            \r
            Final-Recipient: rfc822; \(copy.recipient.text)\r
            Action: failed\r
            Status: 5.1.1\r
            Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
            \r
            --b\r
            Content-Type: text/rfc822-headers\r
            \r
            Message-ID: <\(id)>\r
            \r
            --b--\r

            """.utf8)
    }
}
