import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Events: announced like any post")
struct InvitingTests {
    private static let id = PostID(at: W.now, digest: W.identity(77).digest)

    private static func held(_ kind: Post.Kind, as subject: String = "Kokous", audience: Audience = .everybody)
        -> Decision
    {
        let post = Post(
            id: id, kind: kind, author: NamedAddress(name: "Nimi", address: W.anna), subject: subject,
            audience: audience, held: W.now)
        return Decision(
            .held, entries: [.post(.held(post))], letters: [W.letter(.preview(id))])
    }

    private static func held(_ plan: EventPlan, audience: Audience = .everybody) -> Decision {
        held(.invitation(plan), as: plan.name, audience: audience)
    }

    private static func refused(
        _ problem: EventRefusal.Problem, name: String? = nil, timeError: EventTimeError? = nil, written: String = ""
    ) -> Decision {
        let refusal = EventRefusal(problem: problem, name: name, timeError: timeError, written: written)
        return Decision(
            .eventRefused, letters: [W.letter(.event(.refused(refusal, subject: "Kokous")), W.anna, .fi)])
    }

    private static func invites(_ plan: EventPlan, from sender: Address = W.anna) -> Request {
        W.request(sender, about: .plan(plan))
    }

    private static let titledLikeCommand: Request = {
        var request = invites(renamed("Tilanne"))
        request.command = W.command("Tilanne")
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
        Ruling(
            "[sv] limits the audience", invites(renamed("[SV] Möte")), held(renamed("Möte"), audience: .speaking(.sv))),
        Ruling(
            "so it does after a reply's prefix, which goes",
            invites(renamed("Re: [sv] Möte")), held(renamed("Möte"), audience: .speaking(.sv))),
        Ruling(
            "another tag goes with the prefix, and limits nothing",
            invites(renamed("VS: [verkosto] Kokous")), held(W.plan())),
        Ruling("an event that is called like a command is an event", titledLikeCommand, held(renamed("Tilanne"))),
        Ruling("an unknown bracket stays", invites(renamed("[xx] Kokous")), held(renamed("[xx] Kokous"))),
        Ruling("a written event gets a name of ours", invites(written), held(named)),
        Ruling(
            "a change goes to whom the invitation went, whatever its subject says",
            invites(W.plan("[fi] Möte", sequence: 1)), held(W.plan("Möte", sequence: 1), audience: .speaking(.sv)),
            in: W.state(W.event(audience: .speaking(.sv)))),
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
            held(W.days("2026-11-21", "2026-11-22")), policy: W.timelyPolicy),
        Ruling(
            "calling it off is held as well", cancels(), held(.cancellation(of: W.eventID, sequence: 1)),
            in: W.state(W.event())),
        Ruling(
            "and goes to whom the invitation went", cancels(),
            held(.cancellation(of: W.eventID, sequence: 1), audience: .speaking(.sv)),
            in: W.state(W.event(audience: .speaking(.sv)))),
        Ruling(
            "an event answers the letter that refused it",
            {
                var request = invites(W.plan())
                request.reply = W.reply(.note)
                return request
            }(), held(W.plan())),
        Ruling(
            "a mail forged in a coordinator's name is only shown to the coordinator",
            {
                var request = invites(W.plan())
                request.reply = W.reply(toCopyOf: .finished, proven: false)
                return request
            }(), held(W.plan()), in: W.state([.finished])),
    ]

    static let refusing: [Ruling] = [
        Ruling(
            "an earlier revision is refused", invites(W.plan(sequence: 1)), refused(.outdated),
            in: W.state(W.event(W.plan(sequence: 2)))),
        Ruling(
            "so is an earlier stamp", invites(W.plan(stamp: W.now - 1)), refused(.outdated),
            in: W.state(W.event(stamped))),
        Ruling(
            "what is over is refused", invites(W.plan(start: W.now - .hours(2) - 1)), refused(.past)),
        Ruling(
            "yesterday is over at midnight in Helsinki", invites(W.days("2026-11-20", "2026-11-21")),
            refused(.past), policy: W.timelyPolicy),
        Ruling("nobody heard of what is called off", cancels(), refused(.unknown)),
        Ruling(
            "or it is called off already", cancels(), refused(.unknown),
            in: W.state(W.event(isCancelled: true))),
        Ruling(
            "a calendar that cannot be read", W.request(W.anna, about: .refused(.calendar(.unknownZone("Mars\n/X")))),
            refused(.unknownZone, name: "Mars /X")),
        Ruling(
            "a time that is not clear",
            W.request(W.anna, about: .refused(.time(.noYear, written: "12. klo 14"))),
            refused(.unclearTime, timeError: .noYear, written: "12. klo 14")),
        Ruling(
            "refusals have an end", invites(W.plan(start: W.now - .days(1))), Decision(.silent),
            in: W.state(letters: Array(repeating: refused(.past).letters[0], count: 8))),
        Ruling(
            "so have invitations", invites(W.plan()),
            Decision(
                .flooded, entries: [.forwarding(.flooded(W.anna))],
                letters: W.notices(.forwarding(.flood(W.anna, count: 8)))
                    + [W.letter(.forwarding(.senderCheck), W.anna, .fi)]),
            in: W.state(entries: W.forwardedFrom(W.anna, count: 8))),
        Ruling(
            "a member's invitation is for people", invites(W.plan(), from: W.mikko),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "a stranger's too", invites(W.plan(), from: W.stranger),
            W.forwarded(
                W.stranger, to: [W.anna, W.berit],
                letters: [W.letter(.membership(.help(forwarded: true)), W.stranger, .fi)])),
    ]

    @Test("holding", arguments: holding)
    func decidesHolding(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("refusing", arguments: refusing)
    func decidesRefusing(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of an event's post changes nothing about it")
    func aimed() {
        var taken = W.announcement(.held)
        taken.id = Self.id
        let decision = W.decide(.mail(Self.invites(W.plan())), in: W.state(entries: [.post(.carried(taken))]))
        #expect(decision.verdict == .quarantined("its post has the name of another"))
    }
}
