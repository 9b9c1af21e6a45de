import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Taking a break")
struct PauseTests {
    static let written: [(String, PauseLength)] = [
        ("tauko", .open), ("Paus!", .open), ("I would like to take a break, please", .open), ("pidän taukoa", .open),
        ("tauko 2 viikkoa", .days(14)), ("tauko viikko", .days(7)), ("tauko kaksi viikkoa", .days(14)),
        ("tauko 30 päivää", .days(30)), ("tauko 30", .days(30)), ("tauko 1 kk", .days(30)), ("tauko 10 pv", .days(10)),
        ("haluan pitää taukoa 3 viikkoa", .days(21)), ("tauko kahden viikon ajan", .days(14)),
        ("paus 2 veckor", .days(14)), ("paus en vecka", .days(7)), ("paus i två veckor", .days(14)),
        ("ta en paus 10 dagar tack", .days(10)), ("paus 1 månad", .days(30)),
        ("pause 10 days", .days(10)), ("pause for 2 weeks", .days(14)), ("pause one month", .days(30)),
        ("pause a week", .days(7)), ("take a break for three weeks", .days(21)),
        ("paus till 1.3.", .until(day: 1, month: 3, year: nil)),
        ("paus till den 1 mars", .until(day: 1, month: 3, year: nil)),
        ("paus tills 15 januari 2027", .until(day: 15, month: 1, year: 2027)),
        ("tauko 1.3. asti", .until(day: 1, month: 3, year: nil)),
        ("tauko 1.3.2027 saakka", .until(day: 1, month: 3, year: 2027)),
        ("tauko 1. maaliskuuta asti", .until(day: 1, month: 3, year: nil)),
        ("pause until 1 March", .until(day: 1, month: 3, year: nil)),
        ("pause until March 1st, 2027", .until(day: 1, month: 3, year: 2027)),
        ("pause till 2027-03-01", .until(day: 1, month: 3, year: 2027)),
        ("tauko kaks viikoa", .days(14)), ("tauko 2vko", .days(14)), ("tauko 2 vkoa", .days(14)),
        ("jäisin tauolle kahdeksi viikoksi", .days(14)), ("haluan tauon", .open), ("tauko 1 vuosi", .days(365)),
        ("paus till 1/3", .until(day: 1, month: 3, year: nil)),
        ("paus t.o.m. 1.3.", .until(day: 1, month: 3, year: nil)),
        ("paus ett år", .days(365)), ("jag vill ha en paus", .open), ("paus tills vidare", .open),
        ("tauko toistaiseksi", .open), ("pause until 25/3", .until(day: 25, month: 3, year: nil)),
        ("Please pause my membership for 2 weeks", .days(14)), ("pause until further notice", .open),
        // Which day is meant must be asked.
        ("tauko pari viikkoa", .unclear), ("tauko kesän yli", .unclear), ("tauko elokuuhun asti", .unclear),
        ("tauko maaliskuun loppuun", .unclear), ("tauko 0 päivää", .unclear), ("tauko -3 päivää", .unclear),
        ("tauko -3", .unclear), ("tauko 400 vuotta", .unclear), ("paus över sommaren", .unclear),
        ("paus några veckor", .unclear), ("pause for a few weeks", .unclear), ("pause until August", .unclear),
        ("pause until 1/3", .unclear), ("pause 0", .unclear), ("pause 1000 days", .unclear),
        ("pause 99999999999999999999 days", .unclear),
    ]

