import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Answers to invitations: counted, never answered")
struct ParticipationTests {
    private static func reply(
        _ sender: Address, _ participation: Participation = .accepted, attendee: Address? = nil, sequence: Int? = 0,
        stamp: Instant? = W.now, isForPeople: Bool = false, isProven: Bool = false, uid: String = W.uid
    ) -> Request {
        var answer = CalendarAnswer(
            uid: uid, attendee: attendee, participation: participation, sequence: sequence, stamp: stamp,
            isForPeople: isForPeople)
        answer.isProven = isProven
        return W.request(sender, about: .answer(answer))
    }

    private static func answered(_ answer: EventAnswer, forPeople forward: Decision? = nil) -> Decision {
        Decision(.answered, entries: [.event(.answered(W.eventID, answer))] + (forward?.entries ?? []))
    }

    private static let toAuthor = W.forwarded(W.mikko, to: [W.anna, W.berit], about: W.eventID)
    private static let old = Decision(.notOpen)
    private static let open = W.state(W.event())
    private static let revised = W.state(W.event(sequence: 3))

    private static func knowing(_ answer: EventAnswer) -> State { W.state(W.event(), answers: [answer]) }

    static let who: [Ruling] = [
        Ruling(
            "a member comes", reply(W.mikko, attendee: W.mikko), answered(W.answer(W.mikko)), in: open),
        Ruling("where nobody is named it is the sender", reply(W.mikko), answered(W.answer(W.mikko)), in: open),
        Ruling(
            "an assistant who answers the invitation itself answers for the one who was invited",
            reply(W.olli, .declined, attendee: W.mikko, isProven: true), answered(W.answer(W.mikko, .declined)),
            in: open),
        Ruling(
            "nobody else speaks for another: it goes to people", reply(W.olli, .declined, attendee: W.mikko),
            W.forwarded(W.olli, to: [W.anna, W.berit]), in: open),
        Ruling(
            "not a member either", reply(W.maria, .declined, attendee: W.mikko),
            W.forwarded(W.maria, to: [W.anna, W.berit]), in: open),
        Ruling(
            "a time in the future is now", reply(W.mikko, stamp: W.now + .days(3_000_000)),
            answered(W.answer(W.mikko)), in: open),
        Ruling(
            "a revision that never was is the last one", reply(W.mikko, sequence: 2_147_483_647),
            answered(W.answer(W.mikko)), in: open),
        Ruling(
            "an alias in the calendar is passed over for a sender who was invited",
            reply(W.mikko, attendee: W.address("m.mikko@hel.fi")), answered(W.answer(W.mikko)), in: open),
        Ruling("a mirror may answer", reply(W.mirror), answered(W.answer(W.mirror)), in: open),
        Ruling(
            "nobody else counts: people read it, and it is not answered", reply(W.stranger, attendee: W.stranger),
            W.forwarded(W.stranger, to: [W.anna, W.berit]), in: open),
        Ruling(
            "not even a coordinator who is no member", reply(W.berit), W.forwarded(W.berit, to: [W.anna]), in: open),
        Ruling(
            "nor who joined after the invitation", reply(W.olli), W.forwarded(W.olli, to: [W.anna, W.berit]),
            in: W.state(
                W.event(),
                entries: [
                    .membership(
                        .joined(
                            Member(
                                address: W.olli, language: .fi, joined: W.now - .days(9),
                                consent: Consent(means: .admin))))
                ])),
        Ruling(
            "nor whom the event was not for", reply(W.mikko), W.forwarded(W.mikko, to: [W.anna, W.berit]),
            in: W.state(W.event(audience: .speaking(.sv)))),
        Ruling(
            "an event of somebody else's is for people", reply(W.mikko, uid: "muu@hel.fi"),
            W.forwarded(W.mikko, to: [W.anna, W.berit]), in: open),
        Ruling(
            "what was called off is still answered", reply(W.mikko), answered(W.answer(W.mikko)),
            in: W.state(W.event(isCancelled: true))),
    ]

