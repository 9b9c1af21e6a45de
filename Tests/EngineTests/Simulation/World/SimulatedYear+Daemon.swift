import Base
import Logging
import MailingList
import Rendering

@testable import Engine

/// The daemon in the simulated world: what befalls it, its death and its next start.
extension SimulatedYear {
    func plagueNext() { nextPlague = clock.now() + chance.seconds(3600...400_000) }

    func plague() {
        switch chance.below(9) {
        case 0, 1: relay.turnWeather()
        case 2:
            mailbox.renumber()
        case 3:
            let person = chance.pick(SimulatedPeople.everybody)
            relay.change { $0.gone = $0.gone.isEmpty ? [person] : [] }
            faults.note("relay: an address is gone")
        case 4, 5:
            let failure = chance.pick(FakeDisk.Failure.allCases)
            let first = process.disk.calls + chance.below(60)
            process.disk.fail(first..<(first + 1 + chance.below(chance.oneIn(4) ? 300 : 4)), failure)
            faults.note("disk: \(failure)")
        default: process.die(after: chance.below(400))
        }
    }

    func restart() {
        guard let image = process.image else { return }
        kills += 1
        work?.cancel()
        executor.runUntilIdle()
        var model = image
        if chance.oneIn(2) {
            faults.note("killed")
        } else {
            model = image.crashed(chance.pick(DiskModel.Survival.allCases))
            faults.note("power cut")
        }
        process = SimulatedProcess(on: FakeDisk(model))
        watch.change { $0.doubts += 1 }
        clock.move(
            to: .seconds((clock.now() + chance.seconds(chance.oneIn(5) ? 3600...200_000 : 1...60)).secondsSince1970))
        start()
    }

    func start() {
        run += 1
        let (process, run, watch) = (process, run, watch)
        let clock = SimulatedClock(process: process, base: clock)
        do {
            let disk = SimulatedDisk(process) { watch.observe(process.disk) }
            let entropy = SimulatedChance(seed: seed, stream: 100 + UInt64(run))
            let key = try SigningKeyFile.open(on: disk, entropy: entropy)
            let signer = TokenSigner(list: Self.policy.name, key: key)
            let relay = SimulatedRelay(
                server: relay, process: process, clock: clock, run: run
            ) { envelopes in
                // What is handed over may have been approved a moment ago.
                watch.observe(process.disk)
                watch.change { $0.offer(envelopes) }
            }
            let cycle = try Cycle(
                Self.parts(
                    disk, SimulatedMailbox(mailbox, process, clock), relay, clock,
                    entropy, signer))
            self.cycle = cycle
            let work = Task(executorPreference: executor) { await cycle.run() }
            self.work = work
            process.runs(work)
        } catch {
            if !process.isDead { watch.change { $0.fault("the daemon does not start: \(error)") } }
        }
        executor.runUntilIdle()
    }

    func stop() {
        work?.cancel()
        process.die(after: 0)
        executor.runUntilIdle()
        (work, cycle) = (nil, nil)
    }

    /// Where the cycle meets the world.
    private static func parts(
        _ disk: SimulatedDisk, _ mailbox: SimulatedMailbox, _ relay: SimulatedRelay, _ clock: SimulatedClock,
        _ entropy: SimulatedChance, _ signer: TokenSigner
    ) throws -> Cycle.Parts {
        let renderer = LetterRenderer(policy: policy, signer: signer, book: try LetterBook())
        var logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return Cycle.Parts(
            policy: policy, signer: signer, renderer: renderer, disk: disk, mailbox: mailbox,
            oldFolder: "Kutsu/Old",
            relays: [RelayServer(connections: [relay], window: 5, perMinute: perMinute, perDay: perDay)], clock: clock,
            entropy: entropy,
            supervisor: NoSupervisor(), journalWatch: FakeJournalWatch(clock: clock.base), logger: logger,
            poll: .seconds(3600))
    }
}
