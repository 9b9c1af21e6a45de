import Mail
import Testing

@testable import Rules

@Suite("Events: announced like any post")
struct InvitingTests {
    private static let id = PostID(at: W.now, digest: W.identity(77).digest)

    private static func held(_ kind: Post.Kind, as subject: String = "Kokous", audience: Language? = nil) -> Decision {
        let post = Post(
            id: id, kind: kind, author: NamedAddress(name: "Nimi", address: W.anna), subject: subject,
            audience: audience, held: W.now)
        return Decision(
            .held, entries: [.held(post)], letters: [W.letter(.preview, W.anna, .fi, facts: ["post": id.text])])
    }

    private static func held(_ plan: EventPlan, audience: Language? = nil) -> Decision {
        held(.invitation(plan), as: plan.name, audience: audience)
    }

    private static func refused(_ facts: [String: String]) -> Decision {
        let all = facts.merging(["subject": "Kokous"]) { $1 }
        return Decision(.eventRefused, letters: [W.letter(.eventRefused, W.anna, .fi, facts: all)])
    }

    private static func invites(_ plan: EventPlan, from sender: Address = W.anna) -> Request {
        W.request(sender, about: .plan(plan))
    }

    private static let titledLikeCommand: Request = {
        var request = invites(renamed("Tilanne"))
        request.command = CommandReader.read(subject: "Tilanne", written: "")
        return request
    }()

    private static func cancels(_ sequence: Int = 1, uid: String = W.uid) -> Request {
        W.request(W.anna, about: .cancellation(uid: uid, sequence: sequence))
    }

    private static func renamed(_ name: String) -> EventPlan { W.plan(name) }
    private static let written = W.plan(uid: "")
    private static let named = W.plan(uid: "\(id.text)@hel.fi")
    private static let stamped = W.plan(stamp: W.now)

    static let holding: [Ruling] = [
        Ruling("an invitation waits, with a preview", invites(W.plan()), held(W.plan())),
        Ruling("[sv] limits the audience", invites(renamed("[SV] Möte")), held(renamed("Möte"), audience: .sv)),
        Ruling(
            "so it does after a reply's prefix, which goes",
            invites(renamed("Re: [sv] Möte")), held(renamed("Möte"), audience: .sv)),
        Ruling(
            "another tag goes with the prefix, and limits nothing",
            invites(renamed("VS: [verkosto] Kokous")), held(W.plan())),
        Ruling("an event that is called like a command is an event", titledLikeCommand, held(renamed("Tilanne"))),
        Ruling("an unknown bracket stays", invites(renamed("[xx] Kokous")), held(renamed("[xx] Kokous"))),
        Ruling("a written event gets a name of ours", invites(written), held(named)),
        Ruling(
            "a change goes to whom the invitation went, whatever its subject says",
            invites(W.plan("[fi] Möte", sequence: 1)), held(W.plan("Möte", sequence: 1), audience: .sv),
            in: W.state(W.event(audience: .sv))),
        Ruling(
            "the same once more is a change of words", invites(W.plan("Syyskokous")), held(W.plan("Syyskokous")),
            in: W.state(W.event())),
        Ruling(
            "of one revision the later stamp counts", invites(W.plan(stamp: W.now + 1)), held(W.plan(stamp: W.now + 1)),
            in: W.state(W.event(stamped))),
        Ruling(
            "what was called off can be announced anew", invites(W.plan(sequence: 2)), held(W.plan(sequence: 2)),
            in: W.state(W.event(isCancelled: true))),
        Ruling(
            "what is going on is not over", invites(W.plan(start: W.now - .hours(2))),
            held(W.plan(start: W.now - .hours(2)))),
        Ruling(
            "today, the whole day, is not over", invites(W.days("2026-11-21", "2026-11-22")),
            held(W.days("2026-11-21", "2026-11-22")), rules: W.timely),
        Ruling(
            "calling it off is held as well", cancels(), held(.cancellation(of: W.eventID, sequence: 1)),
            in: W.state(W.event())),
        Ruling(
            "and goes to whom the invitation went", cancels(),
            held(.cancellation(of: W.eventID, sequence: 1), audience: .sv), in: W.state(W.event(audience: .sv))),
        Ruling(
            "an event answers the letter that refused it",
            {
                var request = invites(W.plan())
                request.answer = W.answer(.note)
                return request
            }(), held(W.plan())),
        Ruling(
            "a mail forged in a coordinator's name is only shown to the coordinator",
            {
                var request = invites(W.plan())
                request.answer = W.answer(.copy, .finished, proven: false)
                return request
            }(), held(W.plan()), in: W.state([.finished])),
    ]

