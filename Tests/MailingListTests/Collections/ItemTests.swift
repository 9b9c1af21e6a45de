import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("Tips: kept for the digest, once a coordinator said so")
struct ItemTests {
    /// Mikko's mail, or another's.
    private static func mail(
        _ sender: Address = W.mikko, _ text: String = "Käykää katsomassa", word: String = "vinkki: x",
        attachments: [String] = []
    ) -> Request {
        var request = W.request(sender, word, isBrief: attachments.isEmpty)
        request.item = text
        request.attachments = attachments
        return request
    }

    private static func tip(
        _ sender: Address = W.mikko, _ text: String = "Käykää katsomassa", _ status: Item.Status = .waiting,
        _ language: Language = .fi
    ) -> Item {
        Item(
            id: ItemID(digest: W.identity(77).digest), author: NamedAddress(name: "Nimi", address: sender),
            language: language, text: text, received: W.now, status: status, kept: status == .waiting ? nil : W.now)
    }

    private static func asked(_ tip: Item) -> [Letter] {
        W.notices(.item(.preview(tip.id, answer: nil)))
    }

    private static func thanks(_ to: Address, _ language: Language, moderated: Bool = true) -> Letter {
        W.letter(.item(.thanks(.tips, moderated: moderated)), to, language)
    }

    private static func held(_ tip: Item, thanks: Letter?) -> Decision {
        Decision(.itemHeld, entries: [.item(.received(tip))], letters: asked(tip) + [thanks].compactMap { $0 })
    }

    private static let forwardedToo = W.forwarded(W.mikko, to: [W.anna, W.berit]).entries
    private static let unmoderated = W.changedPolicy { $0.collections = [.tips(moderate: false)] }
    private static let long = String(repeating: "ä", count: Item.longestText + 1)

    private static func verified(_ mail: Request) -> Request {
        var mail = mail
        mail.isAuthenticated = true
        return mail
    }

    private static let trusting = W.changedPolicy {
        $0.collections = [.tips(moderate: false)]
        $0.trust = .authenticationResults(authservID: "mx.hel.fi")
    }

