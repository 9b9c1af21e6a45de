import Base
import Logging
import MailingList
import Rendering
import Synchronization

@testable import Engine

/// The production's cycle with everything around it in memory, and the time in a test's hand.
final class CycleWorld {
    let executor = StepExecutor()
    let clock: VirtualClock
    let disk: FakeDisk
    let mailbox: FakeMailbox
    let relays: [FakeRelay]
    let policy: Policy
    let log = CollectedLog()
    let journalWatch: FakeJournalWatch
    let supervisor = FakeSupervisor()
    /// Limits and the like of the relays, beside the fakes.
    var servers: ([FakeRelay]) -> [RelayServer] = { $0.map { RelayServer(connections: [$0]) } }
    private var work: Task<Void, Never>?
    private(set) var cycle: Cycle?

    var relay: FakeRelay { relays[0] }

    init(
        at start: Instant = ListLife.start, on disk: FakeDisk = FakeDisk(), relays count: Int = 1,
        policy: Policy = ListLife.policy
    ) {
        let clock = VirtualClock(at: start)
        self.clock = clock
        self.disk = disk
        self.policy = policy
        mailbox = FakeMailbox(clock: clock)
        journalWatch = FakeJournalWatch(clock: clock)
        relays = (0..<count).map { _ in FakeRelay(clock: clock) }
    }

    /// Another process decides something, as the command line does it.
    func commit(_ decision: Decision, mail: [UInt8] = [], source: Transaction.Source = .admin) throws {
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        let policy = policy
        try ledger.transact(at: clock.now()) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: source, mail: mail, policy: policy)
        }
        journalWatch.tell()
    }

    func join(_ people: Range<Int>) throws {
        try commit(
            Decision(
                .nothing,
                entries: people.map {
                    .membership(
                        .joined(
                            Member(
                                address: ListLife.person($0), language: .fi, joined: clock.now(),
                                consent: Consent(means: .admin))))
                }))
    }

    /// An announcement that is on its way to all members.
    @discardableResult
    func publish(_ number: Int = 1) throws -> PostID {
        let post = ListLife.post(number)
        var held = post
        held.held = clock.now()
        try commit(Decision(.nothing, entries: [.post(.held(held))]), mail: ListLife.mail(post.id.text))
        let count = DecisionContext(policy, try state(), at: clock.now()).recipientCount(of: post)
        try commit(Decision(.published, entries: [.post(.published(post.id, recipients: count))]))
        return post.id
    }

    func write(_ content: Letter.Content, to person: Int) throws {
        try commit(Decision(.nothing, letters: [Letter(content, to: ListLife.person(person), language: .fi)]))
    }

    func state() throws -> State { try Ledger(disk: disk, list: ListLife.list).state }

    func statusPage() throws -> StatusPage {
        StatusPage(text: String(decoding: try disk.read(StatusPage.file) ?? [], as: UTF8.self))
    }

    func start() throws {
        guard let key = SigningKey([UInt8](repeating: 7, count: 32)) else { preconditionFailure("a key") }
        let signer = TokenSigner(list: ListLife.list, key: key)
        let renderer = LetterRenderer(
            policy: policy, signer: signer, book: try LetterBook())
        let log = log
        var logger = Logger(label: "test") { _ in log }
        logger.logLevel = .debug
        let cycle = try Cycle(
            Cycle.Parts(
                policy: policy, signer: signer, renderer: renderer, disk: disk, mailbox: mailbox,
                oldFolder: "Kutsu/Old", relays: servers(relays), clock: clock, entropy: CountingEntropy(),
                supervisor: supervisor, journalWatch: journalWatch,
                logger: logger, poll: .seconds(60)))
        self.cycle = cycle
        work = Task(executorPreference: executor) { await cycle.run() }
        executor.runUntilIdle()
    }

    /// Lets time pass.
    func run(for length: Seconds) { run(until: clock.now() + length) }

    func run(until end: Instant) { pass(.seconds(end.secondsSince1970) - clock.time) }

    /// Lets time pass, whatever the clock shows.
    func pass(_ length: Duration) {
        executor.runUntilIdle()
        let end = clock.time + length
        while let next = clock.nextEnd, next <= end {
            clock.move(to: next)
            executor.runUntilIdle()
        }
        clock.move(to: end)
        executor.runUntilIdle()
    }

    /// SIGTERM: what is under way is finished.
    func stop() {
        work?.cancel()
        executor.runUntilIdle()
        while let next = clock.nextEnd {
            clock.move(to: next)
            executor.runUntilIdle()
        }
        (work, cycle) = (nil, nil)
    }
}

/// Keeps what was logged.
final class CollectedLog: LogHandler, Sendable {
    private let inside = Mutex<[String]>([])

    var lines: [String] { inside.withLock { $0 } }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .debug }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) { inside.withLock { $0.append("\(event.level) \(event.message)") } }
}
