import Base
import Engine
import Logging
import MailingList
import Rendering

/// Join mails that wait: read, decided, committed and marked as done.
enum Intake {
    static func measure(mails count: Int) async throws {
        let mails = (0..<count).map { Workshop.joinMail($0) }
        let workshop = try Workshop()
        let mailbox = FullMailbox(mails)
        var logger = Logger(label: "benchmark") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let book = try LetterBook()
        let renderer = LetterRenderer(
            policy: workshop.policy, signer: workshop.signer, book: book)
        let cycle = try Cycle(
            Cycle.Parts(
                policy: workshop.policy, signer: workshop.signer, renderer: renderer,
                disk: workshop.disk, mailbox: mailbox, oldFolder: "Kutsu/Old", relays: [], clock: StoppedClock(),
                entropy: NoEntropy(),
                supervisor: NoSupervisor(), journalWatch: NoJournalWatch(), logger: logger, poll: .seconds(60)))
        let clock = ContinuousClock()
        let start = clock.now
        let work = Task { await cycle.run() }
        await mailbox.untilEmpty()
        let engine = (clock.now - start) / .seconds(1)
        work.cancel()
        await work.value

        // The reference: the same mails, each with an fsync of its own, as a loop without batches would do.
        let lines = 500
        let reference = try Benchmark.seconds {
            for number in 0..<lines {
                try workshop.disk.append(mails[number], to: "reference")
                try workshop.disk.sync("reference")
            }
        }
        let rate = Double(count) / engine
        let single = Double(lines) / reference
        Benchmark.row("\(count) waiting join mails, decided and committed", "\(rate.short)/s")
        Benchmark.row(
            "  an fsync a mail and nothing else (reference)", "\(single.short)/s", "× \((rate / single).short)")
    }
}

/// A mailbox that holds its mails in memory, and tells when all are done.
private actor FullMailbox: Mailbox {
    private var mails: [UInt32: [UInt8]]
    private var waiting: CheckedContinuation<Void, Never>?

    init(_ mails: [[UInt8]]) {
        self.mails = Dictionary(uniqueKeysWithValues: mails.enumerated().map { (UInt32($0.offset + 1), $0.element) })
    }

    func untilEmpty() async {
        if !mails.isEmpty { await withCheckedContinuation { waiting = $0 } }
    }

    func arrivals(limit: Int) -> Arrivals {
        let first = mails.keys.sorted().prefix(limit)
        return Arrivals(validity: 1, mails: first.map { .init(uid: $0, size: mails[$0]?.count ?? 0) })
    }

    func fetch(_ uids: [UInt32], validity: UInt32) -> [(uid: UInt32, bytes: [UInt8])] {
        uids.map { ($0, mails[$0] ?? []) }
    }
    func fetchHeader(_ uid: UInt32, validity: UInt32) -> [UInt8] { mails[uid] ?? [] }

    func received(before moment: Instant, validity: UInt32) -> [UInt32] { [] }
    func setAside(_ uids: [UInt32], validity: UInt32) {}
    func removeDone(receivedBefore moment: Instant, from place: Int) -> DoneRemoval { DoneRemoval(removed: 0) }

    func markDone(_ uids: [UInt32], validity: UInt32) {
        for uid in uids { mails[uid] = nil }
        guard mails.isEmpty else { return }
        waiting?.resume()
        waiting = nil
    }

    func waitForArrival(atMost longest: Duration) async { try? await Task.sleep(for: longest) }
    func close() {}
}

struct StoppedClock: Engine.Clock {
    func now() -> Instant { Workshop.now }
    func sleep(_ length: Duration) async { try? await Task.sleep(for: length) }
}

private struct NoEntropy: Entropy {
    func bytes(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }
}
