import Mail
import Testing

@testable import Rules

@Suite("What is for people, and what is for nobody")
struct PeopleTests {
    private static func blocked(_ obstacle: Request.Obstacle, sender: Address? = W.olli) -> Request {
        var request = W.request(W.olli, "liity")
        request.sender = sender.map { NamedAddress(address: $0) }
        request.obstacle = obstacle
        return request
    }

    private static let notice = [
        "reason": "more than one address in From", "file": "quarantine/q-0000004d00000000.eml", "subject": "liity",
    ]
    private static let quarantined = Entry.quarantined(
        QuarantineID(digest: W.identity(77).digest), reason: "more than one address in From")

    private static func flood(_ count: Int) -> [Entry] {
        Array(repeating: .forwardedFrom(W.olli, W.now - .hours(1)), count: count)
    }

    private static let apua = W.request(W.olli, "apua", excerpt: "Minua on kohdeltu väärin", isBrief: false)

    static let rulings: [Ruling] = [
        Ruling(
            "words of a member go to all coordinators", W.request(W.mikko, excerpt: "Hei"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "the first words of somebody new get help",
            W.request(W.olli, excerpt: "Hei"),
            W.forwarded(
                W.olli, to: [W.anna, W.berit], letters: [W.letter(.help, W.olli, .fi, facts: ["forwarded": "yes"])])),
        Ruling(
            "the next ones do not", W.request(W.olli, excerpt: "Hei"), W.forwarded(W.olli, to: [W.anna, W.berit]),
            in: W.state(letters: [W.letter(.help, W.olli, .fi)])),
        Ruling(
            "an answer to a post goes to its author",
            W.request(W.mikko, "ok", answer: W.answer(.copy, .finished)),
            W.forwarded(W.mikko, to: [W.anna], post: .finished), in: W.state([.finished])),
        Ruling(
            "an author who is no coordinator any more gets nobody's answers",
            W.request(W.mikko, "", answer: W.answer(.copy, .finished), excerpt: "Hei"),
            W.forwarded(W.mikko, to: [W.berit], post: .finished), in: W.state([.finished]),
            rules: {
                var policy = W.policy
                policy.coordinators = [W.berit]
                return Rulebook(policy: policy)
            }()),
        Ruling(
            "ohje is answered", W.request(W.mikko, "ohje"),
            Decision(.helped, letters: [W.letter(.help, W.mikko, .fi)])),
        Ruling(
            "a cry for help reaches people too", apua,
            Decision(
                .helped, entries: W.forwarded(W.olli, to: [W.anna, W.berit]).entries,
                letters: [W.letter(.help, W.olli, .fi)])),
        Ruling("a bounce is nobody", blocked(.bounce("x")), Decision(.ignored("bounce: x"))),
        Ruling("an automatic mail is nobody", blocked(.automatic("x")), Decision(.ignored("automatic: x"))),
        Ruling("our own mail is nobody", blocked(.own), Decision(.ignored("our own mail"))),
        Ruling(
            "a mail that hides its sender is kept, and the coordinators hear of it",
            blocked(.suspect("more than one address in From"), sender: nil),
            Decision(
                .quarantined("more than one address in From"), entries: [quarantined],
                letters: [W.anna, W.berit].map { W.letter(.quarantineNotice, $0, .fi, facts: notice, answers: nil) })),
        Ruling(
            "once a day", blocked(.suspect("more than one address in From"), sender: nil),
            Decision(.quarantined("more than one address in From"), entries: [quarantined]),
            in: W.state(letters: [W.anna, W.berit].map { W.letter(.quarantineNotice, $0, .fi) })),
        Ruling(
            "a mail too large gets a word about it", blocked(.tooLarge(bytes: 30_000_000)),
            Decision(
                .tooLarge,
                letters: [W.letter(.tooLarge, W.olli, .fi, facts: ["bytes": "30000000", "subject": "liity"])])),
        Ruling(
            "five letters a day, whoever asks", W.request(W.olli, "liity"), Decision(.silent),
            in: W.state(letters: Array(repeating: W.letter(.help, W.olli, .fi), count: 5))),
        Ruling(
            "letters that were proven to be wanted do not count", W.request(W.olli, "liity"),
            Decision(.askedToJoin, letters: [W.letter(.confirmJoin, W.olli, .fi)]),
            in: W.state(letters: Array(repeating: W.letter(.goodbye, W.olli, .fi), count: 9))),
        Ruling(
            "the mails of one sender have an end, and the coordinators hear of it", W.request(W.olli, excerpt: "Hei"),
            Decision(
                .flooded, entries: [.flooded(W.olli)],
                letters: [W.anna, W.berit].map {
                    W.letter(.floodNotice, $0, .fi, facts: ["sender": "olli@hel.fi", "count": "8"], answers: nil)
                }),
            in: W.state(entries: flood(8))),
        Ruling(
            "once", W.request(W.olli, excerpt: "Hei"), Decision(.flooded), in: W.state(entries: flood(9))),
        Ruling(
            "and nobody floods them with floods", W.request(W.olli, excerpt: "Hei"),
            Decision(.flooded, entries: [.flooded(W.olli)]),
            in: W.state(
                entries: flood(8),
                letters: [W.anna, W.berit].flatMap {
                    Array(repeating: W.letter(.floodNotice, $0, .fi), count: 5)
                })),
    ]

    @Test("rulings", arguments: rulings)
    func decidesRulings(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test(
        "words for what is not built go to people, whoever says them",
        arguments: ["unohda minut", "tauko 30", "aiheet +kainuu"])
    func unbuilt(words: String) {
        for (sender, readers) in [(World.mikko, [World.anna, World.berit]), (World.anna, [World.berit])] {
            let decision = World.rules.decide(World.state([.held]), .mail(World.request(sender, words)), at: World.now)
            #expect(decision == World.forwarded(sender, to: readers))
        }
        let alone = World.alone.decide(World.state(), .mail(World.request(World.anna, words)), at: World.now)
        #expect(alone == World.forwarded(World.anna, to: [World.anna]))
    }

    @Test("a mail that was handled is only marked")
    func seen() {
        var state = World.state()
        let request = World.request(World.olli, "liity")
        state.apply(
            Transaction(sequence: 2, time: World.now, source: .mail(request.identity), entries: [], letters: []))
        #expect(World.rules.decide(state, .mail(request), at: World.now) == Decision(.seen))
    }

    @Test("the command line adds each once, with a welcome if wished, and never the list itself")
    func adding() {
        let people = [(World.olli, Language.sv), (World.olli, .fi), (World.mikko, .sv), (World.list, .fi)]
        let added = World.rules.decide(
            World.state(), .admin(.add(people.map { (address: $0.0, language: $0.1) }, .imported, welcome: true)),
            at: World.now)
        let member = Member(
            address: World.olli, language: .sv, joined: World.now, consent: Consent(means: .imported))
        #expect(
            added
                == Decision(
                    .added(1), entries: [.joined(member)],
                    letters: [World.letter(.welcome, World.olli, .sv, answers: nil)]))
        let quiet = World.rules.decide(
            World.state(), .admin(.add([(address: World.olli, language: .sv)], .imported, welcome: false)),
            at: World.now)
        #expect(quiet.letters.isEmpty && quiet.entries.count == 1)
    }

    @Test("the command line removes members, and answers previews")
    func administering() {
        func decide(_ request: AdminRequest) -> Decision {
            World.rules.decide(World.state([.held, .sending, .finished]), .admin(request), at: World.now)
        }
        #expect(
            decide(.remove([World.mikko, World.olli, World.mikko]))
                == Decision(.removed(1), entries: [.left(World.mikko, .admin)]))
        #expect(
            decide(.approve(World.postID(.held)))
                == Decision(.published, entries: [.published(World.postID(.held), recipients: 4)]))
        for status in [Post.Status.held, .sending] {
            #expect(
                decide(.cancel(World.postID(status)))
                    == Decision(
                        .cancelled, entries: [.cancelled(World.postID(status))],
                        letters: [World.letter(.postCancelled, about: status, answers: nil)]))
        }
        #expect(decide(.approve(World.postID(.finished))) == Decision(.notOpen))
        #expect(decide(.cancel(World.postID(.finished))) == Decision(.notOpen))
        #expect(decide(.approve(World.postID(.expired))) == Decision(.notOpen))
    }
}
