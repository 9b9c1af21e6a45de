import Base
import Mail
import MailingList

@testable import Engine

/// A list through 2026 in virtual time: people write, coordinators answer, the daemon is down now and then, and whatever
/// time brings is held against `PlainSchedule`. The rules and the files are the production's, the disk is a model.
struct ScheduleYear {
    let disk = FakeDisk()
    let policy: Policy
    var ledger: Ledger
    var chance: SplitMix64
    var plain: PlainSchedule
    var tally = ScheduleTally()
    var now = PlainClock.newYear
    /// While the daemon is down: when it comes back. Mail waits in the mailbox until then.
    private var backAt: Int64?
    private var mailbox: [Happening] = []
    private var lastTick = PlainClock.newYear
    private var number: UInt64 = 0
    /// The plan of each event as its coordinator knows it.
    private var plans: [String: EventPlan] = [:]

    enum Happening: CaseIterable {
        case tip, announce, move, reword, cancel, decline, leave, compact, outage, look
    }

    init(seed: UInt64) throws {
        chance = SplitMix64(state: seed &* 0x1_0000_01B3)
        let every = PlainSchedule.Every.allCases[Int(seed % 4)]
        // Half past three is skipped in March and comes twice in October.
        let (hour, minute) = [(9, 0), (9, 0), (3, 30), (0, 0)][Int(seed / 4 % 4)]
        plain = PlainSchedule(every, at: Int64(hour * 3600 + minute * 60))
        policy = try Self.policy(every, hour, minute, isModerated: Bool.random(using: &chance))
        ledger = try Ledger(disk: disk, list: Self.list)
        let members = (0..<5).map { number in
            Entry.membership(
                .joined(
                    Member(
                        address: ListLife.person(number), language: Language.allCases[number % 3],
                        joined: Instant(secondsSince1970: now), consent: Consent(means: .admin))))
        }
        try commit(Decision(.added(5), entries: members), source: .admin)
    }

    static let list = "vuosi"

    private static func policy(
        _ every: PlainSchedule.Every, _ hour: Int, _ minute: Int, isModerated: Bool
    ) throws -> Policy {
        guard let at = TimeOfDay(hour: hour, minute: minute), let first = CivilDate(year: 2026, month: 1, day: 2) else {
            preconditionFailure("a time and a day")
        }
        let day: Schedule.Day =
            switch every {
            case .day: .everyDay
            case .week: .everyWeek(.friday)
            case .twoWeeks: .everyTwoWeeks(.friday, from: first)
            case .month: .everyMonth(1)
            }
        return Policy(
            name: list, address: ListLife.person(99), titles: [.fi: "Vuosi"], languages: [.fi, .sv, .en],
            coordinators: [ListLife.person(0)], joining: .open, lettersPerDay: 1_000_000, forwardsPerDay: 1_000_000,
            collections: [.tips(moderate: isModerated, digest: Schedule(day, at: at))], remind: [.days(7), .days(1)],
            zone: try helsinki(), zoneName: "Europe/Helsinki")
    }

