import Base
import MailingList
import Testing

@testable import kutsu

@Suite("kutsu status")
struct StatusTests {
    let list: ListFixture
    let now = Instant(secondsSince1970: 1_795_000_000)

    init() throws { list = try ListFixture() }

    @Test("a list that never ran is an empty one")
    func empty() throws {
        let status = try ListStatus(of: list.context(), at: now)
        #expect(
            status.json.line == """
                {"list": "verkosto", "running": false, "stuck": false, "members": 0, "queue": 0, "queue_ends": null, \
                "held_posts": [], "sending_posts": [], "last_poll": null, "last_error": null, "written": null}
                """)
        #expect(!SystemFiles.exists(list.stateDirectory))
    }

    @Test("the daemon's page is believed only while a daemon runs")
    func page() throws {
        try list.add("a@hel.test")
        let id = try list.hold()
        let page = """
            written: 2026-11-18T11:06:35Z
            members: 9
            queue: 7
            queue-ends: 2026-11-18T11:10:00Z
            last-poll: 2026-11-18T11:06:30Z
            last-error: 2026-11-18T11:00:00Z mailbox:%20gone

            """
        try list.write(page, to: "state/status")
        let stopped = try ListStatus(of: list.context(), at: now)
        #expect(!stopped.isRunning)
        #expect((stopped.members, stopped.queue, stopped.queueEnds == nil) == (1, 0, true))
        #expect(stopped.waitingPosts.map(\.id) == [id])
        #expect(stopped.lastError?.text == "mailbox: gone")

        let lock = try DaemonLock(directory: list.stateDirectory)
        let running = try ListStatus(of: list.context(), at: now)
        #expect(running.isRunning)
        #expect(running.queue == 7)
        #expect(!running.isStuck)
        #expect(try ListStatus(of: list.context(), at: now + 600).isStuck)
        let text = running.text(try list.context())
        #expect(text.contains("queue       7 mails, done about 2026-11-18 11:10\n"))
        #expect(text.contains("last poll   2026-11-18 11:06, 10 s ago"))
        withExtendedLifetime(lock) {}
    }
}
