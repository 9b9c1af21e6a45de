import Base
import Engine
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
                {"list": "verkosto", "works": false, "running": false, "stuck": false, "disk_full": false, "members": 0, "queue": 0, "queue_ends": null, \
                "post_ends": {}, "unrenderable": 0, \
                "held_posts": [], "sending_posts": [], "last_poll": null, "last_error": null, "troubles": [], \
                "removed": {"posts": 0, "done_mails": 0, "quarantined": 0, "last": null}, "ending": [], "written": null}
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

    static let written = Instant(secondsSince1970: 1_795_000_000)

    /// A running daemon with what a test says of it.
    static func status(
        _ page: String? = "written: \(written.text)\nlast-poll: \(written.text)\n", isRunning: Bool = true,
        freeBytes: UInt64 = 1 << 30, freeFiles: UInt64 = 1000, after seconds: Seconds = 10
    ) throws -> ListStatus {
        ListStatus(
            of: try ListFixture().state(), page: page.map { StatusPage(text: $0) }, name: "verkosto",
            isRunning: isRunning, room: (freeBytes, freeFiles), at: written + seconds)
    }

    @Test("a daemon that runs, moves and has room works")
    func works() throws {
        #expect(try Self.status().isWorking)
        #expect(try Self.status(nil).isWorking)
    }

    @Test("a daemon that is stopped, stuck or without room does not work")
    func doesNotWork() throws {
        #expect(try !Self.status(isRunning: false).isWorking)
        #expect(try !Self.status(after: 61).isWorking)
        #expect(try !Self.status(freeBytes: 4096).isWorking)
        #expect(try !Self.status(freeFiles: 0).isWorking)
    }

    @Test("an empty page, as a full disk leaves it, is no page of 1970", arguments: ["", "members: 1\n"])
    func emptyPage(_ page: String) throws {
        let status = try Self.status(page, freeBytes: 0)
        #expect(status.written == nil && !status.isStuck)
        let text = status.text(try list.context())
        #expect(!text.contains("days ago"))
        #expect(text.contains("disk        full"))
    }

    @Test(
        "mailbox and relay are told apart, and count after ten minutes", arguments: StatusPage.Place.allCases)
    func trouble(in place: StatusPage.Place) throws {
        let page = "written: \(Self.written.text)\n\(place.rawValue)-trouble: 2026-11-18T10:50:00Z no%20route\n"
        let status = try Self.status(page)
        #expect(status.troubles.map(\.place) == [place])
        #expect(
            status.text(try list.context()).contains("trouble     \(place.rawValue), since 2026-11-18 10:50: no route"))
        #expect(!status.isWorking)
        #expect(status.json.line.contains("\"where\": \"\(place.rawValue)\", \"since\": \"2026-11-18T10:50:00Z\""))
        // Whoever is stopped has no trouble at the moment.
        #expect(try Self.status(page, isRunning: false).troubles.isEmpty)
    }

    @Test("the metrics are OpenMetrics text")
    func metrics() throws {
        let page = """
            written: \(Self.written.text)
            queue: 7
            relay-trouble: \(Self.written.text) no%20route
            """
        let lines = try Self.status(page).metrics.split(separator: "\n").map(String.init)
        #expect(lines.last == "# EOF")
        for line in [
            "kutsu_works{list=\"verkosto\"} 1", "kutsu_queue_mails{list=\"verkosto\"} 7",
            "kutsu_trouble{list=\"verkosto\",where=\"mailbox\"} 0",
            "kutsu_trouble{list=\"verkosto\",where=\"relay\"} 1",
            "kutsu_posts{list=\"verkosto\",state=\"waiting\"} 0",
            "kutsu_written_timestamp_seconds{list=\"verkosto\"} 1795000000",
        ] {
            #expect(lines.contains(line), "no line \(line)")
        }
        // A family's help and type come once, before its samples; what is not known is left out.
        let families = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
        #expect(Set(families).count == families.count)
        #expect(!families.contains("kutsu_last_poll_timestamp_seconds"))
        for line in lines where !line.hasPrefix("#") {
            #expect(families.contains(line.prefix { $0 != "{" }))
        }
    }
}
