import Mail
import Testing

@testable import Rules

@Suite("Announcements: nothing goes out by accident")
struct PostTests {
    private static func held(_ subject: String, audience: Language? = nil, as stated: String? = nil) -> Decision {
        let post = Post(
            id: PostID(at: W.now, digest: W.identity(77).digest), author: NamedAddress(name: "Nimi", address: W.anna),
            subject: stated ?? subject, audience: audience, held: W.now)
        return Decision(
            .held, entries: [.held(post)], letters: [W.letter(.preview, W.anna, .fi, facts: ["post": post.id.text])])
    }

    private static func mail(_ subject: String, isBrief: Bool = false) -> Request {
        W.request(W.anna, answer: nil, excerpt: "Tervetuloa!", subject: subject, isBrief: isBrief)
    }

    private static var longLiity: Request {
        W.request(W.anna, "Liity", excerpt: "Tule mukaan!", isBrief: false)
    }

    private static let published = Decision(.published, entries: [.published(W.postID(.held), recipients: 4)])

    static let holding: [Ruling] = [
        Ruling("a coordinator's mail waits, with a preview", mail("Iltapäivä"), held("Iltapäivä")),
        Ruling("[sv] limits the audience", mail(" [SV] Rubrik"), held("", audience: .sv, as: "Rubrik")),
        Ruling("an unknown bracket stays", mail("[xx] Rubrik"), held("[xx] Rubrik")),
        Ruling("a bracket in the middle stays", mail("Re: [sv] Rubrik"), held("Re: [sv] Rubrik")),
        Ruling("an open bracket stays", mail("[sv Rubrik"), held("[sv Rubrik")),
        Ruling("an announcement titled with a command's word is one", longLiity, held("Liity")),
        Ruling(
            "a stranger's mail is no announcement", W.request(W.stranger, excerpt: "Hei", subject: "Iltapäivä"),
            W.forwarded(
                W.stranger, to: [W.anna, W.berit],
                letters: [W.letter(.help, W.stranger, .fi, facts: ["forwarded": "yes"])])),
        Ruling(
            "an answer to one's own post follows it up",
            W.request(W.anna, answer: W.answer(.copy, .finished), excerpt: "Muistutus", subject: "Re: Iltapäivä"),
            held("Re: Iltapäivä"), in: W.state([.finished])),
        Ruling(
            "an answer to another's post is for its author",
            W.request(W.berit, answer: W.answer(.copy, .finished), excerpt: "Hieno!", subject: "Re: Iltapäivä"),
            W.forwarded(W.berit, to: [W.anna], post: .finished), in: W.state([.finished])),
        Ruling(
            "an answer to a report or a forwarded mail is for the other coordinators",
            W.request(W.anna, answer: W.answer(.note), excerpt: "Kiitos", subject: "Re: Lähetetty"),
            W.forwarded(W.anna, to: [W.berit])),
        Ruling(
            "where nobody else could read it, it waits like a post",
            W.request(W.anna, answer: W.answer(.note), excerpt: "Kiitos", subject: "Re: Lähetetty"),
            held("Re: Lähetetty"), rules: W.alone),
    ]