    /// A zone of the European Union's rule alone (RFC 9636: a version 2 file with nothing but its footer).
    private static func helsinki() throws -> TimeZoneRules {
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]
        let clock: [UInt8] = [0, 0, 0x1C, 0x20, 0, 0, 0]
        let block = header + counts + clock
        return try TimeZoneRules(tzif: block + block + Array("\nEET-2EEST,M3.5.0/3,M10.5.0/4\n".utf8))
    }

    /// Lives the year; what went wrong, in words, or nil.
    mutating func live() throws -> String? {
        var happenings = planned()
        while now < PlainClock.nextYear {
            var candidates = [happenings.last?.time, backAt].compactMap { $0 }
            if backAt == nil {
                candidates.append(now + Int64.random(in: 60...200_000, using: &chance))
                if let moment = plain.interesting(after: now) { candidates.append(moment) }
            }
            now = candidates.min() ?? PlainClock.nextYear
            while let next = happenings.last, next.time <= now {
                happenings.removeLast()
                if let fault = try take(next.what) { return fault }
            }
            if let back = backAt, back <= now, let fault = try comeBack() { return fault }
            if backAt == nil, let fault = try tick() { return fault }
        }
        return nil
    }

    /// The latest first.
    private mutating func planned() -> [(time: Int64, what: Happening)] {
        var planned: [(time: Int64, what: Happening)] = []
        func add(_ what: Happening, _ count: ClosedRange<Int>, _ chance: inout SplitMix64) {
            for _ in 0..<Int.random(in: count, using: &chance) {
                planned.append((Int64.random(in: PlainClock.newYear..<PlainClock.nextYear, using: &chance), what))
            }
        }
        add(.tip, 20...90, &chance)
        add(.announce, 10...25, &chance)
        for what in [Happening.move, .reword, .cancel] { add(what, 2...10, &chance) }
        add(.decline, 10...40, &chance)
        add(.leave, 0...2, &chance)
        add(.compact, 1...3, &chance)
        add(.outage, 4...8, &chance)
        for change in [PlainClock.summer.lowerBound, PlainClock.summer.upperBound] {
            for minutes in stride(from: Int64(-180), through: 180, by: 10) {
                planned.append((change + minutes * 60, .look))
            }
            for what in [Happening.announce, .tip] {
                planned.append((change - Int64.random(in: 86_400...9 * 86_400, using: &chance), what))
            }
            if Int.random(in: 0..<3, using: &chance) == 0 {
                planned.append((change - Int64.random(in: 0...90_000, using: &chance), .outage))
            }
        }
        // Just before a digest, in its very second, and just after it.
        for _ in 0..<8 {
            guard let moment = plain.digests.randomElement(using: &chance) else { continue }
            let what: Happening = Bool.random(using: &chance) ? .tip : .outage
            planned.append((moment + Int64.random(in: -2...2, using: &chance), what))
        }
        return planned.sorted { $0.time > $1.time }
    }

    private mutating func take(_ what: Happening) throws -> String? {
        switch what {
        case .look: return nil
        case .compact:
            if backAt == nil {
                try ledger.compact(at: Instant(secondsSince1970: now))
                tally.compactions += 1
            }
            return nil
        case .outage:
            // Minutes to three weeks, the short ones more often.
            let length = Int64(120) << Int64.random(in: 1...13, using: &chance)
            backAt = max(backAt ?? now, now + Int64.random(in: length...length * 2, using: &chance))
            return nil
        case .tip, .announce, .move, .reword, .cancel, .decline, .leave:
            if backAt != nil {
                mailbox.append(what)
                return nil
            }
            // Within one second either may come first.
            if Bool.random(using: &chance), let fault = try tick() { return fault }
            try read(what)
            return nil
        }
    }

    /// The daemon starts anew on what its files hold: perhaps after a power cut.
    private mutating func comeBack() throws -> String? {
        backAt = nil
        let before = ledger.state
        let isPowerCut = Bool.random(using: &chance)
        let survival = DiskModel.Survival.allCases.randomElement(using: &chance) ?? .nothing
        ledger = try Ledger(disk: isPowerCut ? disk.cut(survival) : disk, list: Self.list)
        _ = try ledger.tidyUp()
        tally.restarts += 1
        if ledger.state != before { return "the files hold something else than was lived through" }
        if Bool.random(using: &chance), let fault = try tick() { return fault }
        for what in mailbox { try read(what) }
        mailbox = []
        return nil
    }

    private func decide(_ input: Input) -> Decision {
        DecisionContext(policy, ledger.state, at: Instant(secondsSince1970: now)).decide(input)
    }

    mutating func commit(_ decision: Decision, source: Transaction.Source, mail: [UInt8] = []) throws {
        let policy = policy
        try ledger.transact(at: Instant(secondsSince1970: now)) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(decision, source: source, mail: mail, policy: policy)
        }
    }
}

