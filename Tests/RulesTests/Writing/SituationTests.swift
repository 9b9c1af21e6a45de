import Mail
import Testing

@testable import Rules

@Suite("Tilanne: how things are")
struct SituationTests {
    static let rulings: [Ruling] = [
        Ruling(
            "a coordinator hears it", W.request(W.anna, "tilanne"),
            Decision(.toldSituation, letters: [W.letter(.situation, W.anna, .fi)])),
        Ruling(
            "one who is no member in the language of the word", W.request(W.berit, "läge"),
            Decision(.toldSituation, letters: [W.letter(.situation, W.berit, .sv)])),
        Ruling(
            "a member's word is for people", W.request(W.mikko, "status"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "it has an end", W.request(W.anna, "tilanne"), Decision(.silent),
            in: W.state(letters: Array(repeating: W.letter(.situation, W.anna, .fi), count: 8))),
    ]

    @Test("who hears it", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("an announcement that is titled with the word is one")
    func announcement() {
        let mail = W.request(W.anna, "Tilanne", excerpt: "Hei kaikki!", isBrief: false)
        #expect(W.rules.decide(W.state(), .mail(mail), at: W.now).verdict == .held)
    }

    private static func values(_ state: State, at now: Instant = W.now) throws -> [String: LetterValue] {
        let policy = W.timelyPolicy
        let writer = LetterWriter(
            policy: policy, signer: W.signer, book: try LetterBook(), zone: policy.zone, copiesPerMinute: nil)
        return writer.situation(state, .fi, at: now)
    }

    private static func state() -> State {
        var (sooner, over, off) = (W.event(), W.event(), W.event())
        (sooner.id, sooner.plan) = (W.required(PostID("20261111-00000001")), W.plan("Aiempi", start: W.now - 60))
        (over.id, over.plan) = (W.required(PostID("20261111-00000002")), W.plan("Ohi", start: W.now - .days(1)))
        (off.id, off.plan, off.isCancelled) = (W.required(PostID("20261111-00000003")), W.plan("Peruttu"), true)
        return W.state(
            W.event(), answers: [W.answer(W.mikko), W.answer(W.maria, .tentative)],
            entries: [sooner, over, off].map(Entry.carriedEvent) + [
                .carriedTip(W.tip(1, .kept, text: "Ensimmäinen rivi\ntoinen")),
                .carriedTip(W.tip(2, .waiting, text: String(repeating: "x", count: 200))),
                .carriedTip(W.tip(3, .published)), .carriedPost(W.post(.held)), .carriedPost(W.post(.asleep)),
            ])
    }

    @Test("counts are of those who are to come, in their order, with the next digest")
    func told() throws {
        let values = try Self.values(Self.state())
        #expect(values["members"] == .number(3))
        #expect(values["held"] == .texts(["Iltapäivä", "Iltapäivä"]))
        #expect(values["tips"] == .texts(["Ensimmäinen rivi"]))
        #expect(values["waitingTips"] == .texts([String(repeating: "x", count: 79) + "…"]))
        #expect(values["digest"] == .time(WallTime(year: 2026, month: 11, day: 27, hour: 9, minute: 0)))
        guard case .items(let events)? = values["events"] else {
            Issue.record("no events")
            return
        }
        #expect(events.map { $0["name"] } == [.text("Aiempi"), .text("Kokous")])
        #expect(
            events.last == [
                "name": .text("Kokous"), "when": .text("lauantaina 12.12.2026 klo 14.00–16.00"), "accepted": .number(1),
                "tentative": .number(1), "declined": .number(0), "silent": .number(1),
            ])
    }

    @Test("where nothing is going on, it says so without a digest or an event")
    func quiet() throws {
        let values = try Self.values(W.state())
        #expect(values["digest"] == nil && values["events"] == .items([]))
        #expect(values["tips"] == .texts([]) && values["held"] == .texts([]))
    }

    @Test("it is worded in every language, with the event and its counts", arguments: Language.allCases)
    func words(language: Language) throws {
        let policy = W.timelyPolicy
        let writer = LetterWriter(
            policy: policy, signer: W.signer, book: try LetterBook(), zone: policy.zone, copiesPerMinute: nil)
        let letter = PendingLetter(letter: W.letter(.situation, W.anna, language), written: W.now)
        let words = try writer.write(LetterID(sequence: 3, index: 0), letter, Self.state(), post: nil).words
        #expect(words.text.contains("Kokous") && words.text.contains("Ensimmäinen rivi"))
        #expect(!words.text.contains("Ohi") && !words.text.contains("Peruttu"))
    }
}
