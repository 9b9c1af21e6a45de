import Base
import Engine
import Glibc
import Logging
import Mail
import MailingList
import Rendering

/// Copies of one post, and letters, on their way to a relay that takes everything at once.
enum DeliveryCost {
    static func measure(copies: Int, letters: Int) async throws {
        try await measure("\(copies) copies of a mail of 5 kB", copies) { workshop, ledger in
            try workshop.fill(&ledger, copies, at: Workshop.now)
            try workshop.publish(&ledger, copies: copies, bytes: 5000)
        }
        try await measure("\(letters) letters", letters) { workshop, ledger in
            let policy = workshop.policy
            try ledger.transact(at: Workshop.now) { (batch: inout Batch) throws(LedgerError) in
                for number in 0..<letters {
                    guard let address = Workshop.address(number) else { continue }
                    let letter = Letter(.membership(.notMember), to: address, language: .fi)
                    try batch.add(Decision(.nothing, letters: [letter]), source: .admin, policy: policy)
                }
            }
        }
    }

    private static func measure(
        _ what: String, _ count: Int, _ prepare: (Workshop, inout Ledger) throws -> Void
    ) async throws {
        let workshop = try Workshop()
        var ledger = try Ledger(disk: workshop.disk, list: workshop.policy.name)
        try prepare(workshop, &ledger)
        let relay = CountingRelay(expecting: count)
        let cycle = try Cycle(try workshop.parts([RelayServer(connections: [relay])]))
        let (clock, cpu) = (ContinuousClock(), Benchmark.processSeconds)
        let start = clock.now
        let work = Task { await cycle.run() }
        await relay.untilAll()
        let (wall, busy) = ((clock.now - start) / .seconds(1), Benchmark.processSeconds - cpu)
        work.cancel()
        await work.value
        let perMail = busy * 1_000_000 / Double(count)
        Benchmark.row(
            "\(what), written and handed over", "\((Double(count) / wall).short)/s", "\(perMail.short) µs of CPU each")
    }
}

extension Workshop {
    /// A post of so many bytes of text that waits to be sent.
    func publish(_ ledger: inout Ledger, copies: Int, bytes: Int) throws {
        guard let coordinator = policy.coordinators.first, let id = PostID("20270115-00000001") else {
            throw Trouble(text: "the benchmark's own post")
        }
        let post = Post(
            id: id, author: NamedAddress(name: "Anna", address: coordinator), subject: "Tiedote", audience: .everybody,
            held: Workshop.now)
        let lines = [
            "From: Anna <anna@hel.fi>", "To: list@hel.fi", "Subject: Tiedote", "Message-ID: <1@hel.fi>", "", "",
        ]
        let text = String(repeating: "Tervetuloa!\r\n", count: bytes / 13)
        let mail = Array((lines.joined(separator: "\r\n") + text).utf8)
        let policy = policy
        try ledger.transact(at: Workshop.now) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(Decision(.nothing, entries: [.post(.held(post))]), source: .admin, mail: mail, policy: policy)
            try batch.add(
                Decision(.published, entries: [.post(.published(id, recipients: copies))]), source: .admin,
                policy: policy)
        }
    }

    func parts(_ relays: [RelayServer]) throws -> Cycle.Parts {
        var logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let renderer = LetterRenderer(policy: policy, signer: signer, book: try LetterBook())
        return Cycle.Parts(
            policy: policy, signer: signer, renderer: renderer, disk: disk, mailbox: EmptyMailbox(),
            oldFolder: "Kutsu/Old",
            relays: relays, clock: StoppedClock(), entropy: SystemChance(),
            supervisor: NoSupervisor(), journalWatch: NoJournalWatch(), logger: logger, poll: .seconds(60))
    }
}

/// Takes every mail, twenty-five at a time, and tells when it has as many as were expected.
private actor CountingRelay: Relay {
    private var missing: Int
    private var waiting: CheckedContinuation<Void, Never>?

    init(expecting count: Int) { missing = count }

    func untilAll() async {
        if missing > 0 { await withCheckedContinuation { waiting = $0 } }
    }

    func send(
        _ envelopes: [Envelope], offer: @escaping @Sendable ([UInt64]) async -> Set<UInt64>,
        report: @escaping @Sendable ([EnvelopeResult], _ transmitted: [UInt64]) async -> Void
    ) async throws(RelayError) {
        for start in stride(from: 0, to: envelopes.count, by: 25) {
            let some = envelopes[start..<min(start + 25, envelopes.count)]
            _ = await offer(some.map(\.id))
            await report([], some.map(\.id))
            await report(
                some.map { EnvelopeResult(id: $0.id, outcomes: $0.recipients.map { _ in .accepted("250 2.0.0 Ok") }) },
                [])
        }
        missing -= envelopes.reduce(0) { $0 + $1.recipients.count }
        guard missing <= 0 else { return }
        waiting?.resume()
        waiting = nil
    }

    func close() {}
}

private struct EmptyMailbox: Mailbox {
    func arrivals(limit: Int) async -> Arrivals { Arrivals(validity: 1, mails: []) }
    func fetch(_ uids: [UInt32], validity: UInt32) async -> [(uid: UInt32, bytes: [UInt8])] { [] }
    func fetchHeader(_ uid: UInt32, validity: UInt32) async -> [UInt8] { [] }
    func received(before moment: Instant, validity: UInt32) async -> [UInt32] { [] }
    func setAside(_ uids: [UInt32], validity: UInt32) async {}
    func removeDone(receivedBefore moment: Instant, from place: Int) async -> DoneRemoval { DoneRemoval(removed: 0) }
    func markDone(_ uids: [UInt32], validity: UInt32) async {}
    func waitForArrival(atMost longest: Duration) async { try? await Task.sleep(for: longest) }
    func close() async {}
}

/// As the production has it.
private struct SystemChance: Entropy {
    func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
