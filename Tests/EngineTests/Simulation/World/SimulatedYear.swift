import Base
import Mail
import MailingList

@testable import Engine

/// A year of a whole list: the production's cycle, delivery, ledger and rules between people, a mailbox, a relay, a disk
/// and a clock that all follow from one seed.
final class SimulatedYear {
    static let mirror: Address = {
        guard let address = Address("kanava@teams.example") else { preconditionFailure("an address") }
        return address
    }()

    static let (perMinute, perDay) = (20, 400)

    static let policy: Policy = {
        guard let list = Address(MailWriter.list),
            let nine = TimeOfDay(hour: 9, minute: 0)
        else { preconditionFailure("a policy") }
        return Policy(
            name: "verkosto", address: list, titles: [.fi: "Verkosto"], languages: [.fi, .sv, .en],
            coordinators: SimulatedPeople.coordinators,
            topics: Topics(SimulatedPeople.topics.map { Topic(name: $0) }), mirrors: [mirror],
            joining: .domains(["hel.fi"]),
            collections: [.tips(digest: Schedule(.everyWeek(.friday), at: nine))],
            retention: .init(posts: .days(6), doneMail: .days(8), contacts: .days(4)), remind: [.days(1)])
    }()

    let seed: UInt64
    let clock: VirtualClock
    let faults = FaultCount()
    let relay: SimulatedRelayServer
    let mailbox: SimulatedMailServer
    let executor = StepExecutor()
    let chance: SimulatedChance
    let watch = SimulationWatch()
    private var people: SimulatedPeople
    var process: SimulatedProcess
    var cycle: Cycle?
    var work: Task<Void, Never>?
    var run = 0
    /// When something goes wrong next.
    var nextPlague = Instant.latest
    private(set) var mails = 0
    var kills = 0
    private let end: Instant

    init(seed: UInt64, days: Int64 = 365) {
        self.seed = seed
        let start = Instant(secondsSince1970: 1_798_000_000)
        clock = VirtualClock(at: start)
        end = start + .days(days)
        chance = SimulatedChance(seed: seed, stream: 0)
        mailbox = SimulatedMailServer(SimulatedChance(seed: seed, stream: 1), faults, clock)
        relay = SimulatedRelayServer(SimulatedChance(seed: seed, stream: 2), faults)
        people = SimulatedPeople(SimulatedChance(seed: seed, stream: 3), from: start)
        process = SimulatedProcess(on: FakeDisk())
    }

    var broken: [String] { watch.change { $0.faults } }
    var members: Int { watch.change { $0.members.count } }
    var summary: (transactions: Int, taken: Int, repeats: Int) {
        watch.change { ($0.transactions, $0.taken, $0.repeats) }
    }

    /// Lives the year, and then the days without faults that everything needs to come to its end.
    func live() {
        start()
        for mail in people.early { send(mail) }
        plagueNext()
        while clock.now() < end, broken.isEmpty {
            let next = min(people.next ?? end, nextPlague, end)
            pass(until: next)
            for mail in people.write(at: clock.now()) { send(mail) }
            if clock.now() >= nextPlague {
                plague()
                plagueNext()
            }
        }
        if broken.isEmpty { comeToRest() }
        stop()
    }

    private func send(_ mail: SentMail) {
        mails += 1
        watch.change { $0.note(mail) }
        mailbox.deliver(mail.bytes)
        settle()
    }

    // MARK: Time

    /// Moves the clock from one waking to the next. Where nothing has happened for a while it is moved in longer steps, as on
    /// a machine that has other things to do.
    func pass(until moment: Instant) {
        let moment = Duration.seconds(moment.secondsSince1970)
        var stride = Duration.zero
        settle()
        while broken.isEmpty {
            let now = Duration.seconds(clock.now().secondsSince1970)
            guard now < moment else { return }
            clock.move(to: min(max(clock.nextEnd ?? moment, now + stride), moment))
            let before = work(of: relay, mailbox)
            settle()
            stride = work(of: relay, mailbox) == before ? min(stride * 3 / 2 + .seconds(1), .seconds(3600)) : .zero
        }
    }

    /// Changes with whatever goes on.
    private func work(of relay: SimulatedRelayServer, _ mailbox: SimulatedMailServer) -> Int {
        summary.transactions + summary.taken + mailbox.waiting
    }

    /// Lets everything run that can, and looks at what came of it.
    private func settle() {
        executor.runUntilIdle()
        watch.observe(process.disk)
        let pause = watch.change { model -> Int in
            model.pause += 1
            return model.pause
        }
        if pause % 64 == 0 { compareWithReplay() }
        for attempt in relay.takeAttempts() {
            let mail = ReceivedMail(attempt.mail)
            watch.change { $0.take(attempt, mail) }
            if attempt.isTaken, SimulatedPeople.everybody.contains(attempt.recipient) {
                people.receive(mail, attempt.recipient, at: clock.now())
            }
        }
        if process.isDead { restart() }
    }
}
