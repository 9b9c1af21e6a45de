import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Choosing topics")
struct ChoosingTests {
    private static func says(
        _ words: String, _ sender: Address = W.mikko, reply: Reply? = nil, excerpt: String? = nil
    ) -> Request {
        W.request(sender, words, reply: reply, excerpt: excerpt, topics: W.topics)
    }

    private static func following(_ topics: TopicName..., by address: Address = W.mikko) -> State {
        W.state(entries: [.choice(.chose(address, .topics(Set(topics))))])
    }

    private static func told(_ unknown: [String] = [], _ address: Address = W.mikko, _ language: Language = .fi)
        -> Letter
    {
        W.letter(.choice(.topics(unknown: unknown)), address, language)
    }

    private static func chose(_ topics: TopicName..., unknown: [String] = []) -> Decision {
        Decision(.chose, entries: [.choice(.chose(W.mikko, .topics(Set(topics))))], letters: [told(unknown)])
    }

    private static func asked(_ topics: TopicName..., of address: Address = W.mikko, _ language: Language = .fi)
        -> Decision
    {
        Decision(
            .askedChoice, letters: [W.letter(.choice(.confirm(.topics(Set(topics)))), address, language)])
    }

    private static let copy = W.reply(toCopyOf: .finished)
    private static let question = W.reply(.choice(.topics([W.kainuu])))

    private static func ruling(
        _ story: String, _ request: Request, _ decision: Decision, in state: State = W.state(),
        policy: Policy = W.topicPolicy
    ) -> Ruling { Ruling(story, request, decision, in: state, policy: policy) }

