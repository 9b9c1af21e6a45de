import Base
import Logging
import MailingList
import Rendering

/// The daemon's work for one list, and the owner of its state. It decides nothing: it does what the rules, the
/// `Delivery` and the `IntakeQueue` say, and tells them how it went.
///
/// Its loops run side by side on this actor: `intake` (mailbox → decision → journal → mark as done), one `deliver` for
/// each connection to a relay, `keepTime` (what time brings, and what other processes wrote), and one that listens for
/// those. They meet in the ledger and the delivery, and never wait while they change them.
package actor Cycle {
    /// All that the cycle works with; the executable joins them.
    package struct Parts: Sendable {
        package var policy: Policy
        package var signer: TokenSigner
        package var renderer: LetterRenderer
        package var disk: any Disk
        package var mailbox: any Mailbox
        /// Where mail goes that is older than the list, by the name that people know.
        package var oldFolder: String
        package var relays: [RelayServer]
        package var clock: any Clock
        package var entropy: any Entropy
        package var supervisor: any Supervisor
        package var journalWatch: any JournalWatch
        package var logger: Logger
        /// The safety net behind IDLE.
        package var poll: Duration

        package init(
            policy: Policy, signer: TokenSigner, renderer: LetterRenderer, disk: any Disk, mailbox: any Mailbox,
            oldFolder: String, relays: [RelayServer], clock: any Clock, entropy: any Entropy,
            supervisor: any Supervisor,
            journalWatch: any JournalWatch, logger: Logger, poll: Duration
        ) {
            self.policy = policy
            self.signer = signer
            self.renderer = renderer
            self.disk = disk
            self.mailbox = mailbox
            self.oldFolder = oldFolder
            self.relays = relays
            self.clock = clock
            self.entropy = entropy
            self.supervisor = supervisor
            self.journalWatch = journalWatch
            self.logger = logger
            self.poll = poll
        }
    }

    let parts: Parts
    let reader: RequestReader
    var ledger: Ledger
    var delivery: Delivery
    var intakeQueue = IntakeQueue()
    var doneWalk = DoneWalk()
    /// The connections to relays, in the order of the delivery's routes.
    let connections: [Connection]
    /// The open jobs' folders, and what their copies are made from, by job.
    var folders: [String: JobFolder] = [:]
    var quotaFile: QuotaFile
    var copyRenderers: [String: CopyRenderer] = [:]
    var newestEnvelope: UInt64 = 0
    /// Ends the wait of `keepTime`, which goes on until `awaited` otherwise.
    let wakeSignal = WakeSignal()
    var awaited = Instant.earliest
    var dueTime = DueTime()
    /// When to look what mails brought that coordinators are told of, such as delivery reports: what comes together is
    /// told together.
    var lookAfterMail: Instant?
    /// The last transaction that the delivery knows of.
    var aligned: UInt64?
    var nextCompaction = Instant.earliest
    /// The files cannot be read before this; told by `keepTime`.
    var filesNotBefore = Instant.earliest
    var filesBackoff = Backoff.disk
    var troubles = TroubleLog()
    /// What the relay refuses mails for, until the coordinators are told that it is over.
    var untoldTrouble: RelayTrouble?
    /// How the batch under way ends, by connection.
    var tallies: [Int: BatchTally] = [:]
    var statusPage = StatusPage()
    var forecast = Forecasting()
    /// As it was last put on disk.
    var writtenPage = StatusPage()
    private var warned: Set<String>

    /// Opens the ledger and clears away what a crash left.
    package init(_ parts: Parts) throws(LedgerError) {
        self.parts = parts
        reader = RequestReader(policy: parts.policy, signer: parts.signer)
        ledger = try Ledger(disk: parts.disk, list: parts.policy.name)
        quotaFile = QuotaFile(disk: parts.disk)
        connections = parts.relays.flatMap { server in
            server.connections.map { Connection(relay: $0) }
        }
        delivery = Self.delivery(parts, QuotaHistory())
        let removed = try ledger.tidyUp()
        try ledger.adoptQuarantine(at: parts.clock.now(), parts.policy)
        for warning in ledger.warnings { parts.logger.warning("\(warning)") }
        warned = Set(ledger.warnings)
        if !removed.isEmpty { parts.logger.notice("cleared away what a crash left: \(removed.count) files") }
    }

    private static func delivery(_ parts: Parts, _ history: QuotaHistory) -> Delivery {
        let now = parts.clock.now()
        return Delivery(
            relays: parts.relays.map { $0.settings(history, at: now) }, at: now)
    }

    /// What the relays were handed before. Where nobody can tell, mail goes out all the same.
    private func openQuotaFile() -> QuotaHistory {
        do throws(LedgerError) {
            return try quotaFile.open(at: parts.clock.now())
        } catch {
            note(error.description, at: .files(.delivery))
            return QuotaHistory()
        }
    }

    /// What reading the files found odd; each thing once.
    func tellWarnings() {
        for warning in ledger.warnings where !warned.contains(warning) {
            warned.insert(warning)
            parts.logger.warning("\(warning)")
        }
    }

    /// Works until the task is cancelled; then each loop finishes what it has in hand.
    package func run() async {
        // Another cycle may have worked on the files since this one opened them.
        delivery = Self.delivery(parts, openQuotaFile())
        parts.supervisor.notify(.ready)
        turn(at: parts.clock.now())
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.intake() }
            for route in connections.indices { group.addTask { await self.deliver(through: route) } }
            group.addTask { await self.watchJournal() }
            group.addTask { await self.keepTime() }
        }
        report(at: parts.clock.now())
        parts.supervisor.notify(.stopping)
        await parts.mailbox.close()
        for connection in connections { await connection.relay.close() }
    }

    /// Commits one input that is no mail.
    func commit(_ input: Input, source: Transaction.Source) throws(LedgerError) -> Verdict {
        let now = parts.clock.now()
        let (policy, renderer) = (parts.policy, parts.renderer)
        let verdict = try ledger.transact(at: now) { (batch: inout Batch) throws(LedgerError) -> Verdict in
            let decision = batch.decide(input, policy)
            let mail = try inWords { () throws(LetterError) in
                try renderer.generatedMessage(of: decision, in: batch.state)
            }
            try batch.add(decision, source: source, mail: mail, policy: policy)
            return decision.verdict
        }
        align()
        return verdict
    }
}

extension Cycle {
    /// One connection to a relay, and what is handed to it.
    struct Connection: Sendable {
        let relay: any Relay
        let orders: AsyncStream<[SendItem]>
        private let continuation: AsyncStream<[SendItem]>.Continuation

        init(relay: any Relay) {
            self.relay = relay
            (orders, continuation) = AsyncStream.makeStream()
        }

        func give(_ items: [SendItem]) { continuation.yield(items) }
        func close() { continuation.finish() }
    }
}