    static let refusing: [Ruling] = [
        Ruling(
            "an earlier revision is refused", invites(W.plan(sequence: 1)), refused(["problem": "outdated"]),
            in: W.state(W.event(W.plan(sequence: 2)))),
        Ruling(
            "so is an earlier stamp", invites(W.plan(stamp: W.now - 1)), refused(["problem": "outdated"]),
            in: W.state(W.event(stamped))),
        Ruling(
            "what is over is refused", invites(W.plan(start: W.now - .hours(2) - 1)), refused(["problem": "past"])),
        Ruling(
            "yesterday is over at midnight in Helsinki", invites(W.days("2026-11-20", "2026-11-21")),
            refused(["problem": "past"]), rules: W.timely),
        Ruling("nobody heard of what is called off", cancels(), refused(["problem": "unknown"])),
        Ruling(
            "or it is called off already", cancels(), refused(["problem": "unknown"]),
            in: W.state(W.event(isCancelled: true))),
        Ruling(
            "a calendar that cannot be read", W.request(W.anna, about: .refused(.calendar(.unknownZone("Mars\n/X")))),
            refused(["problem": "unknownZone", "name": "Mars /X"])),
        Ruling(
            "a time that is not clear",
            W.request(W.anna, about: .refused(.time(.noYear, written: "12. klo 14"))),
            refused(["problem": "unclearTime", "doubt": EventTimeError.noYear.rawValue, "words": "12. klo 14"])),
        Ruling(
            "refusals have an end", invites(W.plan(start: W.now - .days(1))), Decision(.silent),
            in: W.state(letters: Array(repeating: W.letter(.eventRefused, W.anna, .fi), count: 8))),
        Ruling(
            "so have invitations", invites(W.plan()),
            Decision(
                .flooded, entries: [.flooded(W.anna)],
                letters: [W.anna, W.berit].map {
                    W.letter(.floodNotice, $0, .fi, facts: ["sender": "anna@hel.fi", "count": "8"], answers: nil)
                }),
            in: W.state(entries: Array(repeating: .forwardedFrom(W.anna, W.now - .hours(1)), count: 8))),
        Ruling(
            "a member's invitation is for people", invites(W.plan(), from: W.mikko),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "a stranger's too", invites(W.plan(), from: W.stranger),
            W.forwarded(
                W.stranger, to: [W.anna, W.berit],
                letters: [W.letter(.help, W.stranger, .fi, facts: ["forwarded": "yes"])])),
    ]

    private static func post(
        _ number: Int, _ kind: Post.Kind, _ status: Post.Status, audience: Language? = nil
    ) -> Post {
        Post(
            id: W.required(PostID("20261121-000000a\(number)")), kind: kind,
            author: NamedAddress(name: "Anna", address: W.anna), subject: "Kokous", audience: audience, held: W.now,
            status: status)
    }

    private static func says(_ word: String, to post: Post) -> Request {
        W.request(W.anna, word, answer: Request.Answer(purpose: .post, post: post.id, isProven: true))
    }

    private static func published(_ post: Post, recipients: Int = 4, over: [Post] = []) -> Decision {
        Decision(
            .published,
            entries: over.map { .cancelled($0.id) } + [.published(post.id, recipients: recipients)])
    }

    private static func superseded(_ post: Post) -> Decision {
        Decision(
            .cancelled, entries: [.cancelled(post.id)],
            letters: [W.letter(.postCancelled, W.anna, .fi, facts: ["post": post.id.text], answers: nil)])
    }

    private static let update = post(1, .invitation(W.plan(sequence: 1)), .held)
    private static let cancellation = post(2, .cancellation(of: W.eventID, sequence: 1), .held)
    private static let reminding = post(3, .reminder(of: W.eventID, due: W.now), .sending)
    private static let sending = post(4, .invitation(W.plan()), .sending)

