import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("What is for people, and what is for nobody")
struct PeopleTests {
    private static func blocked(_ obstacle: Request.Obstacle, sender: Address? = W.olli) -> Request {
        var request = W.request(W.olli, "liity")
        request.sender = sender.map { NamedAddress(address: $0) }
        request.obstacle = obstacle
        return request
    }

    private static let quarantineID = W.required(QuarantineID("q-0000004d00000000"))
    private static let notice = Letter.Content.forwarding(
        .quarantined(quarantineID, reason: "more than one address in From", subject: "liity"))
    private static let quarantined = Entry.forwarding(
        .quarantined(quarantineID, reason: "more than one address in From"))

    private static let apua = W.request(W.olli, "apua", excerpt: "Minua on kohdeltu väärin", isBrief: false)

    static let rulings: [Ruling] = [
        Ruling(
            "words of a member go to all coordinators", W.request(W.mikko, excerpt: "Hei"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "the first words of somebody new get help",
            W.request(W.olli, excerpt: "Hei"),
            W.forwarded(
                W.olli, to: [W.anna, W.berit], letters: [W.letter(.membership(.help(forwarded: true)), W.olli, .fi)])),
        Ruling(
            "the next ones do not", W.request(W.olli, excerpt: "Hei"), W.forwarded(W.olli, to: [W.anna, W.berit]),
            in: W.state(letters: [W.letter(.membership(.help(forwarded: false)), W.olli, .fi)])),
        Ruling(
            "an answer to a post goes to its author, and to the other coordinators",
            W.request(W.mikko, "ok", reply: W.reply(toCopyOf: .finished)),
            W.forwarded(W.mikko, to: [W.anna, W.berit], post: .finished), in: W.state([.finished])),
        Ruling(
            "an author who is no coordinator any more gets nobody's answers",
            W.request(W.mikko, "", reply: W.reply(toCopyOf: .finished), excerpt: "Hei"),
            W.forwarded(W.mikko, to: [W.berit], post: .finished), in: W.state([.finished]),
            policy: W.changedPolicy { $0.coordinators = [W.berit] }),
        Ruling(
            "ohje is answered", W.request(W.mikko, "ohje"),
            Decision(.helped, letters: [W.letter(.membership(.help(forwarded: false)), W.mikko, .fi)])),
        Ruling(
            "a cry for help reaches people too", apua,
            Decision(
                .helped, entries: W.forwarded(W.olli, to: [W.anna, W.berit]).entries,
                letters: [W.letter(.membership(.help(forwarded: false)), W.olli, .fi)])),
        Ruling("a bounce is nobody", blocked(.bounce("x")), Decision(.ignored("bounce: x"))),
        Ruling("an automatic mail is nobody", blocked(.automatic("x")), Decision(.ignored("automatic: x"))),
        Ruling("our own mail is nobody", blocked(.own), Decision(.ignored("our own mail"))),
        Ruling(
            "a mail that hides its sender is kept, and the coordinators hear of it",
            blocked(.suspect("more than one address in From"), sender: nil),
            Decision(
                .quarantined("more than one address in From"), entries: [quarantined],
                letters: W.notices(notice))),
        Ruling(
            "once a day", blocked(.suspect("more than one address in From"), sender: nil),
            Decision(.quarantined("more than one address in From"), entries: [quarantined]),
            in: W.state(letters: W.notices(notice))),
        Ruling(
            "a mail too large gets a word about it", blocked(.tooLarge(bytes: 30_000_000)),
            Decision(
                .tooLarge,
                letters: [W.letter(.forwarding(.tooLarge(bytes: 30_000_000, subject: "liity")), W.olli, .fi)])),
        Ruling(
            "five letters a day, whoever asks", W.request(W.olli, "liity"), Decision(.silent),
            in: W.state(
                letters: Array(repeating: W.letter(.membership(.help(forwarded: false)), W.olli, .fi), count: 5))),
        Ruling(
            "letters that were proven to be wanted do not count", W.request(W.olli, "liity"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.olli, .fi)]),
            in: W.state(letters: Array(repeating: W.letter(.membership(.goodbye), W.olli, .fi), count: 9))),
        Ruling(
            "the mails of one sender have an end, and the coordinators hear of it", W.request(W.olli, excerpt: "Hei"),
            Decision(
                .flooded, entries: [.forwarding(.flooded(W.olli))],
                letters: W.notices(.forwarding(.flood(W.olli, count: 8)))),
            in: W.state(entries: W.forwardedFrom(W.olli, count: 8))),
        Ruling(
            "once", W.request(W.olli, excerpt: "Hei"), Decision(.flooded),
            in: W.state(entries: W.forwardedFrom(W.olli, count: 9))),
        Ruling(
            "and nobody floods them with floods", W.request(W.olli, excerpt: "Hei"),
            Decision(.flooded, entries: [.forwarding(.flooded(W.olli))]),
            in: W.state(
                entries: W.forwardedFrom(W.olli, count: 8),
                letters: [W.anna, W.berit].flatMap {
                    Array(repeating: W.letter(.forwarding(.flood(W.olli, count: 8)), $0, .fi), count: 5)
                })),
    ]

    @Test("rulings", arguments: rulings)
    func decidesRulings(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test(
        "what a coordinator cannot ask of the list goes to people", arguments: ["unohda minut", "jatka"])
    func coordinators(words: String) {
        let decision = World.decide(.mail(World.request(World.anna, words)), in: World.state([.held]))
        #expect(decision == World.forwarded(World.anna, to: [World.berit]))
        let alone = World.decide(.mail(World.request(World.anna, words)), World.soloPolicy)
        #expect(alone == World.forwarded(World.anna, to: [World.anna]))
    }

    @Test("mails forged in a coordinator's name do not silence her: what answers a preview counts")
    func provenCoordinator() {
        let forged = W.forwardedFrom(W.anna, count: 60)
        let state = W.state([.finished], entries: forged)
        var request = W.request(W.anna, "", reply: W.reply(toPreviewOf: .finished), excerpt: "Milloin lähtee?")
        request.answer = Answer(.other, text: "Milloin lähtee?")
        #expect(W.decide(.mail(request), in: state).verdict == .forwarded)
        request.reply?.isProven = false
        #expect(W.decide(.mail(request), in: state).verdict == .flooded)
    }

    @Test("a mail that was handled is only marked")
    func seen() {
        var state = World.state()
        let request = World.request(World.olli, "liity")
        state.live(through: Decision(.nothing), from: .mail(request.identity))
        #expect(World.decide(.mail(request), in: state) == Decision(.seen))
    }
}
