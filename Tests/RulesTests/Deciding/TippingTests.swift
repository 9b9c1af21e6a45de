import Mail
import Testing

@testable import Rules

@Suite("Tips: kept for the digest, once a coordinator said so")
struct TippingTests {
    /// Mikko's mail, or another's.
    private static func mail(
        _ sender: Address = W.mikko, _ text: String = "Käykää katsomassa", word: String = "vinkki: x",
        attachments: [String] = []
    ) -> Request {
        var request = W.request(sender, word, isBrief: attachments.isEmpty)
        request.tip = text
        request.attachments = attachments
        return request
    }

    private static func tip(
        _ sender: Address = W.mikko, _ text: String = "Käykää katsomassa", _ status: Tip.Status = .waiting,
        _ language: Language = .fi
    ) -> Tip {
        Tip(
            id: TipID(digest: W.identity(77).digest), author: NamedAddress(name: "Nimi", address: sender),
            language: language, text: text, received: W.now, status: status, kept: status == .waiting ? nil : W.now)
    }

    private static func asked(_ tip: Tip) -> [Letter] {
        [W.anna, W.berit].map { W.letter(.tipPreview, $0, .fi, facts: ["tip": tip.id.text], answers: nil) }
    }

    private static func thanks(_ to: Address, _ language: Language, moderated: Bool = true) -> Letter {
        W.letter(.tipThanks, to, language, facts: moderated ? ["moderated": "yes"] : [:])
    }

    private static func held(_ tip: Tip, thanks: Letter?) -> Decision {
        Decision(.tipHeld, entries: [.tipped(tip)], letters: asked(tip) + [thanks].compactMap { $0 })
    }

    private static let forwardedToo = W.forwarded(W.mikko, to: [W.anna, W.berit]).entries
    private static let unmoderated = rules { $0.tips.moderate = false }
    private static let long = String(repeating: "ä", count: Tip.longestText + 1)

    private static func rules(_ change: (inout Policy) -> Void) -> Rulebook {
        var policy = W.policy
        change(&policy)
        return Rulebook(policy: policy)
    }

    private static func verified(_ mail: Request) -> Request {
        var mail = mail
        mail.isAuthenticated = true
        return mail
    }

    private static let trusting = rules {
        $0.tips.moderate = false
        $0.trust = .authenticationResults(authservID: "mx.hel.fi")
    }

    static let taking: [Ruling] = [
        Ruling(
            "a member's tip waits for the coordinators, and is thanked for", mail(),
            held(tip(), thanks: thanks(W.mikko, .fi))),
        Ruling(
            "the second one is not", mail(), held(tip(), thanks: nil),
            in: W.state(letters: [thanks(W.mikko, .fi)])),
        Ruling(
            "its language is its word's, the thanks are in the member's", mail(W.maria, "Look!", word: "tip: Look!"),
            held(tip(W.maria, "Look!", .waiting, .en), thanks: thanks(W.maria, .sv))),
        Ruling(
            "a word of two languages leaves the member's own", mail(W.maria, "Titta", word: "tips: Titta"),
            held(tip(W.maria, "Titta", .waiting, .sv), thanks: thanks(W.maria, .sv))),
        Ruling(
            "a coordinator's tip waits as well, even where a mail is long", mail(W.berit, attachments: ["a.pdf"]),
            Decision(
                .tipHeld,
                entries: [.tipped(tip(W.berit))] + W.forwarded(W.berit, to: [W.anna]).entries,
                letters: asked(tip(W.berit)) + [thanks(W.berit, .fi)])),
        Ruling(
            "unmoderated it is kept at once", mail(),
            Decision(
                .tipKept, entries: [.tipped(tip(W.mikko, "Käykää katsomassa", .kept))],
                letters: [thanks(W.mikko, .fi, moderated: false)]),
            rules: unmoderated),
        Ruling(
            "where a server tells genuine senders, others are moderated all the same", mail(),
            held(tip(), thanks: thanks(W.mikko, .fi)), rules: trusting),
        Ruling(
            "and those it vouches for are not", verified(mail()),
            Decision(
                .tipKept, entries: [.tipped(tip(W.mikko, "Käykää katsomassa", .kept))],
                letters: [thanks(W.mikko, .fi, moderated: false)]),
            rules: trusting),
        Ruling(
            "a stranger is told how to join, and people read it", mail(W.olli),
            Decision(
                .notMember, entries: W.forwarded(W.olli, to: [W.anna, W.berit]).entries,
                letters: [W.letter(.tipFromStranger, W.olli, .fi, facts: ["forwarded": "yes"])])),
        Ruling(
            "a tip without words is for people", mail(W.mikko, ""), W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "what a digest cannot carry goes to people as well", mail(attachments: ["kuva.jpg"]),
            Decision(
                .tipHeld, entries: [.tipped(tip())] + forwardedToo,
                letters: asked(tip()) + [thanks(W.mikko, .fi)])),
        Ruling(
            "so does a whole article, of which the beginning is the tip", mail(W.mikko, long),
            Decision(
                .tipHeld, entries: [.tipped(tip(W.mikko, String(long.dropLast())))] + forwardedToo,
                letters: asked(tip()) + [thanks(W.mikko, .fi)])),
        Ruling(
            "tips have an end as mails have", mail(),
            Decision(
                .flooded, entries: [.flooded(W.mikko)],
                letters: [W.anna, W.berit].map {
                    W.letter(.floodNotice, $0, .fi, facts: ["sender": "mikko@hel.fi", "count": "8"], answers: nil)
                }),
            in: W.state(entries: Array(repeating: .forwardedFrom(W.mikko, W.now - .hours(1)), count: 8))),
        Ruling(
            "thanks do not flood", mail(), held(tip(), thanks: nil),
            in: W.state(letters: Array(repeating: W.letter(.help, W.mikko, .fi), count: 5))),
    ]

