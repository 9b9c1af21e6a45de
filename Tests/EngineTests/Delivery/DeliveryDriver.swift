import Base
import MailingList

@testable import Engine

/// Does what a delivery says, with the files in memory and a relay that a test makes up. It holds the delivery to its
/// word: asked when to look again, it never looks in vain twice.
struct DeliveryDriver {
    struct Handover: Equatable {
        var time: Instant
        var item: SendItem
    }

    /// What a relay says of a mail, and how long it takes for it.
    struct Relay {
        var answer: (SendItem, Instant) -> Outcome = { _, _ in .accepted("250 2.0.0 Ok") }
        var pace: Seconds = 0
        /// Ends a batch before anything of it is offered to the server.
        var trouble: (Instant) -> Delivery.Trouble? = { _ in nil }
        /// The same for one route, and what it says of every mail instead.
        var routeTrouble: (Int, Instant) -> Delivery.Trouble? = { _, _ in nil }
        var routeAnswer: (Int, Instant) -> Outcome? = { _, _ in nil }
        /// Of each relay, where they differ.
        var paces: [Seconds] = []
    }

    /// An answer that is on its way.
    private struct Coming {
        var time: Instant
        var number: Int
        var event: Delivery.Event
    }

    var delivery: Delivery
    var relay = Relay()
    var chance = { 0.5 }
    private(set) var now: Instant
    private(set) var handovers: [Handover] = []
    private(set) var batches = 0
    /// Mails that each relay took.
    private(set) var handed: [Int: Int] = [:]
    /// How often it was woken by the clock.
    private(set) var wakes = 0
    private(set) var ends: [LetterEnd] = []
    private(set) var reports: [String: Report] = [:]
    /// What the jobs' folders hold.
    private(set) var lines: [String: [ProgressLine]] = [:]
    private var jobs: [String: (recipients: Int, written: Instant)] = [:]
    private var pending: [(id: LetterID, written: Instant)] = []
    private var coming: [Coming] = []
    private var newest = 0
    /// Makes the disk fail.
    var isDiskBroken = false
    private let limits: [RelaySettings]
    /// What the file of the relays' quotas holds.
    private(set) var charges: [QuotaRecord] = []

    static let start = Instant(secondsSince1970: 1_795_000_000)

    init(_ limits: [(quota: Quota, windows: [Int])] = [(Quota(), [200])], at start: Instant = Self.start) {
        self.init(RelaySettings.all(limits), at: start)
    }

    init(_ limits: [RelaySettings], at start: Instant = Self.start) {
        self.limits = limits
        delivery = Delivery(relays: limits, at: start)
        now = start
    }

    mutating func write(_ letters: Int...) {
        let new = letters.map { (id: LetterID(sequence: UInt64($0), index: 0), written: now) }
        pending += new
        delivery.take(.pending(new), at: now)
    }

    mutating func open(_ name: String, _ recipients: Int, written: Instant? = nil) {
        jobs[name] = (recipients, written ?? now)
        lines[name] = []
        load(name)
    }

    mutating func close(_ name: String) {
        (jobs[name], lines[name]) = (nil, nil)
        delivery.take(.closed(job: name), at: now)
    }

    private mutating func load(_ name: String) {
        guard let (recipients, written) = jobs[name] else { return }
        var job = Job(name: name, recipients: Self.recipients(recipients), written: written)
        for line in lines[name, default: []] { job.note(line) }
        job.begin(in: nil)
        delivery.take(.opened(job), at: now)
    }

    static func recipients(_ count: Int) -> [UInt8] {
        Array((0..<count).map { "m\($0)@hel.fi\tfi\n" }.joined().utf8)
    }

    /// Does what is to be done, and lets time pass until `end`.
    mutating func run(until end: Instant) {
        settle()
        while let next = nextMoment, next <= end {
            advance(to: next)
            settle()
        }
        now = max(now, end)
        settle()
    }

    mutating func run(for length: Seconds) { run(until: now + length) }

    /// The earliest of what comes, and of when the delivery wants to be asked.
    private var nextMoment: Instant? {
        let wake = delivery.nextWake(after: now)
        precondition(wake.map { $0 > now } ?? true, "it wants to be asked again at once")
        return [wake, coming.map(\.time).min()].compactMap { $0 }.min()
    }