    static let moderating: [Ruling] = [
        Ruling(
            "julkaise publishes to members and mirrors", W.request(W.anna, "julkaise", answer: W.answer(.post, .held)),
            published, in: W.state([.held])),
        Ruling(
            "any coordinator may", W.request(W.berit, "publish", answer: W.answer(.post, .held)), published,
            in: W.state([.held])),
        Ruling(
            "peru cancels, and says so", W.request(W.anna, "peru", answer: W.answer(.post, .held)),
            Decision(
                .cancelled, entries: [.cancelled(W.postID(.held))], letters: [W.letter(.postCancelled, about: .held)]),
            in: W.state([.held])),
        Ruling(
            "the author hears what another cancelled", W.request(W.berit, "peru", answer: W.answer(.post, .held)),
            Decision(
                .cancelled, entries: [.cancelled(W.postID(.held))],
                letters: [
                    W.letter(.postCancelled, about: .held, to: W.berit),
                    W.letter(.postCancelled, about: .held, answers: nil),
                ]),
            in: W.state([.held])),
        Ruling(
            "an empty answer is no approval", W.request(W.anna, answer: W.answer(.post, .held)),
            Decision(.reminded, letters: [W.letter(.previewReminder, about: .held, answer: "")]), in: W.state([.held])),
        Ruling(
            "nor are kind words", W.request(W.anna, answer: W.answer(.post, .held), excerpt: "Hyvältä näyttää"),
            Decision(.reminded, letters: [W.letter(.previewReminder, about: .held, answer: "Hyvältä näyttää")]),
            in: W.state([.held])),
        Ruling(
            "a forged or expired token shows the preview again",
            W.request(W.anna, "julkaise", answer: W.answer(.post, .held, proven: false)),
            Decision(.reminded, letters: [W.letter(.preview, about: .held)]), in: W.state([.held])),
        Ruling(
            "so does julkaise out of the blue", W.request(W.anna, "julkaise"),
            Decision(.reminded, letters: [W.letter(.preview, about: .held)]), in: W.state([.held, .finished])),
        Ruling(
            "with nothing to publish it is a mail of its own", W.request(W.anna, "julkaise"), held("julkaise"),
            in: W.state([.finished])),
        Ruling(
            "a member's julkaise publishes nothing", W.request(W.mikko, "julkaise"),
            W.forwarded(W.mikko, to: [W.anna, W.berit]), in: W.state([.held])),
        Ruling(
            "not even with the token: from an alias it goes to the author",
            W.request(W.olli, "julkaise", answer: W.answer(.post, .held)),
            W.forwarded(W.olli, to: [W.anna], post: .held), in: W.state([.held])),
        Ruling(
            "another letter's token publishes nothing", W.request(W.berit, "julkaise", answer: W.answer(.copy, .held)),
            W.forwarded(W.berit, to: [W.anna], post: .held), in: W.state([.held])),
        Ruling(
            "julkaise twice is once", W.request(W.anna, "julkaise", answer: W.answer(.post, .sending)),
            Decision(.notOpen), in: W.state([.sending])),
        Ruling(
            "peru stops what is going out", W.request(W.anna, "peru", answer: W.answer(.post, .sending)),
            Decision(
                .cancelled, entries: [.cancelled(W.postID(.sending))],
                letters: [W.letter(.postCancelled, about: .sending)]),
            in: W.state([.sending])),
        Ruling(
            "peru out of the blue is asked about", W.request(W.anna, "peru"),
            Decision(.reminded, letters: [W.letter(.previewReminder, about: .sending, answer: "peru")]),
            in: W.state([.sending])),
        Ruling(
            "julkaise wakes a job that fell asleep", W.request(W.anna, "ok", answer: W.answer(.post, .asleep)),
            Decision(.resumed, entries: [.resumed(W.postID(.asleep))]), in: W.state([.asleep])),
        Ruling(
            "peru ends it", W.request(W.anna, "peru", answer: W.answer(.post, .asleep)),
            Decision(
                .cancelled, entries: [.cancelled(W.postID(.asleep))],
                letters: [W.letter(.postCancelled, about: .asleep)]),
            in: W.state([.asleep])),
        Ruling(
            "julkaise after peru says why not", W.request(W.anna, "julkaise", answer: W.answer(.post, .cancelled)),
            Decision(.notOpen, letters: [W.letter(.postCancelled, about: .cancelled)]), in: W.state([.cancelled])),
        Ruling(
            "julkaise too late says why not",
            W.request(W.anna, "julkaise", answer: W.answer(.post, .expired, proven: false)),
            Decision(.notOpen, letters: [W.letter(.postExpired, about: .expired)]), in: W.state([.expired])),
        Ruling(
            "peru after the end changes nothing", W.request(W.anna, "peru", answer: W.answer(.post, .finished)),
            Decision(.notOpen), in: W.state([.finished])),
        Ruling(
            "words under an old preview go to the other coordinators",
            W.request(W.anna, answer: W.answer(.post, .finished), excerpt: "Huomasin virheen"),
            W.forwarded(W.anna, to: [W.berit], post: .finished), in: W.state([.finished])),
        Ruling(
            "reminders have an end", W.request(W.anna, answer: W.answer(.post, .held)), Decision(.silent),
            in: W.state(
                [.held], letters: Array(repeating: W.letter(.previewReminder, about: .held, answer: ""), count: 8))),
        Ruling(
            "previews have none", mail("Iltapäivä"), held("Iltapäivä"),
            in: W.state([.held], letters: Array(repeating: W.letter(.preview, about: .held), count: 6))),
    ]

