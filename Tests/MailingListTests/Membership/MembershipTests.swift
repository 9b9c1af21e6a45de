import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Joining, leaving and the language")
struct MembershipTests {
    private static func joined(_ address: Address, _ language: Language, shown: Language) -> Decision {
        let wording = ConsentWording(title: W.policy.title(in: shown), language: shown)
        let member = Member(
            address: address, language: language, joined: W.now,
            consent: Consent(means: .reply, message: "q@x", wording: wording.name))
        return Decision(
            .joined, entries: [.membership(.worded(wording)), .membership(.joined(member))],
            letters: [W.letter(.membership(.welcome), address, language)])
    }

    private static let confirm = W.letter(.membership(.confirmJoin), W.olli, .fi)

    static let joining: [Ruling] = [
        Ruling(
            "a bare liity asks back", W.request(W.olli, "liity"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.olli, .fi)])),
        Ruling(
            "the word's language is the letter's", W.request(W.olli, "gå med"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.olli, .sv)])),
        Ruling(
            "a coordinator joins like anybody", W.request(W.berit, "liity"),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.berit, .fi)])),
        Ruling(
            "a member hears so in their own language", W.request(W.maria, "liity"),
            Decision(.alreadyMember, letters: [W.letter(.membership(.alreadyMember), W.maria, .sv)])),
        Ruling(
            "another domain gets one kind letter", W.request(W.stranger, "join"),
            Decision(.refusedDomain, letters: [W.letter(.membership(.refusedDomain), W.stranger, .en)])),
        Ruling(
            "and only one", W.request(W.stranger, "join"), Decision(.refusedDomain),
            in: W.state(letters: [W.letter(.membership(.refusedDomain), W.stranger, .en)])),
        Ruling(
            "a yes to the confirm letter joins",
            W.request(W.olli, "", reply: W.reply(.join(.sv)), excerpt: "Jo!"),
            joined(W.olli, .sv, shown: .sv)),
        Ruling(
            "an empty answer is asked again", W.request(W.olli, reply: W.reply(.join(.fi))),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.olli, .fi)])),
        Ruling(
            "once", W.request(W.olli, reply: W.reply(.join(.fi))), Decision(.silent),
            in: W.state(letters: [confirm, confirm])),
        Ruling(
            "other words change nothing, and go to people without a letter back",
            W.request(W.olli, "", reply: W.reply(.join(.fi)), excerpt: "Kuka te olette?"),
            W.forwarded(W.olli, to: [W.anna, W.berit])),
        Ruling(
            "a bare no is a no", W.request(W.olli, "", reply: W.reply(.join(.fi)), excerpt: "Ei kiitos."),
            Decision(.declined)),
        Ruling(
            "a no with words is one that people read",
            W.request(W.olli, "", reply: W.reply(.join(.en)), excerpt: "No thanks, I did not ask for this!"),
            Decision(.declined, entries: W.forwarded(W.olli, to: [W.anna, W.berit]).entries)),
        Ruling("or ok", W.request(W.olli, "ok", reply: W.reply(.join(.fi))), joined(W.olli, .fi, shown: .fi)),
        Ruling(
            "an answer may choose the language; the consent names the letter that was read",
            W.request(W.olli, "kieli sv", reply: W.reply(.join(.fi))), joined(W.olli, .sv, shown: .fi)),
        Ruling("no is no", W.request(W.olli, "peru", reply: W.reply(.join(.fi))), Decision(.declined)),
        Ruling("leaving is no", W.request(W.olli, "eroa", reply: W.reply(.join(.fi))), Decision(.declined)),
        Ruling(
            "a question for help is no yes", W.request(W.olli, "ohje", reply: W.reply(.join(.fi))),
            Decision(.helped, letters: [W.letter(.membership(.help(forwarded: false)), W.olli, .fi)])),
        Ruling(
            "the domain counts on the day of the answer", W.request(W.stranger, "ok", reply: W.reply(.join(.en))),
            Decision(.refusedDomain, letters: [W.letter(.membership(.refusedDomain), W.stranger, .en)])),
        Ruling(
            "an expired or another's token only asks the writer",
            W.request(W.olli, "ok", reply: W.reply(.join(.sv), proven: false)),
            Decision(.askedToJoin, letters: [W.letter(.membership(.confirmJoin), W.olli, .sv)])),
        Ruling(
            "and a question reaches people",
            W.request(W.olli, "", reply: W.reply(.join(.fi), proven: false), excerpt: "Mikä tämä on?"),
            W.forwarded(W.olli, to: [W.anna, W.berit])),
        Ruling(
            "a second yes changes nothing", W.request(W.mikko, "ok", reply: W.reply(.join(.fi))),
            Decision(.alreadyMember)),
        Ruling(
            "what a member asks under the confirm letter reaches people",
            W.request(W.mikko, "", reply: W.reply(.join(.fi)), excerpt: "Milloin tavataan?"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "a member leaves by answering an old confirm letter",
            W.request(W.mikko, "eroa", reply: W.reply(.join(.fi))),
            Decision(
                .left, entries: [.membership(.left(W.mikko, .token))],
                letters: [W.letter(.membership(.goodbye), W.mikko, .fi)])),
        Ruling(
            "but not with another's", W.request(W.mikko, "eroa", reply: W.reply(.join(.fi), proven: false)),
            Decision(.askedToLeave, letters: [W.letter(.membership(.confirmLeave), W.mikko, .fi)])),
    ]

    private static func left(_ departure: LeaveReason) -> Decision {
        Decision(
            .left, entries: [.membership(.left(W.maria, departure))],
            letters: [W.letter(.membership(.goodbye), W.maria, .sv)])
    }

    private static var unsubscribing: Request {
        var request = W.request(W.stranger, "eroa")
        request.unsubscribes = Unsubscribing(address: W.maria, issued: W.now)
        return request
    }

    static let leaving: [Ruling] = [
        Ruling(
            "a bare, perhaps forged eroa asks back", W.request(W.maria, "eroa"),
            Decision(.askedToLeave, letters: [W.letter(.membership(.confirmLeave), W.maria, .sv)])),
        Ruling(
            "who is no member hears so", W.request(W.olli, "leave"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .en)])),
        Ruling(
            "eroa under a copy leaves", W.request(W.maria, "eroa", reply: W.reply(toCopyOf: .finished)), left(.token)),
        Ruling("and under any letter", W.request(W.maria, "lämna", reply: W.reply(.note)), left(.token)),
        Ruling(
            "a preview's token proves no sender", W.request(W.maria, "eroa", reply: W.reply(toPreviewOf: .held)),
            Decision(.askedToLeave, letters: [W.letter(.membership(.confirmLeave), W.maria, .sv)]), in: W.state([.held])
        ),
        Ruling(
            "an answer from an alias asks that alias, which is no member",
            W.request(W.olli, "eroa", reply: W.reply(toCopyOf: .finished, proven: false)),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .fi)]), in: W.state([.finished])),
        Ruling(
            "a yes to the question leaves",
            W.request(W.maria, "", reply: W.reply(.leave), excerpt: "Ja tack, jag vill"), left(.confirmed)),
        Ruling("and eroa", W.request(W.maria, "eroa", reply: W.reply(.leave)), left(.confirmed)),
        Ruling("no is no", W.request(W.maria, "avbryt", reply: W.reply(.leave)), Decision(.declined)),
        Ruling(
            "who wants to stay stays, and people read it",
            W.request(W.maria, "", reply: W.reply(.leave), excerpt: "No! I want to stay"),
            Decision(.declined, entries: W.forwarded(W.maria, to: [W.anna, W.berit]).entries)),
        Ruling(
            "a question does not leave", W.request(W.maria, "", reply: W.reply(.leave), excerpt: "Varför det?"),
            W.forwarded(W.maria, to: [W.anna, W.berit])),
        Ruling("staying is no", W.request(W.maria, "anslut", reply: W.reply(.leave)), Decision(.declined)),
        Ruling("said twice", W.request(W.olli, "ok", reply: W.reply(.leave)), Decision(.notMember)),
        Ruling(
            "too late: asked again", W.request(W.maria, "ok", reply: W.reply(.leave, proven: false)),
            Decision(.askedToLeave, letters: [W.letter(.membership(.confirmLeave), W.maria, .sv)])),
        Ruling(
            "a List-Unsubscribe token works from anywhere", unsubscribing,
            Decision(
                .left, entries: [.membership(.left(W.maria, .token))],
                letters: [W.letter(.membership(.goodbye), W.maria, .sv, answers: nil)])),
    ]

    static let language: [Ruling] = [
        Ruling(
            "a bare word asks back, in the new language", W.request(W.mikko, "kieli sv"),
            Decision(.askedLanguage, letters: [W.letter(.membership(.confirmLanguage), W.mikko, .sv)])),
        Ruling(
            "under a copy it changes at once", W.request(W.mikko, "kieli sv", reply: W.reply(toCopyOf: .finished)),
            Decision(
                .languageChanged, entries: [.membership(.languageChanged(W.mikko, .sv))],
                letters: [W.letter(.membership(.languageChanged), W.mikko, .sv)])),
        Ruling(
            "under a preview it is asked", W.request(W.mikko, "kieli sv", reply: W.reply(toPreviewOf: .held)),
            Decision(.askedLanguage, letters: [W.letter(.membership(.confirmLanguage), W.mikko, .sv)]),
            in: W.state([.held])),
        Ruling(
            "an empty answer is asked again", W.request(W.mikko, reply: W.reply(.language(.en))),
            Decision(.askedLanguage, letters: [W.letter(.membership(.confirmLanguage), W.mikko, .en)])),
        Ruling(
            "a yes to the question changes it", W.request(W.mikko, "ok", reply: W.reply(.language(.en))),
            Decision(
                .languageChanged, entries: [.membership(.languageChanged(W.mikko, .en))],
                letters: [W.letter(.membership(.languageChanged), W.mikko, .en)])),
        Ruling(
            "an answer that names another language gets that one",
            W.request(W.mikko, "kieli sv", reply: W.reply(.language(.en))),
            Decision(
                .languageChanged, entries: [.membership(.languageChanged(W.mikko, .sv))],
                letters: [W.letter(.membership(.languageChanged), W.mikko, .sv)])),
        Ruling("no is no", W.request(W.mikko, "peru", reply: W.reply(.language(.en))), Decision(.declined)),
        Ruling(
            "too late: asked again", W.request(W.mikko, "ok", reply: W.reply(.language(.en), proven: false)),
            Decision(.askedLanguage, letters: [W.letter(.membership(.confirmLanguage), W.mikko, .en)])),
        Ruling(
            "what is so already is said, and no fact", W.request(W.maria, "språk sv", reply: W.reply(.note)),
            Decision(.languageChanged, letters: [W.letter(.membership(.languageChanged), W.maria, .sv)])),
        Ruling(
            "who is no member gets help", W.request(W.olli, "språk sv"),
            Decision(.helped, letters: [W.letter(.membership(.help(forwarded: false)), W.olli, .sv)])),
        Ruling(
            "my data goes to the address it is about", W.request(W.maria, "omat tiedot"),
            Decision(.sentData, letters: [W.letter(.membership(.ownData), W.maria, .sv)])),
        Ruling(
            "nothing is held of who is no member", W.request(W.olli, "my data"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .en)])),
    ]

    @Test("joining", arguments: joining)
    func decidesJoining(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("leaving", arguments: leaving)
    func decidesLeaving(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("language and data", arguments: language)
    func decidesLanguage(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test(
        "who may join is decided by the whole domain",
        arguments: [
            ("anna@hel.fi", true), ("ANNA@HEL.FI", true), ("a@edu.hel.fi", true), ("a@x.edu.hel.fi", true),
            ("anna@hel.fi.evil.org", false), ("anna@evilhel.fi", false), ("anna@fi", false), ("a@hel.fi.", false),
            ("verkosto@hel.fi", false),
        ])
    func domains(text: String, mayJoin: Bool) {
        #expect(Address(text).map(World.policy.mayJoin) ?? false == mayJoin)
    }

    @Test("domains are compared in ASCII, and those below only where written")
    func patterns() throws {
        var policy = World.policy
        policy.joining = .domains(World.domains("jyväskylä.example", "hel.fi"))
        for spelling in ["a@jyväskylä.example", "A@JYVÄSKYLÄ.EXAMPLE", "a@xn--jyvskyl-7wae.example"] {
            #expect(policy.mayJoin(try #require(Address(spelling))), "\(spelling)")
        }
        #expect(!policy.mayJoin(try #require(Address("a@edu.hel.fi"))))
        policy.joining = .domains(World.domains("*.hel.fi"))
        #expect(!policy.mayJoin(World.anna) && policy.mayJoin(World.maria))
        policy.joining = .open
        #expect(policy.mayJoin(World.stranger) && !policy.mayJoin(World.list))
    }
}