    private static func proven(_ item: Item) -> Item {
        var item = item
        item.isProven = true
        return item
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
                .itemHeld,
                entries: [.item(.received(tip(W.berit)))] + W.forwarded(W.berit, to: [W.anna]).entries,
                letters: asked(tip(W.berit)) + [thanks(W.berit, .fi)])),
        Ruling(
            "unmoderated it waits all the same where nothing shows who sent it", mail(),
            held(tip(), thanks: thanks(W.mikko, .fi)), policy: unmoderated),
        Ruling(
            "and is kept at once where something does", verified(mail()),
            Decision(
                .itemKept, entries: [.item(.received(proven(tip(W.mikko, "Käykää katsomassa", .kept))))],
                letters: [thanks(W.mikko, .fi, moderated: false)]),
            policy: unmoderated),
        Ruling(
            "where a server tells genuine senders, others are moderated all the same", mail(),
            held(tip(), thanks: thanks(W.mikko, .fi)), policy: trusting),
        Ruling(
            "and those it vouches for are not", verified(mail()),
            Decision(
                .itemKept, entries: [.item(.received(proven(tip(W.mikko, "Käykää katsomassa", .kept))))],
                letters: [thanks(W.mikko, .fi, moderated: false)]),
            policy: trusting),
        Ruling(
            "a stranger is told how to join, and people read it", mail(W.olli),
            Decision(
                .notMember, entries: W.forwarded(W.olli, to: [W.anna, W.berit]).entries,
                letters: [W.letter(.item(.fromStranger(.tips)), W.olli, .fi)])),
        Ruling(
            "a tip without words is for people", mail(W.mikko, ""), W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "what a digest cannot carry goes to people as well", mail(attachments: ["kuva.jpg"]),
            Decision(
                .itemHeld, entries: [.item(.received(tip()))] + forwardedToo,
                letters: asked(tip()) + [thanks(W.mikko, .fi)])),
        Ruling(
            "so does a whole article, of which the beginning is the tip", mail(W.mikko, long),
            Decision(
                .itemHeld, entries: [.item(.received(tip(W.mikko, String(long.dropLast()))))] + forwardedToo,
                letters: asked(tip()) + [thanks(W.mikko, .fi)])),
        Ruling(
            "tips have an end as mails have", mail(),
            Decision(
                .flooded, entries: [.forwarding(.flooded(W.mikko))],
                letters: W.notices(.forwarding(.flood(W.mikko, count: 8)))
                    + [W.letter(.forwarding(.senderCheck), W.mikko, .fi)]),
            in: W.state(entries: W.forwardedFrom(W.mikko, count: 8))),
        Ruling(
            "thanks do not flood", mail(), held(tip(), thanks: nil),
            in: W.state(
                letters: Array(repeating: W.letter(.membership(.help(forwarded: false)), W.mikko, .fi), count: 5))),
    ]

    private static func answer(
        _ sender: Address, _ words: String, proven: Bool = true, excerpt: String? = nil, tip: Item = W.tip()
    ) -> Request {
        W.request(sender, words, reply: W.reply(.item(tip.id), proven: proven), excerpt: excerpt)
    }

    private static func asked(again words: String) -> Decision {
        Decision(.reminded, letters: [W.letter(.item(.preview(W.tip().id, answer: words)), W.berit, .fi)])
    }

    private static let waiting = W.state(entries: [.item(.received(W.tip()))])
    private static let kept = W.state(entries: [.item(.received(W.tip(5, .kept)))])
    private static let keeping = Decision(.itemKept, entries: [.item(.kept(W.tip().id))])

    static let moderating: [Ruling] = [
        Ruling("julkaise keeps it", answer(W.berit, "julkaise"), keeping, in: waiting),
        Ruling("so does a single ok", answer(W.anna, "ok"), keeping, in: waiting),
        Ruling(
            "peru drops it", answer(W.berit, "peru"), Decision(.itemDropped, entries: [.item(.dropped(W.tip().id))]),
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
                entries: [.item(.received(W.tip()))],
                letters: Array(repeating: W.letter(.membership(.help(forwarded: false)), W.berit, .fi), count: 8))),
    ]

    @Test("taking", arguments: taking)
    func decidesTaking(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("moderating", arguments: moderating)
    func decidesModerating(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a mail aimed at the name of a tip changes nothing about it")
    func aimed() {
        let state = W.state(entries: [.item(.received(Self.tip(W.mikko, "Alkuperäinen")))])
        let decision = W.decide(.mail(Self.mail(W.maria, "Toinen")), in: state)
        #expect(decision.verdict == .quarantined("its item has the name of another"))
    }

    @Test("the token of a question about a tip is good for that tip only, and proves nobody")
    func tokens() {
        let token = Mails.token(.item(W.tip().id), W.anna).text
        let mail = Mails.mail(from: "anna@hel.fi", subject: "Re: Vinkki [kutsu:\(token)]", [], "eroa")
        func reply(_ items: [ItemID]) -> Reply? { Mails.read(mail, open: OpenQuestions(items: items)).reply }
        let found = reply([W.tip(6).id, W.tip().id])
        #expect(found?.purpose == .item(W.tip().id) && found?.isProven == true)
        #expect(found?.provesSender == false)
        #expect(reply([W.tip(6).id]) == nil)
    }

    @Test("the command line keeps what waits, and drops what has not gone out")
    func administering() {
        for (status, keeps, drops) in [
            (Item.Status.waiting, true, true), (.kept, false, true), (.published, false, false),
        ] {
            let tip = W.tip(5, status)
            let state = W.state(entries: [.item(.carried(tip))])
            #expect(
                W.decide(.admin(.keepItem(tip.id)), in: state)
                    == (keeps ? Self.keeping : Decision(.notOpen)))
            #expect(
                W.decide(.admin(.dropItem(tip.id)), in: state)
                    == (drops ? Decision(.itemDropped, entries: [.item(.dropped(tip.id))]) : Decision(.notOpen)))
        }
    }
}
