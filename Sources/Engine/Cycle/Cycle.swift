import Base
import Logging
import MailingList
import Rendering

/// The daemon's work for one list, and the owner of its state. Three loops run side by side on this actor: `intake`
/// (mailbox → decision → journal → mark as done), `deliver` (letters and copies → relay), and `tick` (what time
/// brings, what an admin wrote, the supervisor). They meet only in the ledger and the dispatch, and never wait
/// while they change them.
package actor Cycle {
    /// All that the cycle works with; the executable joins them.
    package struct Parts: Sendable {
        package var policy: Policy
        package var signer: TokenSigner
        package var renderer: LetterRenderer
        package var disk: any Disk
        package var mailbox: any Mailbox
        package var relays: [RelayRoute]
        package var clock: any Clock
        package var entropy: any Entropy
        package var supervisor: any Supervisor
        package var logger: Logger
        /// The safety net behind IDLE.
        package var poll: Duration

        package init(
            policy: Policy, signer: TokenSigner, renderer: LetterRenderer, disk: any Disk, mailbox: any Mailbox,
            relays: [RelayRoute],
            clock: any Clock, entropy: any Entropy, supervisor: any Supervisor, logger: Logger, poll: Duration
        ) {
            self.policy = policy
            self.signer = signer
            self.renderer = renderer
            self.disk = disk
            self.mailbox = mailbox
            self.relays = relays
            self.clock = clock
            self.entropy = entropy
            self.supervisor = supervisor
            self.logger = logger
            self.poll = poll
        }
    }

    let parts: Parts
    let reader: RequestReader
    var ledger: Ledger
    var dispatch = Dispatch()
    var quotas: [Quota]
    var statusPage = StatusPage()
    /// As it was last put on disk.
    var writtenPage = StatusPage()
    /// Wakes the delivery loops when there is something new to send.
    var deliveryBell = Bell()
    /// What is with each relay at the moment.
    var flights: [Int: Flight] = [:]
    /// Whether the last flight through each relay got anything to its end.
    var hasProgress: [Bool]
    /// The open jobs' folders, and their copies' bodies, by job.
    var folders: [String: JobFolder] = [:]
    var presses: [String: CopyRenderer] = [:]
    var envelopeNumber: UInt64 = 0
    var nextCompaction = Instant.earliest
    private var told: Set<String>
    /// Set when the clock loop ends: nobody rings the bell after that.
    var isStopping = false
    var intakeQueue = IntakeQueue()

    /// Opens the ledger and clears away what a crash left.
    package init(_ parts: Parts) throws(LedgerError) {
        self.parts = parts
        reader = RequestReader(policy: parts.policy, signer: parts.signer)
        ledger = try Ledger(disk: parts.disk, list: parts.policy.name)
        quotas = parts.relays.map { Quota(perMinute: $0.perMinute, perDay: $0.perDay) }
        hasProgress = parts.relays.map { _ in false }
        let removed = try ledger.tidyUp()
        for warning in ledger.warnings { parts.logger.warning("\(warning)") }
        told = Set(ledger.warnings)
        if !removed.isEmpty { parts.logger.notice("cleared away what a crash left: \(removed.count) files") }
    }

    /// What reading the files found odd; each thing once.
    func tellWarnings() {
        for warning in ledger.warnings where !told.contains(warning) {
            told.insert(warning)
            parts.logger.warning("\(warning)")
        }
    }

    /// Works until the task is cancelled; then each loop finishes what it has in hand.
    package func run() async {
        // Another cycle may have worked on the files since this one opened them. `tick` says where they cannot be read.
        try? ledger.refresh()
        align()
        parts.supervisor.tell(.ready)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.intake() }
            for route in parts.relays.indices { group.addTask { await self.deliver(through: route) } }
            group.addTask { await self.tick() }
        }
        parts.supervisor.tell(.stopping)
        await parts.mailbox.close()
        for route in parts.relays { await route.relay.close() }
    }

    /// Commits one input that is no mail.
    func commit(_ input: Input, source: Transaction.Source) throws(LedgerError) -> Verdict {
        let now = parts.clock.now()
        let (policy, renderer) = (parts.policy, parts.renderer)
        let verdict = try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) -> Verdict in
            let decision = batch.decide(input, policy)
            let mail = try inWords { () throws(LetterError) in try renderer.generatedMessage(of: decision, batch.state)
            }
            try batch.add(decision, source: source, mail: mail, policy: policy)
            return decision.verdict
        }
        align()
        return verdict
    }
}

/// One way out: a relay with its share and its limits.
package struct RelayRoute: Sendable {
    package var relay: any Relay
    /// Mails offered in one go.
    package var window: Int
    package var perMinute: Int?
    package var perDay: Int?
    /// Recipients of one message; more than one where copies are grouped.
    package var recipientsPerMessage: Int

    package init(
        relay: any Relay, window: Int = 200, perMinute: Int? = nil, perDay: Int? = nil, recipientsPerMessage: Int = 1
    ) {
        self.relay = relay
        self.window = window
        self.perMinute = perMinute
        self.perDay = perDay
        self.recipientsPerMessage = recipientsPerMessage
    }
}