    static let publishing: [Ruling] = [
        Ruling(
            "julkaise sends it to everybody", says("julkaise", to: update), published(update),
            in: W.state(entries: [.carriedPost(update)])),
        Ruling(
            "a change stops the copies of what it changes, and of a reminder", says("julkaise", to: update),
            published(update, over: [reminding, sending]),
            in: W.state(W.event(), entries: [update, reminding, sending].map(Entry.carriedPost))),
        Ruling(
            "so does calling it off", says("julkaise", to: cancellation),
            published(cancellation, over: [reminding, sending]),
            in: W.state(W.event(), entries: [cancellation, reminding, sending].map(Entry.carriedPost))),
        Ruling(
            "what was overtaken while it waited does not go out", says("julkaise", to: update), superseded(update),
            in: W.state(W.event(W.plan(sequence: 2)), entries: [.carriedPost(update)])),
        Ruling(
            "nor is anything called off twice", says("julkaise", to: cancellation), superseded(cancellation),
            in: W.state(W.event(isCancelled: true), entries: [.carriedPost(cancellation)])),
        Ruling(
            "nobody who joined since is told of a change",
            says("julkaise", to: update), published(update),
            in: W.state(
                W.event(),
                entries: [
                    .carriedPost(update),
                    .joined(Member(address: W.olli, language: .fi, joined: W.now - 1, consent: Consent(means: .admin))),
                ])),
        Ruling(
            "a limited audience stays", says("julkaise", to: update), published(update, recipients: 2),
            in: W.state(W.event(audience: .sv), entries: [.carriedPost(update)])),
    ]

    @Test("holding", arguments: holding)
    func decidesHolding(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("refusing", arguments: refusing)
    func decidesRefusing(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("publishing", arguments: publishing)
    func decidesPublishing(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of an event's post changes nothing about it")
    func aimed() {
        var taken = W.announcement(.held)
        taken.id = Self.id
        let decision = W.rules.decide(
            W.state(entries: [.carriedPost(taken)]), .mail(Self.invites(W.plan())), at: W.now)
        #expect(decision.verdict == .quarantined("its post has the name of another"))
    }

    /// What members' calendars see, after each thing that was published.
    @Test("a new time or place is a new revision, and revisions never fall")
    func revisions() throws {
        var state = W.state()
        func publish(_ number: Int, _ kind: Post.Kind) throws -> Event {
            let post = Self.post(number, kind, .held)
            state.apply(
                Transaction(
                    sequence: state.sequence + 1, time: W.now + .hours(Int64(number)), source: .admin,
                    entries: [.held(post), .published(post.id, recipients: 1)], letters: []))
            return try #require(state.events.values.first)
        }
        let first = try publish(0, .invitation(W.plan()))
        #expect(first.sequence == 0 && first.id == first.post && first.revised == W.now)
        let reworded = try publish(1, .invitation(W.plan("Syyskokous")))
        #expect(reworded.sequence == 0 && reworded.plan.name == "Syyskokous" && reworded.revised == W.now)
        #expect(reworded.id == first.id && reworded.post != first.post)
        let elsewhere = try publish(2, .invitation(W.plan(place: "Oodi")))
        #expect(elsewhere.sequence == 1 && elsewhere.revised == W.now)
        let moved = try publish(3, .invitation(W.plan(sequence: 7, start: W.start + .days(1))))
        #expect(moved.sequence == 7 && moved.revised == W.now + .hours(3))
        let cancelled = try publish(4, .cancellation(of: first.id, sequence: 2))
        #expect(cancelled.sequence == 8 && cancelled.isCancelled)
        let again = try publish(5, .invitation(W.plan(sequence: 7, start: W.start + .days(1))))
        #expect(again.sequence == 9 && !again.isCancelled && again.revised == W.now + .hours(5))
        #expect(again.invited == W.now && state.events.count == 1)
    }

    @Test("what is about an event goes to those who were invited, and a reminder not to who declined")
    func recipients() {
        let olli = Member(address: W.olli, language: .sv, joined: W.now - .days(9), consent: Consent(means: .admin))
        // Maria changed her language after she had answered; Berit never was a member.
        let entries: [Entry] = [.joined(olli), .languageChanged(W.maria, .fi)]
        let answers = [W.answer(W.maria, .tentative), W.answer(W.anna, .declined), W.answer(W.mirror, .declined)]
        func recipients(_ kind: Post.Kind, _ audience: Language?) -> [Address] {
            let state = W.state(W.event(audience: audience), answers: answers, entries: entries)
            let post = Self.post(5, kind, .held, audience: audience)
            var found: [Address] = []
            W.rules.forEachRecipient(state, of: post) { address, _ in found.append(address) }
            return found.sorted()
        }
        let invitation = Post.Kind.invitation(W.plan(sequence: 1))
        #expect(recipients(invitation, nil) == [W.anna, W.mikko, W.maria, W.mirror].sorted())
        #expect(recipients(.cancellation(of: W.eventID, sequence: 1), .sv) == [W.anna, W.maria, W.mirror].sorted())
        #expect(recipients(.reminder(of: W.eventID, due: W.now), nil) == [W.mikko, W.maria].sorted())
        #expect(recipients(.reminder(of: W.eventID, due: W.now), .sv) == [W.maria])
        #expect(recipients(.announcement, .sv) == [W.olli, W.mirror].sorted())
    }
}
