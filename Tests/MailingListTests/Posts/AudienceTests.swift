import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Whom a post is for")
struct AudienceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var subject: String
        var audience: Audience
        var rest: String
        var unknown: [String] = []
        init(_ subject: String, _ audience: Audience, _ rest: String, unknown: [String] = []) {
            (self.subject, self.audience, self.rest, self.unknown) = (subject, audience, rest, unknown)
        }
        var testDescription: String { subject }
    }

    static let cases: [Case] = [
        Case("[kainuu] Aluetapaaminen", .following(W.kainuu), "Aluetapaaminen"),
        Case("[Kajanaland] Träff", .following(W.kainuu), "Träff"),
        Case(" [ KAINUU ]Aluetapaaminen", .following(W.kainuu), "Aluetapaaminen"),
        Case("[norra osterbotten] Träff", .following(W.oulu), "Träff"),
        Case("[Pohjois-Pohjanmaa] Tapaaminen", .following(W.oulu), "Tapaaminen"),
        Case("[kainuu][sv] Träff", Audience(language: .sv, topics: [W.kainuu]), "Träff"),
        Case("[sv] [kainuu] Träff", Audience(language: .sv, topics: [W.kainuu]), "Träff"),
        Case("[kainuu][oulu] Tapaaminen", .following(W.kainuu, W.oulu), "Tapaaminen"),
        Case("[oulu, kainuu] Tapaaminen", .following(W.oulu, W.kainuu), "Tapaaminen"),
        Case("[kainuu/sv] Träff", Audience(language: .sv, topics: [W.kainuu]), "Träff"),
        Case("[EXTERNAL] [kainuu] Aluetapaaminen", .following(W.kainuu), "Aluetapaaminen"),
        Case("[kainuu] [EXTERNAL] Aluetapaaminen", .following(W.kainuu), "Aluetapaaminen"),
        Case("EXT: [kainuu] Aluetapaaminen", .following(W.kainuu), "Aluetapaaminen"),
        Case("***SPAM*** [kainuu] Aluetapaaminen [EXT]", .following(W.kainuu), "Aluetapaaminen"),
        Case("Re: [kainuu] Aluetapaaminen", .following(W.kainuu), "Re: Aluetapaaminen"),
        Case("[EXTERNAL] VS: [sv] Re: [kainuu] Möte", Audience(language: .sv, topics: [W.kainuu]), "VS: Re: Möte"),
        Case("[Muistutus] [kainuu] Kokous", .following(W.kainuu), "[Muistutus] Kokous", unknown: ["Muistutus"]),
        Case("[kainu] Aluetapaaminen", .everybody, "[kainu] Aluetapaaminen", unknown: ["kainu"]),
        Case("Re: [lappi] Tapaaminen", .everybody, "Re: [lappi] Tapaaminen", unknown: ["lappi"]),
        Case("[kainuu, lappi] Tapaaminen", .everybody, "[kainuu, lappi] Tapaaminen", unknown: ["kainuu, lappi"]),
        Case("[Verkosto] Aluetapaaminen", .everybody, "[Verkosto] Aluetapaaminen"),
        Case("[2/3] Aluetapaaminen", .everybody, "[2/3] Aluetapaaminen"),
        Case("[] Aluetapaaminen", .everybody, "[] Aluetapaaminen"),
        Case("[de] Treffen", .everybody, "[de] Treffen", unknown: ["de"]),
        Case("Aluetapaaminen [kainuu]", .everybody, "Aluetapaaminen [kainuu]"),
        Case("[kainuu Aluetapaaminen", .everybody, "[kainuu Aluetapaaminen"),
        Case("(kainuu) Aluetapaaminen", .everybody, "(kainuu) Aluetapaaminen"),
        Case("Aluetapaaminen", .everybody, "Aluetapaaminen"), Case("", .everybody, ""),
        Case("[kainuu]", .following(W.kainuu), ""),
    ]

    @Test("stands in brackets at the head of its subject", arguments: cases)
    func reads(example: Case) {
        let subject = AddressedSubject(example.subject, W.topicPolicy)
        #expect(subject.audience == example.audience && subject.subject == example.rest)
        #expect(subject.unknown == example.unknown)
    }

    @Test("without topics no bracket looks like one", arguments: cases)
    func without(example: Case) {
        let subject = AddressedSubject(example.subject, W.policy)
        #expect(subject.audience.topics.isEmpty && subject.unknown.isEmpty)
    }

    @Test("an event's name says it too, and an answer's prefix goes")
    func events() {
        var request = W.request(W.anna, about: .plan(W.plan("Re: [Kajanaland] Möte")))
        request.subject = "x"
        guard case .post(.held(let post))? = W.decide(.mail(request), W.topicPolicy).entries.first else {
            Issue.record("not held")
            return
        }
        #expect(post.audience == .following(W.kainuu) && post.subject == "Möte")
    }

    /// Mikko follows kainuu, Maria (sv) both, Anna nothing.
    private static let state = W.state(
        entries: [
            .choice(.chose(W.mikko, .topics([W.kainuu]))), .choice(.chose(W.maria, .topics([W.kainuu, W.oulu]))),
        ])

    @Test(
        "who follows one of the topics gets it; who follows none gets what has none",
        arguments: [
            (Audience.everybody, [W.anna, W.maria, W.mikko]), (.following(W.kainuu), [W.maria, W.mikko]),
            (.following(W.oulu), [W.maria]), (.following(W.oulu, W.kainuu), [W.maria, W.mikko]),
            (Audience(language: .fi, topics: [W.kainuu]), [W.mikko]), (Audience(language: .en, topics: [W.kainuu]), []),
        ])
    func recipients(audience: Audience, members: [Address]) {
        var post = W.post(.held)
        post.audience = audience
        var found: [Address] = []
        W.context(Self.state, W.topicPolicy).forEachRecipient(of: post) { address, _ in found.append(address) }
        #expect(found.sorted() == (members + [W.mirror]).sorted())
    }

    @Test("of an event's invitation, updates and reminders go to the same people")
    func eventRecipients() {
        var event = W.event()
        event.audience = .following(W.kainuu)
        let state = W.state(event, entries: [.choice(.chose(W.mikko, .topics([W.kainuu])))])
        var post = W.post(.held)
        (post.kind, post.audience) = (.reminder(of: W.eventID, due: W.now), .following(W.kainuu))
        var found: [Address] = []
        W.context(state, W.topicPolicy).forEachRecipient(of: post) { address, _ in found.append(address) }
        #expect(found.sorted() == [W.mikko, W.mirror].sorted())
    }
}
