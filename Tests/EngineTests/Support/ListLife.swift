import Base
import Mail
import MailingList
import Testing

@testable import Engine

/// A scripted life of a list, in which two processes take turns on one disk.
struct ListLife {
    static let list = "ihmisoikeusverkosto"
    static let start = Instant(secondsSince1970: 1_795_000_000)

    /// What a step does, and which of the two processes does it.
    enum Step: Sendable {
        case decide(Int, [Piece])
        case compact(Int)
        case refresh(Int)
        case progress(String, ClosedRange<Int>)
    }

    struct Piece: Sendable {
        var source: Transaction.Source = .delivery
        var mail: [UInt8] = []
        var decide: @Sendable (State) -> Decision
    }

    let disk: FakeDisk
    /// The state after each line that was committed, the empty one first.
    private(set) var history: [State] = []
    private var ledgers: [Ledger?] = [nil, nil]
    /// They know what they could not write, as those of a daemon do.
    private var folders: [String: JobFolder] = [:]
    private var hour = 0
    /// How often a step is tried when the disk fails.
    var tries = 1

    init(on disk: FakeDisk) { self.disk = disk }

    mutating func live() throws {
        history = [State()]
        try persistently { _ in }
        for step in Self.script {
            hour += 1
            try persistently { life in try life.take(step) }
            disk.note(history.count - 1)
        }
    }

    private mutating func persistently(_ body: (inout ListLife) throws -> Void) throws {
        for attempt in 1... {
            do {
                _ = try SigningKeyFile.open(on: disk, entropy: CountingEntropy())
                for index in ledgers.indices where ledgers[index] == nil {
                    ledgers[index] = try Ledger(disk: disk, list: Self.list)
                }
                return try body(&self)
            } catch let error as LedgerError {
                guard attempt < tries else { throw error }
            }
        }
    }

    private mutating func take(_ step: Step) throws {
        let now = Self.start + .hours(Int64(hour))
        switch step {
        case .decide(let process, let pieces):
            var states: [State] = []
            try ledgers[process]?.transact(at: now) { (batch: inout Batch) throws(LedgerError) in
                for piece in pieces {
                    let decision = piece.decide(batch.state)
                    try batch.add(decision, source: piece.source, mail: piece.mail, policy: Self.policy)
                    states.append(batch.state)
                }
            }
            history += states
        case .compact(let process):
            try ledgers[process]?.compact(at: now)
            if let state = ledgers[process]?.state { history.append(state) }
        case .refresh(let process):
            try ledgers[process]?.refresh()
            #expect(ledgers[process]?.state == history.last)
        case .progress(let job, let indices):
            let lines = indices.map {
                ProgressLine(time: now, .outcome(index: $0, Self.person(0), .accepted, "250 2.0.0 Ok"))
            }
            try folders[job, default: JobFolder(name: job, disk: disk)].append(lines, durably: true)
        }
    }
}

extension ListLife {
    static let policy = Policy(
        name: list, address: person(99), titles: [.fi: "Verkosto"], languages: [.fi, .sv, .en],
        coordinators: [person(0)], joining: .open)

    static func person(_ number: Int) -> Address {
        guard let address = Address("person\(number)@hel.fi") else { preconditionFailure("an address") }
        return address
    }

    static func post(_ number: Int) -> Post {
        let digest = MailDigest(value: UInt64(number) << 32)
        return Post(
            id: PostID(at: start, digest: digest),
            author: NamedAddress(name: "\u{301}Anna = 100 %", address: person(0)), subject: "Kevät\t\(number)\n👩‍👧",
            audience: .everybody, held: start, attachments: ["ohjelma 1.pdf", "=?.ics"])
    }

    static func forward(_ number: Int) -> Forward {
        Forward(
            id: ForwardID(digest: MailDigest(value: UInt64(number))), to: [person(0), person(1)],
            from: NamedAddress(name: "", address: person(7)), received: start, post: post(1).id)
    }

    /// The mail behind a file: long enough that half of it is not it.
    static func mail(_ name: String) -> [UInt8] { Array("Subject: \(name)\r\n\r\n\(name) says hello.\r\n".utf8) }

