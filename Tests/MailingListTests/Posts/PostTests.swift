import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Announcements: nothing goes out by accident")
struct PostTests {
    private static func held(_ subject: String, audience: Audience = .everybody, as stated: String? = nil) -> Decision {
        let post = Post(
            id: PostID(at: W.now, digest: W.identity(77).digest), author: NamedAddress(name: "Nimi", address: W.anna),
            subject: stated ?? subject, audience: audience, held: W.now)
        return Decision(
            .held, entries: [.post(.held(post))], letters: [W.letter(.preview(post.id))])
    }

    private static func mail(_ subject: String, isBrief: Bool = false) -> Request {
        W.request(W.anna, reply: nil, excerpt: "Tervetuloa!", subject: subject, isBrief: isBrief)
    }

    private static var longLiity: Request {
        W.request(W.anna, "Liity", excerpt: "Tule mukaan!", isBrief: false)
    }

    private static let published = Decision(.published, entries: [.post(.published(W.postID(.held), recipients: 4))])

    static let holding: [Ruling] = [
        Ruling("a coordinator's mail waits, with a preview", mail("Iltapäivä"), held("Iltapäivä")),
        Ruling("[sv] limits the audience", mail(" [SV] Rubrik"), held("", audience: .speaking(.sv), as: "Rubrik")),
        Ruling("an unknown bracket stays", mail("[xx] Rubrik"), held("[xx] Rubrik")),
        Ruling("a bracket in the middle stays", mail("Möte [sv] Rubrik"), held("Möte [sv] Rubrik")),
        Ruling("an open bracket stays", mail("[sv Rubrik"), held("[sv Rubrik")),
        Ruling("an announcement titled with a command's word is one", longLiity, held("Liity")),
        Ruling(
            "a stranger's mail is no announcement", W.request(W.stranger, excerpt: "Hei", subject: "Iltapäivä"),
            W.forwarded(
                W.stranger, to: [W.anna, W.berit],
                letters: [W.letter(.membership(.help(forwarded: true)), W.stranger, .fi)])),
        Ruling(
            "an answer to one's own post follows it up",
            W.request(W.anna, reply: W.reply(toCopyOf: .finished), excerpt: "Muistutus", subject: "Re: Iltapäivä"),
            held("Re: Iltapäivä"), in: W.state([.finished])),
        Ruling(
            "an answer to another's post is for its author",
            W.request(W.berit, reply: W.reply(toCopyOf: .finished), excerpt: "Hieno!", subject: "Re: Iltapäivä"),
            W.forwarded(W.berit, to: [W.anna], post: .finished), in: W.state([.finished])),
        Ruling(
            "an answer to a report or a forwarded mail is for the other coordinators",
            W.request(W.anna, reply: W.reply(.note), excerpt: "Kiitos", subject: "Re: Lähetetty"),
            W.forwarded(W.anna, to: [W.berit])),
        Ruling(
            "where nobody else could read it, it waits like a post",
            W.request(W.anna, reply: W.reply(.note), excerpt: "Kiitos", subject: "Re: Lähetetty"),
            held("Re: Lähetetty"), policy: W.soloPolicy),
    ]