extension ScheduleYear {
    /// The daemon looks what is due, and everything that leaves is held against the plain schedule.
    private mutating func tick() throws -> String? {
        defer { lastTick = now }
        let expected = plain.depart(at: now)
        var actual = PlainSchedule.Departures()
        for _ in 0..<1000 {
            let decision = decide(.due)
            if decision.verdict == .nothing { break }
            try commit(decision, source: .clock, mail: Array("Subject: kooste\r\n\r\n".utf8))
            for case .post(.dispatched(let post)) in decision.entries {
                if let fault = note(post, in: &actual) { return "\(fault) at \(now)" }
            }
        }
        guard actual == expected else { return "at \(now) left \(actual), not \(expected)" }
        tally.note(expected, at: now, plain, lastTick: lastTick)
        if Bool.random(using: &chance) { try finishJobs() }
        return nil
    }

    private func note(_ post: Post, in departures: inout PlainSchedule.Departures) -> String? {
        switch post.kind {
        case .digest(_, let ids):
            if departures.tips != nil { return "two digests" }
            departures.tips = Set(ids.map(\.text))
        case .reminder(let id, let due):
            guard let event = ledger.state.events[id] else { return "a reminder of nothing" }
            if departures.reminders[event.plan.uid] != nil { return "two reminders" }
            departures.reminders[event.plan.uid] = due.secondsSince1970
            let declined = event.answers.values.filter { $0.participation == .declined }.map(\.address.text)
            var wanted: Set<String> = []
            ledger.state.members.forEach { wanted.insert($0.address.text) }
            let told = recipients(of: post)
            if told != wanted.subtracting(declined) { return "reminded \(told)" }
        default: return "time sent what has to be approved"
        }
        return nil
    }

    private func recipients(of post: Post) -> Set<String> {
        let lines = (disk.model.file("outbox/\(post.id.text)/recipients")?.cached ?? []).split(separator: 0x0A)
        return Set(lines.map { String(decoding: $0.prefix { $0 != 0x09 }, as: UTF8.self) })
    }

    private mutating func finishJobs() throws {
        for post in ledger.state.posts.sending {
            let decision = decide(.jobFinished(post.id, Report(), addressInvalid: []))
            try commit(decision, source: .delivery)
        }
    }
}

extension ScheduleYear {
    /// A mail is read, and what it asks for is done, the coordinator's `julkaise` with it.
    private mutating func read(_ what: Happening) throws {
        switch what {
        case .tip: try readTip()
        case .announce: try announce()
        case .move: try change { year, plan in plan.span = year.randomSpan().span }
        case .reword: try change { year, plan in plan.name = "Kokous \(year.number)" }
        case .cancel: try cancel()
        case .decline:
            guard let uid = someEvent() else { return }
            let answer = CalendarAnswer(uid: uid, attendee: nil, participation: .declined)
            _ = try write(from: Int.random(in: 0..<5, using: &chance)) { $0.event = .answer(answer) }
        case .leave:
            let address = ListLife.person(Int.random(in: 1..<5, using: &chance))
            try commit(Decision(.removed(1), entries: [.membership(.left(address, .admin))]), source: .admin)
        case .compact, .outage, .look: break
        }
    }

    private mutating func readTip() throws {
        let decision = try write(from: 0) { request in
            request.command = CommandReader.read(subject: "vinkki: x", written: "", collections: .standard)
            request.item = "Vinkki"
        }
        guard case .item(.received(let tip))? = decision.entries.first else { return }
        if tip.status == .waiting {
            let answer = Reply(.item(tip.id), isProven: true)
            let kept = try say("julkaise", answer)
            guard kept.verdict == .itemKept else { return }
        }
        plain.keep(tip.id.text, at: now)
        tally.tips += 1
    }

    private mutating func announce() throws {
        number += 1
        let (span, start) = randomSpan()
        try publish(.plan(EventPlan(uid: "e\(number)@hel.fi", span: span, name: "Kokous", place: "Oodi"))) {
            year, post in
            guard case .invitation(let plan) = post.kind else { return }
            year.plans[plan.uid] = plan
            year.plain.meetings[plan.uid] = start.meeting(since: year.now)
        }
    }

