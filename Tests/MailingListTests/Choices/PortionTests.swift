import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Choosing which mails come")
struct PortionTests {
    static let words: [(Portion.Mode?, [String])] = [
        (nil, ["kooste", "Sammandrag", "digest?", "haluan koosteena", "as a digest, please"]),
        (
            .daily,
            [
                "kooste päivittäin", "KOOSTE JOKA PÄIVÄ", "päiväkooste, kiitos", "sammandrag dagligen",
                "daily digest", "digest: daily", "digest once a day please",
            ]
        ),
        (
            .weekly,
            [
                "kooste viikoittain", "kooste viikottain", "haluaisin viikkokooste", "kooste kerran viikossa",
                "sammandrag veckovis", "Sammandrag en gång i veckan", "weekly digest", "digest weekly",
            ]
        ),
        (.announcements, ["vain tiedotteet", "bara utskick", "Only announcements!", "no digests"]),
        (.digests, ["vain koosteet", "bara sammanställningar", "only digests", "digests only"]),
        (
            .everything,
            ["kaikki viestit", "kooste pois", "alla meddelanden", "sammandrag av", "all messages", "digest off"]
        ),
    ]

    @Test("the words, in three languages", arguments: words)
    func reads(mode: Portion.Mode?, texts: [String]) {
        for text in texts {
            #expect(W.command(text)?.command == .portion(mode), "\(text)")
        }
    }

    @Test(
        "sentences are no commands",
        arguments: [
            "Kooste eilisestä kokouksesta", "Digest of the meeting", "sammandrag från mötet",
            "vain tiedotteet ensi viikolla",
            "Weekly meeting", "all messages from Anna",
        ])
    func sentences(text: String) { #expect(W.command(text) == nil) }

    private static let copy = W.reply(toCopyOf: .finished)
    private static let told = W.letter(.choice(.portion), W.mikko, .fi)

    private static func chose(_ mode: Portion.Mode) -> Decision {
        Decision(.chose, entries: [.choice(.chose(W.mikko, .portion(mode)))], letters: [told])
    }

    private static func asked(_ mode: Portion.Mode) -> Decision {
        Decision(.askedChoice, letters: [W.letter(.choice(.confirm(.portion(mode))), W.mikko, .fi)])
    }

    private static let weekly = W.state(entries: [.choice(.chose(W.mikko, .portion(.weekly)))])

    static let rulings: [Ruling] = [
        Ruling(
            "the bare word tells what there is", W.request(W.mikko, "kooste"), Decision(.toldPortion, letters: [told])),
        Ruling("a bare wish asks back", W.request(W.mikko, "kooste viikoittain"), asked(.weekly)),
        Ruling(
            "as an answer to a copy it is done at once", W.request(W.mikko, "sammandrag dagligen", reply: copy),
            chose(.daily)),
        Ruling(
            "a yes to the question",
            W.request(W.mikko, "", reply: W.reply(.choice(.portion(.weekly))), excerpt: "Kyllä"), chose(.weekly)),
        Ruling(
            "a no", W.request(W.mikko, "", reply: W.reply(.choice(.portion(.weekly))), excerpt: "Ei"),
            Decision(.declined)),
        Ruling(
            "off again", W.request(W.mikko, "kaikki viestit", reply: copy), chose(.everything), in: weekly),
        Ruling(
            "what is so already is said", W.request(W.mikko, "kooste viikoittain", reply: copy),
            Decision(.toldPortion, letters: [told]), in: weekly),
        Ruling(
            "who is no member hears so", W.request(W.olli, "only digests"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .en)])),
    ]

    @Test("what a member asks", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    static let portions: [(String, Portion)] = [
        ("all", .everything), ("announcements", Portion(.announcements)), ("weekly", Portion(.weekly)),
        ("weekly,2026-11-21T12:20:00Z", Portion(.weekly, since: W.now)),
        (
            "all,-,weekly/2026-11-14T12:20:00Z/2026-11-21T12:20:00Z",
            Portion(
                .everything, earlier: [Portion.Gathering(frequency: .weekly, since: W.now - .days(7), until: W.now)])
        ),
        (
            "daily,2026-11-21T12:20:00Z,weekly/2026-11-14T12:20:00Z/2026-11-21T12:20:00Z",
            Portion(
                .daily, since: W.now,
                earlier: [Portion.Gathering(frequency: .weekly, since: W.now - .days(7), until: W.now)])
        ),
    ]

    @Test("as a word of a member's line, and back", arguments: portions)
    func text(word: String, portion: Portion) throws {
        #expect(portion.text == word && Portion(word) == portion)
        var member = W.member(W.mikko, .fi)
        member.choices.portion = portion
        let line = MemberLine.text(of: member)
        #expect(MemberLine.member(from: line.utf8) == member)
        let members = try Members(lines: Array((line + "\n").utf8))
        #expect(members[W.mikko] == member && members.portions[W.mikko] == (portion == .everything ? nil : portion))
    }

    @Test(
        "a word that is none is a newer Kutsu's",
        arguments: ["portion=hourly", "portion=weekly,x", "portion=all,-,weekly/x/y", "portion="])
    func newer(column: String) {
        let line = MemberLine.text(of: W.member(W.mikko, .fi)) + "\t\(column)\n"
        #expect { try Members(lines: Array(line.utf8)) } throws: { ($0 as? Members.Damage)?.isNewer == true }
    }

    @Test("an admin does the same for others, with the same letter")
    func admin() {
        #expect(
            W.decide(.admin(.choose(.portion(.digests), [W.mikko], told: true)))
                == Decision(
                    .chosen(1), entries: [.choice(.chose(W.mikko, .portion(.digests)))],
                    letters: [W.letter(.choice(.portion), W.mikko, .fi, answers: nil)]))
    }
}
