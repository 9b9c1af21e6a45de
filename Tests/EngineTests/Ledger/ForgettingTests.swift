import Base
import Mail
import MailingList
import Testing

@testable import Engine

/// What is over is in no file any more when its time has come, and the files of a list are written anew daily at most.
@Suite("Forgetting")
struct ForgettingTests {
    private static let eva = "eva.example@hel.fi"
    private static let person: Address = {
        guard let address = Address(eva) else { preconditionFailure("an address") }
        return address
    }()

    /// What the files come to hold of somebody, and how many days later it must be gone.
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let days: Int
        let pieces: [Decision]

        init(_ name: String, days: Int, _ pieces: [Decision]) {
            (testDescription, self.days, self.pieces) = (name, days, pieces)
        }
    }

    private static func facts(_ entries: Entry..., letters: [Letter] = []) -> Decision {
        Decision(.nothing, entries: entries, letters: letters)
    }

    private static let member = Member(
        address: person, language: .fi, joined: ListLife.start, consent: Consent(means: .admin))
    private static let forward = Forward(
        id: ListLife.forward(1).id, to: [ListLife.person(0)], from: NamedAddress(name: "Eva", address: person),
        received: ListLife.start)
    private static let tip: Item = {
        var tip = ListLife.tip(1, .waiting)
        tip.author = NamedAddress(name: "Eva", address: person)
        return tip
    }()
    private static func delivered(_ sequence: UInt64) -> Decision {
        facts(.letter(.ended(LetterID(sequence: sequence, index: 0), .accepted)))
    }

    static let stories = [
        Story(
            "a mail that went on to the coordinators", days: 1,
            [facts(.forwarding(.forwarded(forward))), facts(.forwarding(.finished(forward.id)))]),
        Story(
            "a letter that was sent", days: 30,
            [facts(letters: [Letter(.membership(.help(forwarded: false)), to: person, language: .fi)]), delivered(1)]),
        Story(
            "a member who was removed", days: 1,
            [facts(.membership(.joined(member))), facts(.membership(.left(person, .admin)))]),
        Story(
            "a member who left with a letter of goodbye", days: 30,
            [
                facts(.membership(.joined(member))),
                facts(
                    .membership(.left(person, .token)),
                    letters: [Letter(.membership(.goodbye), to: person, language: .fi)]), delivered(2),
            ]),
        Story("a tip that was dropped", days: 1, [facts(.item(.received(tip))), facts(.item(.dropped(tip.id)))]),
        Story(
            "mail that came back from a member who left", days: 1,
            [
                facts(.membership(.joined(member))), facts(.bounce(.returned(person, ListLife.post(1).id))),
                facts(.membership(.left(person, .admin))),
            ]),
        Story(
            "mail that came back long ago", days: 1001,
            [facts(.bounce(.returned(person, ListLife.post(1).id)))]),
        Story(
            "an answer to an invitation", days: 421,
            [
                facts(.post(.held(ListLife.meeting(1)))),
                facts(.post(.published(ListLife.meeting(1).id, recipients: 0))),
                facts(
                    .event(.answered(ListLife.meeting(1).id, EventAnswer(address: person, participation: .accepted)))),
            ]),
    ]

    private func holds(_ disk: FakeDisk) throws -> [String] {
        let wanted = Array(Self.eva.utf8)
        var names = try disk.names(in: "")
        for folder in ["posts", "outbox", "archive", "quarantine"] {
            names += try disk.names(in: folder).map { "\(folder)/\($0)" }
        }
        return try names.filter { name in
            guard let bytes = try disk.read(name), bytes.count >= wanted.count else { return false }
            return (0...(bytes.count - wanted.count)).contains { bytes[$0...].starts(with: wanted) }
        }
    }

    @Test("a person is in no file any more, a day after the last use at the latest", arguments: stories)
    func forgotten(_ story: Story) throws {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        for decision in story.pieces {
            try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
                try batch.add(decision, source: .delivery, mail: Array("x".utf8), policy: ListLife.policy)
            }
        }
        #expect(try !holds(disk).isEmpty)
        // What other people do meanwhile has its own time.
        var compactions: [Instant] = []
        for hour in 0...((story.days + 1) * 24) {
            let now = ListLife.start + .hours(Int64(hour))
            if ledger.isDueForCompaction(at: now) {
                try ledger.compact(at: now)
                compactions.append(now)
            }
        }
        #expect(try holds(disk) == [])
        let pauses = zip(compactions, compactions.dropFirst()).map { $1.since($0) }
        #expect(pauses.allSatisfy { $0 >= .days(1) })
        #expect(compactions.count <= 4, "no compaction without something to forget")
    }

    @Test("who was written to is remembered as long as that is of use, whatever is compacted")
    func remembered() throws {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            let decision = Self.facts(letters: [
                Letter(.membership(.help(forwarded: false)), to: Self.person, language: .fi)
            ])
            try batch.add(decision, source: .delivery, policy: ListLife.policy)
        }
        for day in 1...29 {
            let now = ListLife.start + .days(Int64(day))
            if ledger.isDueForCompaction(at: now) { try ledger.compact(at: now) }
            #expect(ledger.state.contacts.knows(.help, to: Self.person, at: now))
        }
    }

    @Test("a list where nothing happens is not written anew, however long")
    func quiet() throws {
        let disk = FakeDisk()
        var ledger = try Ledger(disk: disk, list: ListLife.list)
        #expect(ledger.compactionByAge == nil)
        try ledger.transact(at: ListLife.start) { (batch: inout Batch) throws(LedgerError) in
            try batch.add(Self.facts(.membership(.joined(Self.member))), source: .admin, policy: ListLife.policy)
        }
        #expect(ledger.compactionByAge == ListLife.start + .days(1))
        #expect(!ledger.isDueForCompaction(at: ListLife.start + .days(1) - 1))
        #expect(ledger.isDueForCompaction(at: ListLife.start + .days(1)))
        try ledger.compact(at: ListLife.start + .days(1))
        #expect(ledger.compactionByAge == nil && !ledger.isDueForCompaction(at: .latest))
        #expect(try Ledger(disk: disk, list: ListLife.list).compactionByAge == nil)
    }

    @Test("another process, and the next start, ask for a compaction at the same time", arguments: [false, true])
    func same(_ isCompacted: Bool) throws {
        let disk = FakeDisk()
        var (first, second) = try (Ledger(disk: disk, list: ListLife.list), Ledger(disk: disk, list: ListLife.list))
        for number in [1, 2] {
            try first.transact(at: ListLife.start + Seconds(Int64(number))) {
                (batch: inout Batch) throws(LedgerError) in
                try batch.add(
                    Self.facts(.forwarding(.flooded(ListLife.person(number)))), source: .admin, policy: ListLife.policy)
            }
        }
        if isCompacted { try first.compact(at: ListLife.start + 60) }
        try second.refresh()
        let third = try Ledger(disk: disk, list: ListLife.list)
        #expect(first.compactionByAge == ListLife.start + .days(1) + (isCompacted ? 60 : 1))
        #expect(second.compactionByAge == first.compactionByAge && third.compactionByAge == first.compactionByAge)
    }
}