    private mutating func change(_ edit: (inout ScheduleYear, inout EventPlan) -> Void) throws {
        guard let uid = someEvent(), let old = plans[uid] else { return }
        var plan = old
        edit(&self, &plan)
        plan.sequence += 1
        try publish(.plan(plan)) { year, post in
            year.plans[uid] = plan
            let isOff = year.plain.meetings[uid]?.isCancelled == true
            guard plan.span != old.span || isOff else { return }
            year.tally.changes += 1
            year.plain.meetings[uid] = Start(plan.span).meeting(since: year.now)
        }
    }

    private mutating func cancel() throws {
        guard let uid = someEvent(), let plan = plans[uid] else { return }
        try publish(.cancellation(uid: uid, sequence: plan.sequence + 1)) { year, _ in
            year.tally.cancellations += 1
            year.plain.meetings[uid]?.isCancelled = true
        }
    }

    private mutating func publish(
        _ event: EventRequest, then: (inout ScheduleYear, Post) -> Void
    ) throws {
        let held = try write(from: 0) { $0.event = event }
        guard case .post(.held(let post))? = held.entries.first else { return }
        let answer = Reply(.post(post.id), isProven: true)
        if try say("julkaise", answer).verdict == .published { then(&self, post) }
    }

    private mutating func say(_ word: String, _ reply: Reply) throws -> Decision {
        try write(from: 0) { request in
            request.command = CommandReader.read(subject: "", written: word, collections: .standard)
            request.reply = reply
        }
    }

    private mutating func write(from person: Int, _ edit: (inout Request) -> Void) throws -> Decision {
        number += 1
        let identity = MailIdentity(
            validity: 1, uid: UInt32(number), digest: MailDigest(value: number &* 0x9E37_79B9_7F4A_7C15))
        var request = Request(identity: identity, sender: NamedAddress(address: ListLife.person(person)))
        edit(&request)
        let decision = decide(.mail(request))
        try commit(decision, source: .mail(identity), mail: Array("Subject: \(number)\r\n\r\nTervetuloa!\r\n".utf8))
        return decision
    }

    private mutating func someEvent() -> String? { plans.keys.sorted().suffix(8).randomElement(using: &chance) }

    /// In the next six weeks, at any hour on the wall; now and then whole days.
    private mutating func randomSpan() -> (span: CalendarSpan, start: Start) {
        let day = PlainClock.day(at: now) + Int.random(in: 0...42, using: &chance)
        guard Int.random(in: 0..<5, using: &chance) > 0 else {
            let newYear = Int(PlainClock.newYear / 86_400)
            guard let first = CivilDate(exactlyDaysSince1970: Int64(newYear + day)),
                let end = CivilDate(exactlyDaysSince1970: Int64(newYear + day + 1))
            else { preconditionFailure("a day of 2026") }
            return (.days(start: first, end: end), Start(.days(start: first, end: end)))
        }
        let start = PlainClock.moment(day, at: Int64.random(in: 0..<288, using: &chance) * 300)
        let span = CalendarSpan.moments(
            start: Instant(secondsSince1970: start), end: Instant(secondsSince1970: start + 5400))
        return (span, Start(span))
    }
}

/// When an event starts on the wall; whole days when people do, at nine.
private struct Start {
    let day: Int
    let secondOfDay: Int64

    init(_ span: CalendarSpan) {
        switch span {
        case .moments(let start, _):
            let start = start.secondsSince1970
            day = PlainClock.day(at: start)
            secondOfDay = (start + (PlainClock.summer.contains(start) ? 10_800 : 7200) - PlainClock.newYear) % 86_400
        case .days(let first, _):
            day = Int(first.daysSince1970 - PlainClock.newYear / 86_400)
            secondOfDay = 9 * 3600
        }
    }

    /// Reminded of a week and a day before, at the same hour on the wall.
    func meeting(since: Int64) -> PlainSchedule.Meeting {
        PlainSchedule.Meeting(
            start: PlainClock.moment(day, at: secondOfDay),
            moments: [7, 1].map { PlainClock.moment(day - $0, at: secondOfDay) }, since: since)
    }
}