    static let rulings: [Ruling] = [
        ruling("the bare word shows them", says("aiheet"), Decision(.toldTopics, letters: [told()])),
        ruling(
            "in the member's own language", says("topics", W.maria),
            Decision(.toldTopics, letters: [told([], W.maria, .sv)])),
        ruling("a bare wish asks back", says("aiheet +kainuu"), asked(W.kainuu)),
        ruling(
            "with all that is followed then", says("aiheet +kainuu"), asked(W.kainuu, W.oulu), in: following(W.oulu)),
        ruling("as an answer to a copy it is done at once", says("aiheet +kainuu -oulu", reply: copy), chose(W.kainuu)),
        ruling(
            "what was followed stays", says("aiheet +kainuu", reply: copy), chose(W.kainuu, W.oulu),
            in: following(W.oulu)),
        ruling("or goes", says("aiheet -oulu", reply: W.reply(.note)), chose(), in: following(W.oulu)),
        ruling(
            "by its title in another language", says("ämnen +Norra Österbotten", reply: copy), chose(W.oulu)),
        ruling("all of them", says("aiheet kaikki", reply: copy), chose(W.kainuu, W.oulu)),
        ruling("the last sign counts", says("aiheet +oulu -oulu +oulu", reply: copy), chose(W.oulu)),
        ruling(
            "another's copy proves nothing", says("aiheet +kainuu", reply: W.reply(toCopyOf: .finished, proven: false)),
            asked(W.kainuu)),
        ruling(
            "an unknown one is told back, and the rest is done", says("aiheet +kainuu +kainu", reply: copy),
            chose(W.kainuu, unknown: ["kainu"])),
        ruling(
            "who cannot be asked at once hears first what is unknown", says("aiheet +kainuu +kainu"),
            Decision(.toldTopics, letters: [told(["kainu"])])),
        ruling(
            "a misspelt one without a sign too", says("aiheet kainu"),
            Decision(.toldTopics, letters: [told(["kainu"])])),
        ruling(
            "what is so already is said", says("aiheet +oulu", reply: copy), Decision(.toldTopics, letters: [told()]),
            in: following(W.oulu)),
        ruling(
            "who is no member hears so", says("aiheet +kainuu", W.olli),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .fi)])),
        ruling(
            "a list without topics helps", says("aiheet"),
            Decision(.helped, letters: [W.letter(.membership(.help(forwarded: false)), W.mikko, .fi)]), policy: W.policy
        ),
        ruling("a yes to the question", says("", reply: question, excerpt: "Kyllä!"), chose(W.kainuu)),
        ruling(
            "no is no", says("", reply: question, excerpt: "Ei kiitos"), Decision(.declined), in: following(W.oulu)),
        ruling(
            "a no with words is read by people", says("", reply: question, excerpt: "Ei, en pyytänyt tätä!"),
            Decision(.declined, entries: W.forwarded(W.mikko, to: [W.anna, W.berit]).entries)),
        ruling("an empty answer is asked again", says("", reply: question), asked(W.kainuu)),
        ruling(
            "an automatic thank-you chooses nothing", says("", reply: question, excerpt: "Kiitos viestistäsi."),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        ruling("an answer may choose otherwise", says("aiheet +oulu", reply: question), chose(W.oulu)),
        ruling(
            "too late: asked again",
            says("", reply: W.reply(.choice(.topics([W.kainuu])), proven: false), excerpt: "Kyllä"), asked(W.kainuu)),
        ruling(
            "leaving is an answer too", says("eroa", reply: question),
            Decision(
                .left, entries: [.membership(.left(W.mikko, .token))],
                letters: [W.letter(.membership(.goodbye), W.mikko, .fi)])),
    ]

    @Test("what a member chooses", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("what is no topic any more is followed no longer, once something is chosen")
    func stale() {
        let old = W.required(TopicName("vanha"))
        let decision = W.decide(
            .mail(Self.says("aiheet +kainuu", reply: Self.copy)), in: Self.following(old), W.topicPolicy)
        #expect(decision.entries == [.choice(.chose(W.mikko, .topics([W.kainuu])))])
    }

    @Test("words that are told back are few, short and on one line")
    func hostile() {
        let wishes = (0..<50).map { "+x\($0)\u{202E}" + String(repeating: "y", count: 100) }
        var request = Self.says("aiheet")
        request.command?.command = .topics(wishes)
        let letters = W.decide(.mail(request), W.topicPolicy).letters
        guard case .choice(.topics(let unknown))? = letters.first?.content else {
            Issue.record("no letter about topics")
            return
        }
        #expect(unknown.count == 10 && unknown.allSatisfy { $0.count <= 40 && !$0.contains("\u{202E}") })
    }

    @Test("a choice ends with the membership, and is in the member's line")
    func line() throws {
        var state = Self.following(W.kainuu, W.oulu)
        let member = try #require(state.members[W.mikko])
        let line = MemberLine.text(of: member)
        #expect(line.hasSuffix("\tconfirmJoin.fi\ttopics=kainuu,oulu"))
        #expect(MemberLine.member(from: line.utf8) == member)
        #expect(try Members(lines: Array((line + "\n").utf8))[W.mikko] == member)
        state.live(through: .membership(.left(W.mikko, .token)))
        state.live(through: .choice(.chose(W.mikko, .topics([W.oulu]))))
        #expect(!state.members.contains(W.mikko))
        state.live(through: W.joined(W.member(W.mikko, .fi)))
        #expect(state.members[W.mikko]?.choices == Choices())
    }

    @Test(
        "a line with choices that nobody knows is a newer Kutsu's",
        arguments: ["topic=a", "topics=A", "topics", "topics=a  ", "x=y topics=a", "topics=a\t"])
    func newer(column: String) {
        let line = MemberLine.text(of: W.member(W.mikko, .fi)) + "\t\(column)\n"
        #expect { try Members(lines: Array(line.utf8)) } throws: { ($0 as? Members.Damage)?.isNewer == true }
        #expect(MemberLine.member(from: line.dropLast().utf8) == nil)
    }

    @Test(
        "the token carries the choice, in the Message-ID and in the subject",
        arguments: [[], [W.kainuu], [W.kainuu, W.oulu], [W.required(TopicName("tyopajat-äö9"))]])
    func token(topics: [TopicName]) throws {
        let choice = Choice.topics(Set(topics))
        #expect(Choice(encoded: choice.encoded) == choice)
        let token = Mails.token(.choice(choice), W.mikko)
        let bracket = SubjectPrefix.bracket(TokenPurpose.choice(choice).inSubject(token))
        let name = Mails.name(.choice(choice), W.mikko)
        for mail in [
            Mails.mail(from: "mikko@hel.fi", ["In-Reply-To: \(name.uppercased())"]),
            Mails.mail(from: "mikko@hel.fi", subject: "Re: Vahvista \(bracket)"),
        ] {
            #expect(Mails.read(mail).reply == Reply(.choice(choice), isProven: true, issued: W.now))
        }
        let other = Choice.topics(Set(topics + [W.required(TopicName("muu"))]))
        let forged = name.replacing(choice.encoded, with: other.encoded)
        let mail = Mails.mail(from: "mikko@hel.fi", ["In-Reply-To: \(forged)"])
        #expect(Mails.read(mail).reply == W.reply(.choice(other), proven: false))
    }
}
