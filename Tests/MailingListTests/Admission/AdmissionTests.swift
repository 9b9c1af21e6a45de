import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Approved joining")
struct AdmissionTests {
    private static let policy = W.changedPolicy { $0.approval = .others }
    private static let closed = W.changedPolicy { $0.approval = .everybody }
    private static let sentence = ConsentWording(title: "Nätverket", language: .sv)
    private static let consent = Consent(means: .reply, message: "q@x", wording: sentence.name)

    private static func waiting(_ address: Address = W.stranger, words: String = "", name: String = "Nimi")
        -> JoinRequest
    {
        JoinRequest(
            address: address, name: name, language: .sv, asked: W.now, consent: consent, words: words)
    }

    private static let state = W.state(entries: [.admission(.carried(waiting()))])
    private static let yes = W.reply(.join(.sv))
    private static let question = W.reply(.admission(of: W.stranger))

    private static let invited = {
        var request = waiting()
        request.choices = W.elsewhere
        return request
    }()

    private static func asked(_ address: Address = W.stranger, words: String = "") -> Decision {
        Decision(
            .askedCoordinators,
            entries: [.membership(.worded(sentence)), .admission(.asked(waiting(address, words: words)))],
            letters: [W.letter(.admission(.waiting), address, .sv)]
                + [W.anna, W.berit].map { W.letter(.admission(.request(address, answer: nil)), $0, .fi, answers: nil) })
    }

    private static let admitted = Decision(
        .joined,
        entries: [W.joined(Member(address: W.stranger, language: .sv, joined: W.now, consent: consent))],
        letters: [W.letter(.membership(.welcome), W.stranger, .sv)])
    private static let declined = Decision(
        .declinedJoining, entries: [.admission(.closed(W.stranger, .declined))],
        letters: [W.letter(.admission(.declined), W.stranger, .sv)])
    private static let tooLate = Decision(
        .notOpen, letters: [W.letter(.admission(.decided(W.stranger)), W.anna, .fi)])

    private static func declinedBefore(_ length: Seconds) -> State {
        var state = W.state()
        state.apply(
            Transaction(
                sequence: 2, time: W.now + (Seconds(0) - length), source: .admin, entries: [],
                letters: [W.letter(.admission(.declined), W.stranger, .sv)]))
        return state
    }

    private static func again(_ answer: String) -> Decision {
        Decision(
            .reminded, letters: [W.letter(.admission(.request(W.stranger, answer: answer)), W.anna, .fi)])
    }

    private static func ruling(
        _ story: String, _ request: Request, _ decision: Decision, in state: State = W.state(),
        _ policy: Policy = policy
    ) -> Ruling { Ruling(story, request, decision, in: state, policy: policy) }