@Suite("The first expiry of a state")
struct FirstExpiryTests {
    /// Whether everything is carried over at that time.
    private func isWhole(_ state: State, at now: Instant) -> Bool {
        var fresh = State(members: state.members, sequence: state.sequence)
        let carried = Transaction(
            sequence: state.sequence, time: now, source: .carried, entries: state.carried(at: now), letters: [])
        fresh.apply(carried, membersThrough: .max)
        return fresh == state
    }

    static let slices: [[Entry]] = [
        [
            .letter(.logged(.help, to: ListLife.person(1), at: ListLife.start)),
            .letter(.logged(.welcome, to: ListLife.person(1), at: ListLife.start - 9)),
        ],
        [
            .forwarding(.loggedForward(from: ListLife.person(1), ListLife.start)),
            .forwarding(.loggedForward(from: ListLife.person(2), ListLife.start + 7)),
        ],
        [.seen(.numbers(day: 20_700, [7])), .seen(.numbers(day: 20_750, [8]))],
        [.seen(.digests(day: 20_700, [7]))],
        [
            .bounce(.returned(ListLife.person(1), ListLife.post(1).id)),
            .bounce(.returned(ListLife.person(1), ListLife.post(2).id)),
        ],
        [.bounce(.returned(ListLife.person(1), ListLife.post(1).id)), .bounce(.excluded(ListLife.post(2).id))],
        [
            .event(
                .carried(
                    Event(
                        id: ListLife.meeting(1).id, post: ListLife.meeting(1).id, plan: ListLife.plan, sequence: 0,
                        author: NamedAddress(address: ListLife.person(0)), audience: .everybody,
                        invited: ListLife.start,
                        revised: ListLife.start)))
        ],
    ]

    @Test("is the first moment at which a compaction leaves something out", arguments: slices)
    func slice(_ entries: [Entry]) throws {
        var state = State()
        state.apply(Transaction(sequence: 1, time: ListLife.start, source: .admin, entries: entries, letters: []))
        let expiry = try #require(state.firstExpiry)
        #expect(isWhole(state, at: ListLife.start) && isWhole(state, at: expiry - 1))
        #expect(!isWhole(state, at: expiry))
    }

    @Test("is the first of all, after a whole life")
    func life() throws {
        var life = ListLife(on: FakeDisk())
        try life.live()
        let state = try #require(life.history.last)
        let expiry = try #require(state.firstExpiry)
        #expect(isWhole(state, at: expiry - 1) && !isWhole(state, at: expiry))
    }

    @Test(
        "there is none where nothing gets too old",
        arguments: [
            [],
            [
                .membership(
                    .joined(
                        Member(
                            address: ListLife.person(1), language: .fi, joined: .earliest,
                            consent: Consent(means: .admin))))
            ],
            [.bounce(.suspended(ListLife.person(1)))],
        ] as [[Entry]])
    func none(_ entries: [Entry]) {
        var state = State()
        state.apply(Transaction(sequence: 1, time: ListLife.start, source: .admin, entries: entries, letters: []))
        #expect(state.firstExpiry == nil)
    }
}