    private mutating func advance(to moment: Instant) {
        now = moment
        let due = coming.filter { $0.time <= moment }.sorted { ($0.time, $0.number) < ($1.time, $1.number) }
        coming.removeAll { $0.time <= moment }
        if due.isEmpty { wakes += 1 }
        for one in due {
            delivery.take(one.event, at: now)
            settle()
        }
    }

    /// Asks until nothing more is to be done.
    mutating func settle() {
        for _ in 0..<10_000 {
            let actions = delivery.next(at: now)
            if actions.isEmpty { return }
            for action in actions { perform(action) }
        }
        preconditionFailure("there is always more to do")
    }

    private mutating func perform(_ action: Delivery.Action) {
        if isDiskBroken {
            delivery.take(.notWritten(action, chance: chance()), at: now)
            if case .send(let route, _) = action {
                delivery.take(.batchEnded(route: route, nil, chance: chance()), at: now)
            }
            return
        }
        switch action {
        case .send(let route, let items): send(items, through: route)
        case .charge(let some): charges += some
        case .record(let job, let some): lines[job]? += some
        case .endLetters(let some):
            ends += some
            pending.removeAll { letter in some.contains { $0.id == letter.id } }
        case .finish(let job):
            reports[job] = delivery.jobs[job]?.report()
            close(job)
        }
        delivery.take(.written, at: now)
    }

    private mutating func send(_ items: [SendItem], through route: Int) {
        batches += 1
        var offered: [String: [Int]] = [:]
        for case .copy(let job, let index) in items { offered[job, default: []].append(index) }
        for (job, indices) in offered {
            lines[job]?.append(ProgressLine(time: now, .offered(ProgressLine.ranges(of: indices))))
        }
        charges += delivery.quotaRecords(ofOffer: Array(items.indices), through: route, at: now)
        delivery.take(.offered(route: route), at: now)
        let trouble = relay.trouble(now) ?? relay.routeTrouble(route, now)
        let server = delivery.routes[route].relay
        let pace = relay.paces.isEmpty ? relay.pace : relay.paces[server]
        var time = now
        for (place, item) in items.enumerated() {
            var outcome = Outcome.notTried
            if trouble == nil {
                time = time + pace
                outcome = relay.routeAnswer(route, now) ?? relay.answer(item, time)
                if outcome != .notTried {
                    handovers.append(Handover(time: time, item: item))
                    if case .accepted = outcome { handed[server, default: 0] += 1 }
                }
            }
            come(.answered(route: route, place: place, outcome, chance: chance()), at: time)
        }
        come(.batchEnded(route: route, trouble, chance: chance()), at: time)
    }

    private mutating func come(_ event: Delivery.Event, at time: Instant) {
        newest += 1
        coming.append(Coming(time: time, number: newest, event: event))
    }

    /// The process is killed, and a new one starts on what the files hold.
    mutating func restart(after pause: Seconds = 0) {
        coming = []
        // What the relay was not given yet when the process ended.
        let end = now
        handovers.removeAll { $0.time > end }
        now = now + pause
        var history = QuotaHistory()
        for record in charges { history.note(record) }
        history.closeAll(at: now)
        charges = history.records(at: now)
        let relays = limits.map { settings in
            var settings = settings
            settings.quota.restore(history.entries(of: settings.name, at: now))
            return settings
        }
        delivery = Delivery(relays: relays, at: now)
        for name in jobs.keys.sorted() { load(name) }
        delivery.take(.pending(pending), at: now)
    }

    var isDone: Bool { pending.isEmpty && jobs.isEmpty }
}

extension RelaySettings {
    static func all(_ limits: [(quota: Quota, windows: [Int])]) -> [RelaySettings] {
        limits.enumerated().map { RelaySettings(name: "relay \($0)", quota: $1.quota, windows: $1.windows) }
    }
}

extension Delivery {
    init(relays: [(quota: Quota, windows: [Int])], at start: Instant) {
        self.init(relays: RelaySettings.all(relays), at: start)
    }
}

extension Delivery.Event {
    /// All of a batch at once.
    static func offered(route: Int) -> Self { .offered(route: route, places: Array(0..<1000)) }
}