    @Test("its length is read as people write it, in three languages", arguments: written)
    func reads(subject: String, length: PauseLength) { #expect(W.command(subject)?.command == .pause(length)) }

    @Test(
        "what says no length is no command",
        arguments: [
            "tauko kunnes palaan lomalta", "Paus i arbetet på fredag", "paus 2 böcker", "Break at 10",
            "pause until whenever", "tauko 2 viikkoa ja sitten", "Tauko yli", "Paus av nästa",
            "Tauko kokouksessa klo 10.15", "Kesätauko", "Break over summer for the kitchen staff",
        ])
    func sentences(subject: String) {
        if case .pause? = W.command(subject)?.command { Issue.record("\(subject)") }
    }

    /// Now is Saturday, 2026-11-21 14:20 in Helsinki.
    @Test(
        "whole days end when the day begins on the list's clock",
        arguments: [
            (PauseLength.open, Pause?.some(.open)),
            (.days(1), .until(W.instant("2026-11-21T22:00:00Z"))),
            (.days(14), .until(W.instant("2026-12-04T22:00:00Z"))),
            (.days(200), .until(W.instant("2027-06-08T21:00:00Z"))),
            (.until(day: 1, month: 3, year: nil), .until(W.instant("2027-02-28T22:00:00Z"))),
            (.until(day: 22, month: 11, year: nil), .until(W.instant("2026-11-21T22:00:00Z"))),
            (.until(day: 21, month: 11, year: nil), .until(W.instant("2027-11-20T22:00:00Z"))),
            (.until(day: 29, month: 2, year: nil), .until(W.instant("2028-02-28T22:00:00Z"))),
            (.until(day: 1, month: 3, year: 2027), .until(W.instant("2027-02-28T22:00:00Z"))),
            (.unclear, nil), (.until(day: 31, month: 2, year: nil), nil), (.until(day: 1, month: 3, year: 2026), nil),
            (.until(day: 1, month: 3, year: 2036), nil), (.until(day: 1, month: 13, year: nil), nil),
            (.until(day: 0, month: 1, year: nil), nil), (.days(999), .until(W.instant("2029-08-15T21:00:00Z"))),
        ])
    func ends(length: PauseLength, pause: Pause?) throws {
        var policy = W.policy
        policy.zone = try Zones.helsinki()
        #expect(W.context(W.state(), policy).pause(length) == pause)
    }

    private static let copy = W.reply(toCopyOf: .finished)
    private static let fortnight = Pause.until(W.instant("2026-12-05T00:00:00Z"))
    private static func paused(_ pause: Pause, _ address: Address = W.mikko) -> State {
        W.state(entries: [.choice(.chose(address, .pause(pause)))])
    }
    private static func told(_ pause: Pause) -> Letter { W.letter(.choice(.paused(pause)), W.mikko, .fi) }
    private static func chose(_ pause: Pause) -> Decision {
        Decision(.chose, entries: [.choice(.chose(W.mikko, .pause(pause)))], letters: [told(pause)])
    }
    private static func asked(_ pause: Pause) -> Decision {
        Decision(.askedChoice, letters: [W.letter(.choice(.confirm(.pause(pause))), W.mikko, .fi)])
    }

    static let rulings: [Ruling] = [
        Ruling("a bare word asks back", W.request(W.mikko, "tauko 2 viikkoa"), asked(fortnight)),
        Ruling("as an answer it is done at once", W.request(W.mikko, "tauko 2 viikkoa", reply: copy), chose(fortnight)),
        Ruling(
            "a yes to the question",
            W.request(W.mikko, "", reply: W.reply(.choice(.pause(fortnight))), excerpt: "Kyllä"), chose(fortnight)),
        Ruling("without an end", W.request(W.mikko, "paus", reply: copy), chose(.open)),
        Ruling(
            "a day that there is not is told kindly", W.request(W.mikko, "tauko 31.2. asti", reply: copy),
            Decision(.pauseUnclear, letters: [W.letter(.choice(.pauseUnclear), W.mikko, .fi)])),
        Ruling(
            "who is no member hears so", W.request(W.olli, "paus"),
            Decision(.notMember, letters: [W.letter(.membership(.notMember), W.olli, .sv)])),
        Ruling(
            "what is so already is said", W.request(W.mikko, "tauko", reply: copy),
            Decision(.chose, letters: [told(.open)]), in: paused(.open)),
        Ruling("a break is ended", W.request(W.mikko, "jatka", reply: copy), chose(.over), in: paused(fortnight)),
        Ruling("joining ends it too", W.request(W.mikko, "liity", reply: copy), chose(.over), in: paused(.open)),
        Ruling("not on the word of From alone", W.request(W.mikko, "jatka"), asked(.over), in: paused(.open)),
        Ruling(
            "who takes none means something else", W.request(W.mikko, "jatka"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
    ]

    @Test("what a member asks", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("a coordinator who would go on with a stalled post is asked again, and takes no break's end")
    func stalled() {
        let request = W.request(W.anna, "jatka", reply: W.reply(toPreviewOf: .stalled))
        #expect(W.decide(.mail(request), in: W.state([.stalled])).verdict == .reminded)
    }

    @Test("nobody on a break gets a copy, and everybody gets them again when it is over")
    func recipients() {
        let state = Self.paused(Self.fortnight)
        func recipients(at now: Instant) -> [Address] {
            var found: [Address] = []
            W.context(state, at: now).forEachRecipient(of: W.post(.held)) { address, _ in found.append(address) }
            return found.sorted()
        }
        #expect(recipients(at: W.now) == [W.anna, W.maria, W.mirror].sorted())
        #expect(recipients(at: W.instant("2026-12-05T00:00:00Z")) == [W.anna, W.maria, W.mikko, W.mirror].sorted())
        #expect(!W.context(state).isStillRecipient(W.mikko, of: W.postID(.sending)))
        #expect(W.context(state).isStillRecipient(W.maria, of: W.postID(.sending)))
    }

    @Test("it ends by itself, with a letter, once")
    func due() {
        var state = Self.paused(Self.fortnight)
        let end = W.instant("2026-12-05T00:00:00Z")
        #expect(W.decide(.due, in: state, at: end - 1) == Decision(.nothing))
        let decision = W.decide(.due, in: state, at: end)
        #expect(
            decision
                == Decision(
                    .resumed(1), entries: [.choice(.chose(W.mikko, .pause(.over)))],
                    letters: [W.letter(.choice(.paused(.over)), W.mikko, .fi, answers: nil)]))
        state.live(through: decision, at: end)
        #expect(W.decide(.due, in: state, at: end) == Decision(.nothing))
        #expect(state.members[W.mikko]?.choices == Choices() && state.members.pauses.isEmpty)
    }

    @Test("the members' lines know it, and topics beside it")
    func line() throws {
        var state = Self.paused(Self.fortnight)
        state.live(through: .choice(.chose(W.mikko, .topics([W.kainuu]))), .choice(.chose(W.maria, .pause(.open))))
        let members = try Members(lines: state.members.fileLines())
        #expect(members == state.members && members.pauses == [W.mikko: Self.fortnight, W.maria: .open])
        let lines = String(decoding: members.fileLines(), as: UTF8.self)
        #expect(lines.contains("\ttopics=kainuu pause=2026-12-05T00:00:00Z\n") && lines.contains("\tpause=open\n"))
        state.live(through: .membership(.left(W.maria, .token)))
        #expect(state.members.pauses == [W.mikko: Self.fortnight])
    }

    @Test("an admin does the same for others")
    func admin() {
        let decision = W.decide(.admin(.choose(.pause(.open), [W.mikko, W.olli, W.mikko], told: true)))
        #expect(
            decision
                == Decision(
                    .chosen(1), entries: [.choice(.chose(W.mikko, .pause(.open)))],
                    letters: [W.letter(.choice(.paused(.open)), W.mikko, .fi, answers: nil)]))
        #expect(W.decide(.admin(.choose(.pause(.open), [W.mikko], told: false))).letters.isEmpty)
    }
}
