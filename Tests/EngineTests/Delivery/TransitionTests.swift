import Base
import MailingList
import Testing

@testable import Engine

@Suite("A mail's way through the delivery")
struct TransitionTests {
    /// Where a mail is, as the table of `Delivery` has it.
    enum Place: String, CaseIterable {
        case waiting, chosen, offered, postponed, accepted
    }

    enum Happening: String, CaseIterable {
        case accepted, refused, later, unknown, notTried, unrenderable, unwanted, offered, batchEnded, troubled
        case closed, openedAgain, pendingAgain

        var event: Delivery.Event {
            switch self {
            case .accepted: .answered(route: 0, place: 0, .accepted("250 Ok"), chance: 0.5)
            case .refused: .answered(route: 0, place: 0, .refused("550 5.1.1 No such user"), chance: 0.5)
            case .later: .answered(route: 0, place: 0, .later("451 4.3.0 Later"), chance: 0.5)
            case .unknown: .answered(route: 0, place: 0, .unknown, chance: 0.5)
            case .notTried: .answered(route: 0, place: 0, .notTried, chance: 0.5)
            case .unrenderable: .notOffered(route: 0, place: 0, .unrenderable, chance: 0.5)
            case .unwanted: .notOffered(route: 0, place: 0, .unwanted(TransitionTests.address, "gone"), chance: 0.5)
            case .offered: .offered(route: 0)
            case .batchEnded: .batchEnded(route: 0, nil, chance: 0.5)
            case .troubled: .batchEnded(route: 0, .connection, chance: 0.5)
            case .closed: .closed(job: "p")
            case .openedAgain: .opened(TransitionTests.job)
            case .pendingAgain: .pending([(LetterID(sequence: 1, index: 0), TransitionTests.start)])
            }
        }
    }

    struct Step: Hashable, CustomTestStringConvertible {
        var place: Place
        var happening: Happening
        var testDescription: String { "\(place.rawValue), then \(happening.rawValue)" }
    }

    static let start = DeliveryDriver.start
    static var address: Address { ListLife.person(1) }
    static var job: Job { Job(name: "p", recipients: DeliveryDriver.recipients(2), written: start) }

    private static let legal: Set<Step> = {
        var steps = Set([Happening.unrenderable, .unwanted, .offered].map { Step(place: .chosen, happening: $0) })
        steps.formUnion(
            [Happening.accepted, .refused, .later, .unknown, .notTried].map { Step(place: .offered, happening: $0) })
        for place in [Place.chosen, .offered] {
            for happening in [Happening.batchEnded, .troubled] {
                steps.insert(Step(place: place, happening: happening))
            }
        }
        return steps
    }()

    static let illegal = Place.allCases.flatMap { place in
        Happening.allCases.map { Step(place: place, happening: $0) }
    }.filter { !legal.contains($0) }

    /// A delivery that hands over one mail at a time, and has brought the first of it to this place.
    private static func delivery(_ place: Place, isLetter: Bool) -> Delivery {
        var delivery = Delivery(relays: [(Quota(), [1])], at: start)
        if isLetter {
            delivery.take(.pending([(LetterID(sequence: 1, index: 0), start)]), at: start)
        } else {
            delivery.take(.opened(job), at: start)
        }
        if place == .waiting { return delivery }
        #expect(delivery.next(at: start).count == 1)
        if place == .chosen { return delivery }
        delivery.take(.offered(route: 0), at: start)
        if place == .offered { return delivery }
        delivery.take((place == .postponed ? Happening.later : .accepted).event, at: start)
        delivery.take(Happening.batchEnded.event, at: start)
        return delivery
    }

    @Test("an event that the table does not know changes nothing for a copy", arguments: illegal)
    func illegalCopy(_ step: Step) {
        // Closing is legal everywhere, but only for the job itself.
        let happening = step.happening == .closed ? Delivery.Event.closed(job: "q") : step.happening.event
        if step.happening == .pendingAgain { return }
        var delivery = Self.delivery(step.place, isLetter: false)
        let before = delivery
        delivery.take(happening, at: Self.start)
        #expect(delivery == before)
    }

    @Test("an event that the table does not know changes nothing for a letter", arguments: illegal)
    func illegalLetter(_ step: Step) {
        if step.happening == .openedAgain { return }
        var delivery = Self.delivery(step.place, isLetter: true)
        let before = delivery
        delivery.take(step.happening.event, at: Self.start)
        #expect(delivery == before)
    }

