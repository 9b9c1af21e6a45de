import Base
import MailingList
import Testing

@testable import Engine

@Suite("A job and its lines")
struct JobTests {
    private static let start = DeliveryDriver.start

    private static func job(_ recipients: Int = 3) -> Job {
        Job(name: "p", recipients: DeliveryDriver.recipients(recipients), written: start)
    }

    private static func line(_ index: Int, _ word: ProgressLine.Word, _ text: String = "") -> ProgressLine {
        ProgressLine(time: start + 7, .outcome(index: index, ListLife.person(index), word, text))
    }

    private static func offered(_ ranges: Range<Int>...) -> ProgressLine { ProgressLine(time: start, .offered(ranges)) }
    private static func transmitted(_ ranges: Range<Int>...) -> ProgressLine {
        ProgressLine(time: start, .transmitted(ranges))
    }
    private static func boot(_ id: String) -> ProgressLine? { BootID(id).map { ProgressLine(time: start, .boot($0)) } }

    struct Row: CustomTestStringConvertible {
        var name: String
        var lines: [ProgressLine?]
        /// Which run of the machine loads it.
        var boot: String?
        /// After the lines, before it begins.
        var status: [RecipientStatus]
        var unknown = 0
        var attempts: [Int: Int] = [:]
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "no line", lines: [], status: [.waiting, .waiting, .waiting]),
        Row(
            name: "offered, and no answer", lines: [offered(0..<2)], status: [.inFlight, .inFlight, .waiting],
            unknown: 2),
        Row(
            name: "offered, a crash, and offered again", lines: [offered(0..<2), offered(1..<3)],
            status: [.inFlight, .inFlight, .inFlight], unknown: 3),
        Row(
            name: "every end",
            lines: [offered(0..<3), line(0, .accepted), line(1, .refused, "550"), line(2, .delayed)],
            status: [.accepted, .refused, .delayed]),
        Row(name: "skipped", lines: [line(1, .skipped)], status: [.waiting, .skipped, .waiting]),
        Row(
            name: "put off twice", lines: [offered(0..<1), line(0, .later), offered(0..<1), line(0, .later)],
            status: [.postponed, .waiting, .waiting], attempts: [0: 2]),
        Row(
            name: "put off, then taken", lines: [line(0, .later), line(0, .accepted)],
            status: [.accepted, .waiting, .waiting]),
        Row(
            name: "not tried", lines: [offered(0..<1), line(0, .notTried)], status: [.postponed, .waiting, .waiting]),
        Row(
            name: "in doubt", lines: [offered(0..<1), line(0, .unknown)], status: [.postponed, .waiting, .waiting],
            unknown: 1),
        Row(
            name: "an end stays",
            lines: [line(0, .accepted), line(0, .refused, "550"), line(0, .later), offered(0..<1)],
            status: [.accepted, .waiting, .waiting]),
        Row(
            name: "recipients that there are not", lines: [line(9, .accepted), line(-1, .later), offered(2..<99)],
            status: [.waiting, .waiting, .inFlight], unknown: 1),
        Row(
            name: "killed: only what was transmitted is in doubt",
            lines: [boot("a"), offered(0..<3), transmitted(0..<1)], boot: "a",
            status: [.transmitted, .inFlight, .inFlight], unknown: 1),
        Row(
            name: "a power cut: all that was offered is in doubt",
            lines: [boot("a"), offered(0..<3), transmitted(0..<1)], boot: "b",
            status: [.transmitted, .inFlight, .inFlight], unknown: 3),
        Row(
            name: "nobody can tell which run of the machine this is",
            lines: [boot("a"), offered(0..<3), transmitted(0..<1)],
            status: [.transmitted, .inFlight, .inFlight], unknown: 3),
        Row(
            name: "written before runs of the machine were told, and loaded since", lines: [offered(0..<2), boot("a")],
            boot: "a", status: [.waiting, .waiting, .waiting], unknown: 2),
        Row(
            name: "killed twice, and a power cut later",
            lines: [
                boot("a"), offered(0..<2), transmitted(0..<1), boot("a"), offered(0..<2), transmitted(0..<2),
                line(0, .accepted), boot("b"), offered(2..<3),
            ], boot: "b", status: [.accepted, .waiting, .inFlight], unknown: 2),
        Row(
            name: "transmitted, then answered",
            lines: [
                boot("a"), offered(0..<3), transmitted(0..<3), line(0, .accepted), line(1, .later),
                line(2, .refused, "5"),
            ], boot: "b", status: [.accepted, .postponed, .refused], attempts: [1: 1]),
        Row(
            name: "transmitted, and never offered", lines: [boot("a"), transmitted(0..<99)], boot: "b",
            status: [.waiting, .waiting, .waiting]),
    ]

    @Test("its lines tell what became of each recipient, and what is in doubt", arguments: rows)
    func replay(_ row: Row) {
        var job = Self.job()
        for case let line? in row.lines { job.note(line) }
        #expect(job.status == row.status)
        job.begin(in: row.boot.flatMap { BootID($0) })
        #expect(job.status == row.status.map { $0.isFinal ? $0 : .waiting })
        #expect(job.unknown == row.unknown)
        #expect(job.open == row.status.count { !$0.isFinal })
        let past = job.takePast()
        #expect(past?.attempts == row.attempts)
        #expect(job.takePast() == nil)
    }

    @Test("loaded from its lines it is what it was, whatever happened", arguments: 0..<50)
    func reload(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var driver = DeliveryDriver([(Quota(perMinute: 40), [7, 20])])
        driver.relay.pace = 2
        var words: [Outcome] = []
        for _ in 0..<1000 {
            words.append(
                [Outcome.accepted("250"), .refused("550 5.1.1 No such user"), .later("451"), .unknown, .notTried]
                    .randomElement(using: &random) ?? .unknown)
        }
        var next = 0
        driver.relay.answer = { _, _ in
            next = (next + 1) % words.count
            return words[next]
        }
        driver.open("p", 60)
        driver.run(for: Seconds(Int64.random(in: 1...4000, using: &random)))
        guard let live = driver.delivery.jobs["p"] else { return }
        driver.restart()
        let loaded = driver.delivery.jobs["p"]
        #expect(loaded?.status.map { $0.isFinal ? $0 : .waiting } == live.status.map { $0.isFinal ? $0 : .waiting })
        #expect(loaded?.open == live.open)
        #expect(loaded?.invalidAddresses == live.invalidAddresses)
        #expect(loaded?.lastProgress == live.lastProgress)
        var report = live.report()
        report.unknown = loaded?.unknown ?? 0
        #expect(loaded?.report() == report)
        #expect((live.unknown...live.unknown + live.status.count { $0 == .inFlight }).contains(report.unknown))
    }

    @Test("through kills at any moment every copy ends, and comes twice only where it was in doubt", arguments: 0..<20)
    func kills(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        var driver = DeliveryDriver([(Quota(), [7, 20])])
        driver.relay.pace = 1
        driver.open("p", 80)
        var doubts = 0
        var inDoubt: Set<Int> = []
        for _ in 0..<6 {
            driver.run(for: Seconds(Int64.random(in: 1...9, using: &random)))
            let status = driver.delivery.jobs["p"]?.status ?? []
            let offered = status.indices.filter { status[$0] == .inFlight }
            doubts += offered.count
            inDoubt.formUnion(offered)
            driver.restart(after: 3)
        }
        driver.run(for: .hours(1))
        #expect(driver.isDone)
        #expect(driver.reports["p"]?.accepted == 80 && driver.reports["p"]?.unknown == inDoubt.count)
        var times: [SendItem: Int] = [:]
        for handover in driver.handovers { times[handover.item, default: 0] += 1 }
        #expect(times.count == 80)
        #expect(driver.handovers.count <= 80 + doubts)
    }
}