    static func tip(_ number: Int, _ status: Item.Status) -> Item {
        Item(
            id: ItemID(digest: MailDigest(value: UInt64(number))),
            author: NamedAddress(name: "\u{301}Tiia = \(number)", address: person(3)), language: .sv,
            text: "Kom med\n\nhttps://x.example/?a=b%20c\t\(number)", received: start + Seconds(Int64(number)),
            status: status, kept: status == .waiting ? nil : start)
    }

    static let plan = EventPlan(
        uid: "kokous=1\t%@hel.fi",
        span: .moments(
            start: start + .days(20), end: start + .days(20) + .hours(2)),
        name: "Kokous\n=", place: "")

    static let days: CalendarSpan = {
        guard let first = CivilDate(exactlyDaysSince1970: 20_800), let end = CivilDate(exactlyDaysSince1970: 20_802)
        else {
            preconditionFailure("two days")
        }
        return .days(start: first, end: end)
    }()

    /// A post that invites to the one event, in one revision after the other.
    static func meeting(_ revision: Int) -> Post {
        var post = post(20 + revision)
        var plan = plan
        plan.sequence = revision
        post.kind = .invitation(plan)
        return post
    }

    private static func digest(_ number: Int, of tips: [Item]) -> Post {
        dispatched(30 + number, .digest(of: .tips, tips.map(\.id)))
    }

    static let reminder = dispatched(41, .reminder(of: meeting(1).id, due: start + .hours(1)))
    static let firstDigest = digest(1, of: [tip(1, .kept), tip(2, .kept)])
    static let secondDigest = digest(2, of: [tip(4, .kept)])

    private static func dispatched(_ number: Int, _ kind: Post.Kind) -> Post {
        var post = post(number)
        (post.kind, post.status, post.approved) = (kind, .sending, start + .hours(2))
        return post
    }

    private static func identity(_ number: Int) -> Transaction.Source {
        .mail(MailIdentity(validity: 7, uid: UInt32(number), digest: MailDigest(value: UInt64(number) &* 0x9E37_79B9)))
    }

    private static func takes(
        _ number: Int, _ entries: [Entry], _ letters: [Letter] = [], file: String = ""
    ) -> Piece {
        Piece(source: identity(number), mail: mail(file)) { _ in
            Decision(.nothing, entries: entries, letters: letters)
        }
    }

    private static func joins(_ number: Int, answers: String? = nil) -> Piece {
        let member = Member(
            address: person(number), language: Language.allCases[number % 3], joined: start,
            consent: Consent(means: .reply, message: "<\(number) =%\t>", wording: "confirmJoin.fi"))
        let letter = Letter(
            .forwarding(.tooLarge(bytes: number, subject: "a\nb\tc = d")), to: person(number), language: .sv,
            answers: answers)
        return takes(number, [.membership(.joined(member))], [letter])
    }

    private static func facts(_ entries: [Entry]) -> Piece {
        Piece { _ in Decision(.nothing, entries: entries) }
    }

    private static func publishes(_ number: Int) -> Piece { publishes(post(number)) }

    private static func publishes(_ post: Post) -> Piece {
        Piece(source: .admin) { state in
            let count = DecisionContext(policy, state, at: start).recipientCount(of: post)
            return Decision(.published, entries: [.post(.published(post.id, recipients: count))])
        }
    }

    /// What time alone brings: a digest has its mail with it, a reminder finds its words.
    private static func dispatches(_ post: Post) -> Piece {
        var mail: [UInt8] = []
        if case .digest = post.kind { mail = Self.mail(post.id.text) }
        return Piece(source: .clock, mail: mail) { state in
            var post = post
            post.recipients = DecisionContext(policy, state, at: start).recipientCount(of: post)
            return Decision(.dispatched, entries: [.post(.dispatched(post))])
        }
    }

    private static func answers(_ number: Int, _ participation: Participation) -> Piece {
        let answer = EventAnswer(address: person(number), participation: participation, sequence: 1, stamp: start)
        return takes(200 + number, [.event(.answered(meeting(1).id, answer))])
    }