    @Test("holding", arguments: holding)
    func decidesHolding(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("moderating", arguments: moderating)
    func decidesModerating(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of a post changes nothing about it")
    func aimed() {
        var taken = World.post(.held)
        taken.id = PostID(at: World.now, digest: World.identity(77).digest)
        let state = World.state(entries: [.carriedPost(taken)])
        let decision = World.rules.decide(state, .mail(Self.mail("Toinen")), at: World.now)
        #expect(decision.verdict == .quarantined("its post has the name of another"))
        #expect(decision.letters.map(\.kind) == [.quarantineNotice, .quarantineNotice])
    }

    @Test("a held post expires after its days, and its author hears of it")
    func expiry() {
        let state = World.state([.held, .asleep, .sending])
        let last = World.post(.held).held + World.policy.approveWithin
        #expect(World.rules.decide(state, .due, at: last - 1) == Decision(.nothing))
        #expect(
            World.rules.decide(state, .due, at: last)
                == Decision(
                    .expired, entries: [.expired(World.postID(.held))],
                    letters: [World.letter(.postExpired, about: .held, answers: nil)]))
    }

    @Test("a job that fell asleep asks with its numbers, and one that ended reports them")
    func jobs() {
        let state = World.state([.sending, .finished])
        let asleep = World.rules.decide(
            state, .jobAsleep(World.postID(.sending), accepted: 3, remaining: 1, since: World.now - .days(1)),
            at: World.now)
        var question = World.letter(.postStale, about: .sending, answers: nil)
        question.facts.merge(["accepted": "3", "remaining": "1", "since": "2026-11-20T12:20:00Z"]) { $1 }
        #expect(asleep == Decision(.asleep, entries: [.asleep(World.postID(.sending))], letters: [question]))

        var report = Report()
        report.accepted = 3
        report.refused = 1
        report.reasons = [Report.Reason(count: 1, text: "550 5.1.1\nNo such user")]
        let finished = World.rules.decide(state, .jobFinished(World.postID(.sending), report, dead: []), at: World.now)
        #expect(finished.entries == [.finished(World.postID(.sending), report)])
        #expect(finished.letters.first?.facts["reasons"] == "1 550 5.1.1 No such user")
        #expect(finished.letters.map(\.to) == [World.anna])

        let ended = World.postID(.finished)
        #expect(
            World.rules.decide(state, .jobAsleep(ended, accepted: 0, remaining: 0, since: World.now), at: World.now)
                == Decision(.notOpen))
        #expect(World.rules.decide(state, .jobFinished(ended, report, dead: []), at: World.now) == Decision(.notOpen))
    }

    @Test(
        "everybody of the audience gets one copy",
        arguments: [
            (Language?.none, [World.anna, World.mikko, World.maria, World.mirror]), (.sv, [World.maria, World.mirror]),
            (.en, [World.mirror]),
        ])
    func recipients(audience: Language?, expected: [Address]) {
        var post = World.post(.held)
        post.audience = audience
        // The mirror is a member as well.
        let state = World.state(entries: [.joined(World.member(World.mirror, .fi))])
        var recipients: [Address] = []
        World.rules.forEachRecipient(state, of: post) { address, _ in recipients.append(address) }
        #expect(recipients.sorted() == expected.sorted())
        #expect(World.rules.recipientCount(state, of: post) == expected.count)
    }
}