    static let moderating: [Ruling] = [
        Ruling(
            "julkaise publishes to members and mirrors",
            W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .held)),
            published, in: W.state([.held])),
        Ruling(
            "any coordinator may", W.request(W.berit, "publish", reply: W.reply(toPreviewOf: .held)), published,
            in: W.state([.held])),
        Ruling(
            "peru cancels, and says so", W.request(W.anna, "peru", reply: W.reply(toPreviewOf: .held)),
            Decision(
                .cancelled, entries: [.post(.cancelled(W.postID(.held)))],
                letters: [W.letter(.cancelled(W.postID(.held)))]),
            in: W.state([.held])),
        Ruling(
            "the author hears what another cancelled", W.request(W.berit, "peru", reply: W.reply(toPreviewOf: .held)),
            Decision(
                .cancelled, entries: [.post(.cancelled(W.postID(.held)))],
                letters: [
                    W.letter(.cancelled(W.postID(.held)), to: W.berit),
                    W.letter(.cancelled(W.postID(.held)), answers: nil),
                ]),
            in: W.state([.held])),
        Ruling(
            "an empty answer is no approval", W.request(W.anna, reply: W.reply(toPreviewOf: .held)),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.held), answer: ""))]),
            in: W.state([.held])),
        Ruling(
            "nor are kind words", W.request(W.anna, reply: W.reply(toPreviewOf: .held), excerpt: "Hyvältä näyttää"),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.held), answer: "Hyvältä näyttää"))]),
            in: W.state([.held])),
        Ruling(
            "a forged or expired token shows the preview again",
            W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .held, proven: false)),
            Decision(.reminded, letters: [W.letter(.preview(W.postID(.held)))]), in: W.state([.held])),
        Ruling(
            "so does julkaise out of the blue", W.request(W.anna, "julkaise"),
            Decision(.reminded, letters: [W.letter(.preview(W.postID(.held)))]), in: W.state([.held, .finished])),
        Ruling(
            "with nothing to publish it is a mail of its own", W.request(W.anna, "julkaise"), held("julkaise"),
            in: W.state([.finished])),
        Ruling(
            "a member's julkaise publishes nothing", W.request(W.mikko, "julkaise"),
            W.forwarded(W.mikko, to: [W.anna, W.berit]), in: W.state([.held])),
        Ruling(
            "not even with the token: from an alias it goes to people",
            W.request(W.olli, "julkaise", reply: W.reply(toPreviewOf: .held)),
            W.forwarded(W.olli, to: [W.anna, W.berit], post: .held), in: W.state([.held])),
        Ruling(
            "another letter's token publishes nothing", W.request(W.berit, "julkaise", reply: W.reply(toCopyOf: .held)),
            W.forwarded(W.berit, to: [W.anna], post: .held), in: W.state([.held])),
        Ruling(
            "julkaise twice is once", W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .sending)),
            Decision(.notOpen), in: W.state([.sending])),
        Ruling(
            "peru stops what is going out", W.request(W.anna, "peru", reply: W.reply(toPreviewOf: .sending)),
            Decision(
                .cancelled, entries: [.post(.cancelled(W.postID(.sending)))],
                letters: [W.letter(.cancelled(W.postID(.sending)))]),
            in: W.state([.sending])),
        Ruling(
            "peru out of the blue is asked about", W.request(W.anna, "peru"),
            Decision(.reminded, letters: [W.letter(.previewReminder(W.postID(.sending), answer: "peru"))]),
            in: W.state([.sending])),
        Ruling(
            "julkaise wakes a job that fell asleep", W.request(W.anna, "ok", reply: W.reply(toPreviewOf: .stalled)),
            Decision(.resumed, entries: [.post(.resumed(W.postID(.stalled)))]), in: W.state([.stalled])),
        Ruling(
            "peru ends it", W.request(W.anna, "peru", reply: W.reply(toPreviewOf: .stalled)),
            Decision(
                .cancelled, entries: [.post(.cancelled(W.postID(.stalled)))],
                letters: [W.letter(.cancelled(W.postID(.stalled)))]),
            in: W.state([.stalled])),
        Ruling(
            "julkaise after peru says why not", W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .cancelled)),
            Decision(.notOpen, letters: [W.letter(.cancelled(W.postID(.cancelled)))]), in: W.state([.cancelled])),
        Ruling(
            "julkaise too late says why not",
            W.request(W.anna, "julkaise", reply: W.reply(toPreviewOf: .expired, proven: false)),
            Decision(.notOpen, letters: [W.letter(.expired(W.postID(.expired)))]), in: W.state([.expired])),
        Ruling(
            "peru after the end is told that it is gone",
            W.request(W.anna, "peru", reply: W.reply(toPreviewOf: .finished)),
            Decision(.notOpen, letters: [W.letter(.gone(W.postID(.finished)))]), in: W.state([.finished])),
        Ruling(
            "so is peru out of the blue, when nothing waits", W.request(W.anna, "peru"),
            Decision(.notOpen, letters: [W.letter(.gone(W.postID(.finished)))]), in: W.state([.finished])),
        Ruling(
            "words under an old preview go to the other coordinators",
            W.request(W.anna, reply: W.reply(toPreviewOf: .finished), excerpt: "Huomasin virheen"),
            W.forwarded(W.anna, to: [W.berit], post: .finished), in: W.state([.finished])),
        Ruling(
            "reminders have an end", W.request(W.anna, reply: W.reply(toPreviewOf: .held)), Decision(.silent),
            in: W.state(
                [.held], letters: Array(repeating: W.letter(.previewReminder(W.postID(.held), answer: "")), count: 8))),
        Ruling(
            "previews have none", mail("Iltapäivä"), held("Iltapäivä"),
            in: W.state([.held], letters: Array(repeating: W.letter(.preview(W.postID(.held))), count: 6))),
    ]

    @Test("holding", arguments: holding)
    func decidesHolding(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("moderating", arguments: moderating)
    func decidesModerating(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of a post changes nothing about it")
    func aimed() {
        var taken = World.post(.held)
        taken.id = PostID(at: World.now, digest: World.identity(77).digest)
        let state = World.state(entries: [.post(.carried(taken))])
        let decision = World.decide(.mail(Self.mail("Toinen")), in: state)
        #expect(decision.verdict == .quarantined("its post has the name of another"))
        #expect(decision.letters.map(\.kind) == [.keptAside, .quarantineNotice])
    }

    @Test("a held post expires after its days, and its author hears of it")
    func expiry() {
        let state = World.state([.held, .stalled, .sending])
        let last = World.post(.held).held + World.policy.approveWithin
        #expect(World.decide(.due, in: state, at: last - 1) == Decision(.nothing))
        #expect(
            World.decide(.due, in: state, at: last)
                == Decision(
                    .expired, entries: [.post(.expired(World.postID(.held)))],
                    letters: [World.letter(.expired(World.postID(.held)), answers: nil)]))
    }

    @Test("a job that fell asleep asks with its numbers, and one that ended reports them")
    func jobs() {
        let state = World.state([.sending, .finished])
        let stalled = World.decide(
            .jobStalled(World.postID(.sending), accepted: 3, remaining: 1, since: World.now - .days(1)), in: state)
        let question = World.letter(
            .stalled(
                World.postID(.sending), accepted: 3, remaining: 1, since: World.instant("2026-11-20T12:20:00Z")),
            answers: nil)
        #expect(stalled == Decision(.stalled, entries: [.post(.stalled(World.postID(.sending)))], letters: [question]))

        var report = Report()
        report.accepted = 3
        report.refused = 1
        report.reasons = [Report.Reason(count: 1, kind: .other, text: "550 5.1.1\nNo such user")]
        let finished = World.decide(.jobFinished(World.postID(.sending), report, addressInvalid: []), in: state)
        #expect(finished.entries == [.post(.finished(World.postID(.sending), report))])
        var told = report
        told.reasons = [Report.Reason(count: 1, kind: .other, text: "550 5.1.1 No such user")]
        #expect(finished.letters.map(\.content) == [.post(.report(World.postID(.sending), told))])
        #expect(finished.letters.map(\.to) == [World.anna])

        let ended = World.postID(.finished)
        #expect(
            World.decide(.jobStalled(ended, accepted: 0, remaining: 0, since: World.now), in: state)
                == Decision(.notOpen))
        #expect(World.decide(.jobFinished(ended, report, addressInvalid: []), in: state) == Decision(.notOpen))
    }

    @Test(
        "everybody of the audience gets one copy",
        arguments: [
            (Audience.everybody, [World.anna, World.mikko, World.maria, World.mirror]),
            (.speaking(.sv), [World.maria, World.mirror]),
            (.speaking(.en), [World.mirror]),
        ])
    func recipients(audience: Audience, expected: [Address]) {
        var post = World.post(.held)
        post.audience = audience
        // The mirror is a member as well.
        let state = World.state(entries: [.membership(.joined(World.member(World.mirror, .fi)))])
        var recipients: [Address] = []
        World.context(state).forEachRecipient(of: post) { address, _ in recipients.append(address) }
        #expect(recipients.sorted() == expected.sorted())
        #expect(World.context(state).recipientCount(of: post) == expected.count)
    }
}