    /// The relay took the oldest letters.
    private static func delivers(_ count: Int) -> Piece {
        Piece { state in
            Decision(
                .finished, entries: state.letters.ids.sorted().prefix(count).map { .letter(.ended($0, .accepted)) })
        }
    }

    private static func holds(_ number: Int) -> Piece { holds(post(number), 100 + number) }

    private static func holds(_ post: Post, _ number: Int) -> Piece {
        let letter = Letter(.post(.preview(post.id)), to: person(0), language: .fi, answers: "a@b")
        return takes(number, [.post(.held(post))], [letter], file: post.id.text)
    }

    private static let report: Report = {
        var report = Report()
        (report.accepted, report.refused) = (3, 1)
        report.reasons = [Report.Reason(count: 1, kind: .other, text: "\u{301} 550 = no\tsuch user")]
        return report
    }()

    static let script: [Step] = [
        .decide(0, [joins(1), joins(2, answers: "x@y"), joins(3)]),
        .decide(1, [joins(4)]),
        .decide(0, [takes(5, [])]),
        .decide(0, [holds(1)]),
        .decide(1, [delivers(3)]),
        .decide(1, [publishes(1)]),
        .decide(0, [takes(6, [.forwarding(.forwarded(forward(1)))], file: forward(1).id.text)]),
        .progress(post(1).id.text, 0...1),
        .decide(0, [takes(13, [.item(.received(tip(1, .waiting)))]), takes(14, [.item(.received(tip(2, .kept)))])]),
        .decide(1, [holds(meeting(1), 121), publishes(meeting(1)), answers(2, .accepted), answers(3, .declined)]),
        .decide(
            0,
            [
                takes(
                    7, [.membership(.left(person(2), .token))],
                    [Letter(.membership(.goodbye), to: person(2), language: .en)])
            ]),
        .decide(
            1,
            [
                takes(8, [.membership(.languageChanged(person(3), .sv))]),
                takes(
                    9,
                    [
                        .forwarding(
                            .quarantined(QuarantineID(digest: MailDigest(value: 9)), reason: "two addresses\nin From"))
                    ],
                    file: "odd"),
            ]),
        .decide(0, [facts([.post(.finished(post(1).id, report))])]),
        .decide(0, [holds(2), delivers(1)]),
        .decide(1, [facts([.item(.kept(tip(1, .kept).id))]), dispatches(firstDigest)]),
        .decide(0, [takes(15, [.item(.received(tip(3, .waiting)))]), takes(16, [.item(.received(tip(4, .kept)))])]),
        .progress(firstDigest.id.text, 0...1),
        .decide(0, [dispatches(reminder)]),
        .decide(1, [facts([.post(.cancelled(post(2).id))])]),
        .compact(0),
        .refresh(1),
        .decide(0, [facts([.post(.finished(firstDigest.id, Report())), .item(.dropped(tip(3, .waiting).id))])]),
        .decide(1, [joins(5), joins(6)]),
        .decide(1, [holds(meeting(2), 122), answers(6, .tentative), publishes(meeting(2))]),
        .decide(0, [holds(3), publishes(3)]),
        .compact(1),
        .decide(1, [facts([.forwarding(.finished(forward(1).id)), .forwarding(.flooded(person(7)))])]),
        .compact(1),
        .decide(0, [joins(2)]),
        .decide(1, [facts([.post(.stalled(post(3).id))])]),
        .progress(post(3).id.text, 0...3),
        .decide(0, [facts([.post(.resumed(post(3).id))]), facts([.membership(.left(person(1), .admin))])]),
        .decide(0, [holds(4)]),
        .decide(1, [facts([.post(.expired(post(4).id))]), dispatches(secondDigest)]),
        .compact(0),
        .decide(1, [takes(11, [.forwarding(.forwarded(forward(2)))], file: forward(2).id.text)]),
        .decide(1, [joins(8), joins(9)]),
        .decide(0, [facts([.retention(.removedQuarantined([QuarantineID(digest: MailDigest(value: 9))]))])]),
        .decide(0, [takes(12, [.membership(.left(person(4), .token))])]),
    ]
}

/// Bytes that tell one call from the next.
struct CountingEntropy: Entropy {
    func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ 1) } }
}