    static let which: [Ruling] = [
        Ruling("no answer yet is no answer", reply(W.mikko, .needsAction), old, in: open),
        Ruling("an answer to an earlier revision is too late", reply(W.mikko, sequence: 2), old, in: revised),
        Ruling(
            "to this one counts", reply(W.mikko, sequence: 3), answered(W.answer(W.mikko, sequence: 3)), in: revised),
        Ruling(
            "to a later one as well, and is about this one: the program counts on its own",
            reply(W.mikko, sequence: 4), answered(W.answer(W.mikko, sequence: 3)), in: revised),
        Ruling(
            "a program that does not say is believed", reply(W.mikko, sequence: nil, stamp: nil),
            answered(W.answer(W.mikko, sequence: nil, stamp: nil)), in: revised),
        Ruling(
            "the latest wins", reply(W.mikko, .declined, stamp: W.now - 1),
            answered(W.answer(W.mikko, .declined, stamp: W.now - 1)), in: knowing(W.answer(W.mikko, stamp: W.now - 2))),
        Ruling(
            "of two in one second the one that came later", reply(W.mikko, .tentative),
            answered(W.answer(W.mikko, .tentative)), in: knowing(W.answer(W.mikko))),
        Ruling(
            "an earlier one that came late does not count", reply(W.mikko, .declined, stamp: W.now - 1), old,
            in: knowing(W.answer(W.mikko))),
        Ruling(
            "one without a time comes after all", reply(W.mikko, .declined, stamp: nil),
            answered(W.answer(W.mikko, .declined, stamp: nil)), in: knowing(W.answer(W.mikko))),
        Ruling(
            "a later revision counts, whatever the clock of its program says",
            reply(W.mikko, .declined, sequence: 3, stamp: W.now - .days(1)),
            answered(W.answer(W.mikko, .declined, sequence: 3, stamp: W.now - .days(1))),
            in: W.state(W.event(sequence: 3), answers: [W.answer(W.mikko, sequence: 2)])),
    ]

    static let words: [Ruling] = [
        Ruling(
            "words beside it go to people", reply(W.mikko, .tentative, isForPeople: true),
            answered(W.answer(W.mikko, .tentative), forPeople: toAuthor), in: open),
        Ruling(
            "so do the words of one that says nothing new", reply(W.mikko, .needsAction, isForPeople: true),
            Decision(.notOpen, entries: toAuthor.entries), in: open),
        Ruling(
            "the coordinator's own go to the others", reply(W.anna, isForPeople: true),
            answered(W.answer(W.anna), forPeople: W.forwarded(W.anna, to: [W.berit], about: W.eventID)), in: open),
        Ruling(
            "an answer counts however many mails its sender wrote today", reply(W.mikko, isForPeople: true),
            Decision(.answered, entries: [.event(.answered(W.eventID, W.answer(W.mikko)))]),
            in: W.state(
                W.event(), entries: W.forwardedFrom(W.mikko, count: 9))),
    ]

    @Test("who counts", arguments: who)
    func decidesWho(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("which counts", arguments: which)
    func decidesWhich(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("words", arguments: words)
    func decidesWords(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("whoever answers whatever, nobody gets a letter", arguments: who + which + words)
    func silent(ruling: Ruling) {
        for reply in [nil, W.reply(toCopyOf: .finished), W.reply(.note)] {
            var request = ruling.request
            request.reply = reply
            let decision = W.decide(.mail(request), in: ruling.state, ruling.policy)
            #expect(decision.letters == [])
        }
    }

    @Test("counts are of the latest answers, and who left is in none of them")
    func counts() throws {
        var state = W.state(
            W.event(), answers: [W.answer(W.mikko), W.answer(W.maria, .tentative), W.answer(W.mikko, .declined)])
        let event = try #require(state.events[W.eventID])
        #expect([.accepted, .tentative, .declined].map { event.count(of: $0) } == [0, 1, 1])
        // Anna is silent; the mirror is no member.
        #expect(W.context(state).silentCount(event) == 1)
        state.live(through: .membership(.left(W.mikko, .token)))
        let later = try #require(state.events[W.eventID])
        #expect(later.count(of: .declined) == 0 && later.answers.keys.sorted() == [W.maria])
    }

    @Test("a departure that the snapshot has already still takes the answers along")
    func snapshot() throws {
        var lived = W.state(W.event(), answers: [W.answer(W.mikko)])
        let leaving = Transaction(
            sequence: lived.sequence + 1, time: W.now, source: .admin, entries: [.membership(.left(W.mikko, .token))],
            letters: [])
        lived.apply(leaving)
        var loaded = State(members: lived.members, sequence: leaving.sequence)
        for entry in [W.carried(W.event()), .event(.answered(W.eventID, W.answer(W.mikko)))] {
            loaded.apply(
                Transaction(sequence: 1, time: W.now, source: .carried, entries: [entry], letters: []),
                membersThrough: leaving.sequence)
        }
        loaded.apply(leaving, membersThrough: leaving.sequence)
        #expect(loaded.events == lived.events && loaded.members == lived.members)
    }
}