    static let rulings: [Ruling] = [
        ruling(
            "a stranger is asked to confirm like anybody", W.request(W.stranger, "anslut"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.stranger, .sv)])),
        ruling(
            "a yes to that asks all coordinators", W.request(W.stranger, reply: yes, excerpt: "Ja"), asked()),
        ruling(
            "who was invited with choices keeps them while a coordinator decides",
            W.request(W.stranger, reply: W.reply(.invitation(.sv, W.elsewhere)), excerpt: "Ja"),
            Decision(
                .askedCoordinators,
                entries: [.membership(.worded(sentence)), .admission(.asked(invited))],
                letters: asked().letters)),
        ruling(
            "and has them once let in", W.request(W.anna, reply: question, excerpt: "Kyllä"),
            Decision(
                .joined,
                entries: [
                    W.joined(
                        Member(
                            address: W.stranger, language: .sv, joined: W.now, consent: consent, choices: W.elsewhere))
                ], letters: admitted.letters),
            in: W.state(entries: [.admission(.carried(invited))])),
        ruling(
            "what is written beside it reaches them",
            W.request(W.stranger, reply: yes, excerpt: "Ja tack! Jag leder Norrgruppen."),
            asked(words: "Ja tack! Jag leder Norrgruppen.")),
        ruling(
            "whose domain is the list's joins as ever", W.request(W.olli, reply: W.reply(.join(.fi)), excerpt: "Kyllä"),
            Decision(
                .joined,
                entries: [
                    .membership(.worded(ConsentWording(title: "Verkosto", language: .fi))),
                    W.joined(
                        Member(
                            address: W.olli, language: .fi, joined: W.now,
                            consent: Consent(
                                means: .reply, message: "q@x",
                                wording: ConsentWording(title: "Verkosto", language: .fi).name))),
                ], letters: [W.letter(.membership(.welcome), W.olli, .fi)])),
        ruling(
            "where everybody needs it, other domains are refused as ever", W.request(W.stranger, "anslut"),
            Decision(.refusedDomain, letters: [W.letter(.membership(.refusedDomain), W.stranger, .sv)]), closed),
        ruling(
            "and the list's own ask", W.request(W.olli, reply: yes, excerpt: "Ja"), asked(W.olli), closed),
        ruling(
            "who waits and asks again is told so, and nobody else is",
            W.request(W.stranger, "anslut"),
            Decision(.waitsForCoordinator, letters: [W.letter(.admission(.waiting), W.stranger, .sv)]), in: state),
        ruling(
            "as is who confirms twice", W.request(W.stranger, reply: yes, excerpt: "Ja"),
            Decision(.waitsForCoordinator, letters: [W.letter(.admission(.waiting), W.stranger, .sv)]), in: state),
        ruling(
            "who got a no this week gets it again, and nobody is asked",
            W.request(W.stranger, reply: yes, excerpt: "Ja"),
            Decision(.declinedBefore, letters: [W.letter(.admission(.declined), W.stranger, .sv)]),
            in: declinedBefore(.days(6))),
        ruling(
            "a week later coordinators are asked once more", W.request(W.stranger, reply: yes, excerpt: "Ja"), asked(),
            in: declinedBefore(.days(7))),
        ruling(
            "a forged yes asks only back",
            W.request(W.stranger, reply: W.reply(.join(.sv), proven: false), excerpt: "Ja"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.stranger, .sv)])),
        ruling(
            "a coordinator's yes lets in", W.request(W.anna, reply: question, excerpt: "Kyllä"), admitted, in: state),
        ruling("in Swedish", W.request(W.berit, reply: question, excerpt: "Ja"), admitted, in: state),
        ruling("in English", W.request(W.anna, reply: question, excerpt: "Yes"), admitted, in: state),
        ruling("the word of a preview does too", W.request(W.anna, "julkaise", reply: question), admitted, in: state),
        ruling(
            "words may explain it", W.request(W.anna, reply: question, excerpt: "Kyllä, hän on Oulun ryhmästä."),
            admitted, in: state),
        ruling("a no lets nobody in", W.request(W.anna, reply: question, excerpt: "Nej"), declined, in: state),
        ruling(
            "nor does one that is explained", W.request(W.anna, reply: question, excerpt: "Ei, en tunne häntä."),
            declined,
            in: state),
        ruling(
            "a yes that is taken back is asked again",
            W.request(W.anna, reply: question, excerpt: "Kyllä, mutta vasta tammikuussa"),
            again("Kyllä, mutta vasta tammikuussa"), in: state),
        ruling(
            "so is a question", W.request(W.anna, reply: question, excerpt: "Kyllä?"), again("Kyllä?"), in: state),
        ruling("and silence", W.request(W.anna, reply: question), again(""), in: state),
        ruling(
            "thanks let nobody in", W.request(W.anna, reply: question, excerpt: "ok, kiitos"), again("ok, kiitos"),
            in: state),
        ruling(
            "a token that is too old only asks again",
            W.request(W.anna, reply: W.reply(.admission(of: W.stranger), proven: false), excerpt: "Kyllä"),
            again("Kyllä"),
            in: state),
        ruling(
            "nobody but a coordinator decides", W.request(W.mikko, reply: question, excerpt: "Kyllä"),
            W.forwarded(W.mikko, to: [W.anna, W.berit]), in: state),
        ruling(
            "not even who asks", W.request(W.stranger, reply: question, excerpt: "Ja"),
            W.forwarded(
                W.stranger, to: [W.anna, W.berit],
                letters: []), in: state),
        ruling(
            "the second answer is told that it came too late", W.request(W.anna, reply: question, excerpt: "Kyllä"),
            tooLate),
        ruling("whatever it says", W.request(W.anna, reply: question, excerpt: "Ei"), tooLate),
        ruling(
            "who waits can take it back", W.request(W.stranger, "lämna", reply: W.reply(.note)),
            Decision(
                .withdrawn, entries: [.admission(.closed(W.stranger, .withdrawn))],
                letters: [W.letter(.membership(.goodbye), W.stranger, .sv)]), in: state),
        ruling(
            "and a forged mail cannot", W.request(W.stranger, "lämna"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.stranger, .sv)]), in: state),
        ruling(
            "a coordinator joins unasked", W.request(W.anna, reply: W.reply(.join(.fi)), excerpt: "Kyllä"),
            Decision(.alreadyMember), closed),
    ]

    @Test("a coordinator lets in who has confirmed", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("one answer closes it, for good")
    func closes() {
        for decision in [Self.admitted, Self.declined] {
            var state = Self.state
            state.live(through: decision)
            #expect(state.joinRequests.isEmpty)
            #expect(state.members.contains(W.stranger) == (decision == Self.admitted))
            for (words, sender) in [("Kyllä", W.berit), ("Nej", W.anna)] {
                let late = W.decide(
                    .mail(W.request(sender, reply: Self.question, excerpt: words)), in: state, Self.policy)
                #expect(late.entries.isEmpty && late.letters.map(\.kind) == [.joinDecided])
            }
        }
    }

    @Test("nobody answers: after two weeks the person is told kindly, and can ask again")
    func expires() {
        var state = Self.state
        let due = W.now + .days(14)
        let list = W.context(state, Self.policy)
        #expect(list.nextDue(lastProgress: { _ in nil }) == due && W.decide(.due, in: state, at: due - 1).entries == [])
        let decision = W.decide(.due, in: state, Self.policy, at: due)
        #expect(
            decision
                == Decision(
                    .expiredJoining, entries: [.admission(.closed(W.stranger, .expired))],
                    letters: [W.letter(.admission(.expired), W.stranger, .sv)]))
        state.live(through: decision, at: due)
        #expect(state.joinRequests.isEmpty && W.decide(.due, in: state, at: due).verdict == .nothing)
        let question = PendingLetter(
            letter: W.letter(.admission(.request(W.stranger, answer: nil)), W.anna, .fi), written: W.now + .days(1))
        #expect(W.context(Self.state).expiry(of: question) == due)
    }

    @Test("who is added by an admin, moves there or is forgotten waits no longer")
    func overtaken() {
        var state = Self.state
        state.live(through: W.decide(.admin(.add([Newcomer(W.stranger, .fi)], .admin, welcome: false)), in: state))
        #expect(state.joinRequests.isEmpty && state.members.contains(W.stranger))
        #expect(Self.state.after(.membership(.moved(W.mikko, to: W.stranger))).joinRequests.isEmpty)
        let print = W.signer.fingerprint(of: W.stranger)
        #expect(Self.state.after(.erasure(.erased(W.stranger, print))).joinRequests.isEmpty)
        #expect(W.context(Self.state).holdsAnything(of: W.stranger))
    }

    @Test("who was forgotten and comes back is known again once let in, not before")
    func comesBack() throws {
        let print = W.signer.fingerprint(of: W.stranger)
        var state = W.state(entries: [.erasure(.carried(print, W.now - .days(9)))])
        state.live(
            through: W.decide(
                .mail(W.request(W.stranger, reply: Self.yes, excerpt: "Ja")), in: state, Self.policy))
        #expect(state.erasures[print] != nil && state.joinRequests[W.stranger]?.fingerprint == print)
        state.live(through: W.decide(.admin(.answerJoining(W.stranger, yes: true)), in: state, Self.policy))
        #expect(state.erasures[print] == nil && state.members.contains(W.stranger))
    }

    @Test("a whole domain of strangers does not flood the coordinators")
    func flood() {
        var state = W.state()
        var letters = 0
        for number in 0..<200 {
            let person = W.address("x\(number)@evil.org")
            var request = W.request(person, reply: Self.yes, excerpt: "Ja")
            request.identity = W.identity(UInt64(1000 + number))
            let decision = W.decide(.mail(request), in: state, Self.policy)
            letters += decision.letters.count { $0.to == W.anna }
            state.live(through: decision)
        }
        #expect(letters == Self.policy.forwardsPerHour + 1 && state.joinRequests.count == Self.policy.forwardsPerHour)
    }

    @Test("the token carries the person, in the Message-ID and in the subject, for any coordinator")
    func tokens() {
        let purpose = TokenPurpose.admission(of: W.stranger)
        let token = Mails.token(purpose, W.anna)
        let subject = "Re: Otetaanko " + SubjectPrefix.bracket(purpose.inSubject(token))
        for mail in [
            Mails.mail(from: "berit@hel.fi", ["In-Reply-To: \(Mails.name(purpose, W.anna).uppercased())"]),
            Mails.mail(from: "berit@hel.fi", subject: subject),
        ] {
            #expect(Mails.read(mail).reply == Reply(purpose, isProven: true))
        }
    }

    @Test("nobody waits for the admin's yes who never asked")
    func admin() {
        #expect(W.decide(.admin(.answerJoining(W.olli, yes: true)), in: Self.state).verdict == .notOpen)
        #expect(W.decide(.admin(.answerJoining(W.stranger, yes: false)), in: Self.state) == Self.declined)
    }
}