    private static func answer(
        _ sender: Address, _ words: String, proven: Bool = true, excerpt: String? = nil, tip: Tip = W.tip()
    ) -> Request {
        let answer = Request.Answer(purpose: .tip, tip: tip.id, isProven: proven)
        return W.request(sender, words, answer: answer, excerpt: excerpt)
    }

    private static func asked(again words: String) -> Decision {
        let facts = ["tip": W.tip().id.text, "answer": words]
        return Decision(.reminded, letters: [W.letter(.tipPreview, W.berit, .fi, facts: facts)])
    }

    private static let waiting = W.state(entries: [.tipped(W.tip())])
    private static let kept = W.state(entries: [.tipped(W.tip(5, .kept))])
    private static let keeping = Decision(.tipKept, entries: [.tipKept(W.tip().id)])

    static let moderating: [Ruling] = [
        Ruling("julkaise keeps it", answer(W.berit, "julkaise"), keeping, in: waiting),
        Ruling("so does a single ok", answer(W.anna, "ok"), keeping, in: waiting),
        Ruling(
            "peru drops it", answer(W.berit, "peru"), Decision(.tipDropped, entries: [.tipDropped(W.tip().id)]),
            in: waiting),
        Ruling("silence is no approval", answer(W.berit, ""), asked(again: ""), in: waiting),
        Ruling("nor are thanks", answer(W.berit, "", excerpt: "Kiitos!"), asked(again: "Kiitos!"), in: waiting),
        Ruling(
            "nor a word without proof", answer(W.berit, "julkaise", proven: false), asked(again: "julkaise"),
            in: waiting),
        Ruling("julkaise twice is once", answer(W.berit, "julkaise"), Decision(.notOpen), in: kept),
        Ruling("peru after julkaise changes nothing", answer(W.anna, "peru"), Decision(.notOpen), in: kept),
        Ruling("nor where it is gone", answer(W.anna, "julkaise"), Decision(.notOpen)),
        Ruling(
            "words about it go to the others", answer(W.anna, "", excerpt: "Kuka tämän lähetti?"),
            W.forwarded(W.anna, to: [W.berit]), in: kept),
        Ruling(
            "a member's answer is for people", answer(W.mikko, "julkaise"),
            W.forwarded(W.mikko, to: [W.anna, W.berit]), in: waiting),
        Ruling(
            "questions have an end", answer(W.berit, ""), Decision(.silent),
            in: W.state(
                entries: [.tipped(W.tip())],
                letters: Array(repeating: W.letter(.help, W.berit, .fi), count: 8))),
    ]

    @Test("taking", arguments: taking)
    func decidesTaking(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("moderating", arguments: moderating)
    func decidesModerating(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of a tip changes nothing about it")
    func aimed() {
        let state = W.state(entries: [.tipped(Self.tip(W.mikko, "Alkuperäinen"))])
        let decision = W.rules.decide(state, .mail(Self.mail(W.maria, "Toinen")), at: W.now)
        #expect(decision.verdict == .quarantined("its tip has the name of another"))
    }

    @Test("the token of a question about a tip is good for that tip only, and proves nobody")
    func tokens() {
        let token = W.signer.token(.tip, for: W.tip().id.text, until: W.now + .days(7)).text
        let mail = Mails.mail(from: "anna@hel.fi", subject: "Re: Vinkki [kutsu:\(token)]", [], "eroa")
        func answer(_ tips: [TipID]) -> Request.Answer? {
            let identity = W.identity(1)
            return W.reader.read(Message(mail), identity: identity, open: OpenQuestions(tips: tips), at: W.now).answer
        }
        let found = answer([W.tip(6).id, W.tip().id])
        #expect(found == Request.Answer(purpose: .tip, tip: W.tip().id, isProven: true))
        #expect(found?.provesSender == false)
        #expect(answer([W.tip(6).id]) == nil)
    }

    @Test("the command line keeps what waits, and drops what has not gone out")
    func administering() {
        for (status, keeps, drops) in [
            (Tip.Status.waiting, true, true), (.kept, false, true), (.published, false, false),
        ] {
            let tip = W.tip(5, status)
            let state = W.state(entries: [.carriedTip(tip)])
            #expect(
                W.rules.decide(state, .admin(.keepTip(tip.id)), at: W.now)
                    == (keeps ? Self.keeping : Decision(.notOpen)))
            #expect(
                W.rules.decide(state, .admin(.dropTip(tip.id)), at: W.now)
                    == (drops ? Decision(.tipDropped, entries: [.tipDropped(tip.id)]) : Decision(.notOpen)))
        }
    }

    @Test("its links are found once each, in their order")
    func links() {
        let text = "https://b.example/x, ja https://a.example. Vielä https://b.example/x\nmailto:a@b.fi c@d.fi"
        #expect(W.tip(text: text).links == ["https://b.example/x", "https://a.example"])
        #expect(W.tip(text: "ei mitään").links == [])
    }
}