    @Test("a second answer, and one about a place that is not in the batch, change nothing")
    func strangeAnswers() {
        var delivery = Self.delivery(.offered, isLetter: false)
        delivery.take(Happening.later.event, at: Self.start)
        let before = delivery
        for happening in [Happening.accepted, .refused, .later, .unknown, .notTried] {
            delivery.take(happening.event, at: Self.start)
        }
        for place in [-1, 1, 200] {
            delivery.take(.answered(route: 0, place: place, .unknown, chance: 0), at: Self.start)
            delivery.take(.notOffered(route: 0, place: place, .unrenderable, chance: 0), at: Self.start)
        }
        #expect(delivery == before)
    }

    struct Row: CustomTestStringConvertible {
        var happening: Happening
        var status: RecipientStatus
        /// What is written down: the progress's word and the server's words.
        var word: ProgressLine.Word?
        var text = ""
        /// How long until it is offered again; nil where it is not.
        var again: Seconds?
        /// What a letter ends with.
        var end: LetterOutcome?
        /// How long ago the mail was written.
        var age: Seconds = 0
        /// How often it was put off before.
        var attempts = 0

        var testDescription: String {
            "\(happening.rawValue) to a mail \(age) old that was put off \(attempts) times"
        }
    }

    static let rows: [Row] = [
        Row(happening: .accepted, status: .accepted, word: .accepted, text: "250 Ok", end: .accepted),
        Row(happening: .refused, status: .refused, word: .refused, text: "550 5.1.1 No such user", end: .refused),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 20),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 300, attempts: 1),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 900, attempts: 2),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 1800, attempts: 3),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 3600, attempts: 4),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 3600, attempts: 11),
        Row(happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 14_400, attempts: 12),
        Row(
            happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 14_400,
            age: .days(4) - 1, attempts: 40),
        Row(
            happening: .later, status: .delayed, word: .delayed, text: "451 4.3.0 Later", end: .givenUp,
            age: .days(4), attempts: 40),
        Row(
            happening: .later, status: .delayed, word: .delayed, text: "451 4.3.0 Later", end: .givenUp,
            age: .days(4), attempts: 4),
        // Behind a day's quota it waited for its first tries.
        Row(
            happening: .later, status: .postponed, word: .later, text: "451 4.3.0 Later", again: 1800, age: .days(9),
            attempts: 3),
        Row(happening: .unknown, status: .postponed, word: .unknown, again: 20, age: .days(9), attempts: 40),
        Row(happening: .notTried, status: .postponed, word: .notTried, again: 0, age: .days(9), attempts: 40),
    ]

    @Test("what an outcome means for a copy", arguments: rows)
    func copy(_ row: Row) throws {
        let written = Self.start - row.age
        var job = Job(name: "p", recipients: DeliveryDriver.recipients(1), written: written)
        for _ in 0..<row.attempts {
            job.note(ProgressLine(time: written, .outcome(index: 0, Self.address, .later, "451")))
        }
        job.begin(in: nil)
        var delivery = Delivery(relays: [(Quota(), [1])], at: Self.start)
        delivery.take(.opened(job), at: Self.start)
        #expect(delivery.next(at: Self.start) == [.send(route: 0, [.copy(job: "p", index: 0)])])
        delivery.take(.offered(route: 0), at: Self.start)
        delivery.take(row.happening.event, at: Self.start)
        #expect(delivery.jobs["p"]?.status == [row.status])
        let address = try #require(Address("m0@hel.fi"))
        let line = try ProgressLine(
            time: Self.start, .outcome(index: 0, address, #require(row.word), row.text))
        #expect(delivery.next(at: Self.start) == [.record(job: "p", [line])])
        delivery.take(Happening.batchEnded.event, at: Self.start)
        try expectNext(.copy(job: "p", index: 0), of: &delivery, row)
    }

    /// Those that can be lived through: forty pauses take longer than four days.
    static let letterRows = rows.filter { $0.attempts <= 12 }

    @Test("what an outcome means for a letter", arguments: letterRows)
    func letter(_ row: Row) throws {
        let id = LetterID(sequence: 1, index: 0)
        let written = Self.start - row.age
        var delivery = Delivery(relays: [(Quota(), [1])], at: written)
        delivery.take(.pending([(id, written)]), at: written)
        var now = written
        for _ in 0..<row.attempts {
            _ = delivery.next(at: now)
            delivery.take(.offered(route: 0), at: now)
            delivery.take(Happening.later.event, at: now)
            delivery.take(Happening.batchEnded.event, at: now)
            // As if it had not waited: only the number of tries counts here.
            now = try #require(delivery.nextWake(after: now))
        }
        now = max(now, Self.start)
        #expect(delivery.next(at: now) == [.send(route: 0, [.letter(id)])])
        delivery.take(.offered(route: 0), at: now)
        delivery.take(row.happening.event, at: now)
        delivery.take(Happening.batchEnded.event, at: now)
        if let end = row.end {
            #expect(delivery.next(at: now) == [.endLetters([LetterEnd(id: id, outcome: end)])])
            #expect(delivery.backlog == 0 && delivery.nextWake(after: now) == nil)
        } else {
            try expectNext(.letter(id), of: &delivery, row, at: now)
        }
    }

    private func expectNext(
        _ item: SendItem, of delivery: inout Delivery, _ row: Row, at now: Instant = Self.start
    ) throws {
        guard let again = row.again else {
            if case .copy(let job, _) = item { #expect(delivery.next(at: now) == [.finish(job: job)]) }
            return
        }
        // Where the relay was not even asked, or lost the connection in silence, the connection rests first.
        let rest: Seconds = row.happening == .later ? 0 : 1
        #expect(delivery.nextWake(after: now) == now + max(again, rest))
        #expect(delivery.next(at: now + max(again, rest)) == [.send(route: 0, [item])])
    }

    @Test("what is not offered: a copy that nobody gets is skipped, and words that fail are tried again for ever")
    func notOffered() throws {
        var delivery = Self.delivery(.chosen, isLetter: false)
        delivery.take(Happening.unwanted.event, at: Self.start)
        let line = ProgressLine(time: Self.start, .outcome(index: 0, Self.address, .skipped, "gone"))
        #expect(delivery.next(at: Self.start) == [.record(job: "p", [line])])
        #expect(delivery.jobs["p"]?.status == [.skipped, .waiting])

        for isLetter in [true, false] {
            var delivery = Self.delivery(.chosen, isLetter: isLetter)
            var (now, pauses) = (Self.start, [Seconds]())
            for _ in 0..<60 {
                delivery.take(Happening.unrenderable.event, at: now)
                delivery.take(Happening.batchEnded.event, at: now)
                #expect(delivery.unrenderable == 1)
                // The job's second copy goes its way.
                for action in delivery.next(at: now) {
                    guard case .send = action else { continue }
                    delivery.take(.offered(route: 0), at: now)
                    delivery.take(Happening.accepted.event, at: now)
                    delivery.take(Happening.batchEnded.event, at: now)
                    #expect(delivery.next(at: now).count == 1)
                }
                let next = try #require(delivery.nextWake(after: now))
                pauses.append(next.since(now))
                now = next
                #expect(delivery.next(at: now).count == 1)
            }
            #expect(pauses.prefix(5) == [20, 300, 900, 1800, 3600] && pauses.last == 14_400)
            #expect(now > Self.start + .days(4) && delivery.backlog == 1)
            delivery.take(.offered(route: 0), at: now)
            delivery.take(Happening.accepted.event, at: now)
            #expect(delivery.unrenderable == 0 && delivery.backlog == 0)
        }
    }

    @Test("what has no answer when its batch ends is in doubt, and sent again")
    func unanswered() {
        var delivery = Delivery(relays: [(Quota(), [2])], at: Self.start)
        delivery.take(.opened(Self.job), at: Self.start)
        _ = delivery.next(at: Self.start)
        delivery.take(.offered(route: 0), at: Self.start)
        delivery.take(Happening.accepted.event, at: Self.start)
        delivery.take(Happening.troubled.event, at: Self.start)
        #expect(delivery.jobs["p"]?.status == [.accepted, .postponed] && delivery.jobs["p"]?.unknown == 1)
    }

    @Test("a batch that was never offered comes back as it was, with nothing written")
    func neverOffered() {
        var delivery = Self.delivery(.chosen, isLetter: false)
        delivery.take(.batchEnded(route: 0, nil, chance: 0.5), at: Self.start)
        #expect(delivery.jobs["p"]?.status == [.postponed, .waiting] && delivery.jobs["p"]?.unknown == 0)
        #expect(delivery.next(at: Self.start) == [.send(route: 0, [.copy(job: "p", index: 0)])])
    }

    @Test("a job that is closed is forgotten, and the answers to its copies with it")
    func closed() {
        var delivery = Self.delivery(.offered, isLetter: false)
        delivery.take(Happening.closed.event, at: Self.start)
        delivery.take(Happening.later.event, at: Self.start)
        delivery.take(Happening.batchEnded.event, at: Self.start)
        #expect(delivery.next(at: Self.start) == [] && delivery.nextWake(after: Self.start) == nil)
        #expect(delivery.backlog == 0 && delivery.jobs.isEmpty)
    }
}
