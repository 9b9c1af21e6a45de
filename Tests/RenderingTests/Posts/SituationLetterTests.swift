import Base
import Mail
import MailingList
import TestWorld
import Testing

@testable import Rendering

@Suite("Tilanne in words")
struct SituationLetterTests {
    private static func values(
        _ state: State, _ outlook: SendingOutlook = SendingOutlook()
    ) -> [String: LetterValue] {
        let letter = W.letter(.situation)
        let context = LetterContext(
            policy: W.timelyPolicy, state: state, letter: letter, written: W.now, expiry: W.now, mail: nil,
            outlook: outlook)
        return letter.content.typed.values(in: context)
    }

    @Test("what waits to be sent is told with when it is out, and nothing where nothing waits")
    func queue() {
        let values = Self.values(Self.state(), SendingOutlook(waiting: 7, ready: W.now + 60))
        #expect(values["waiting"] == .number(7) && values["ready"] != nil)
        let empty = Self.values(Self.state())
        #expect(empty["waiting"] == nil && empty["ready"] == nil)
    }

    private static func state() -> State {
        var (sooner, over, off) = (W.event(), W.event(), W.event())
        (sooner.id, sooner.plan) = (W.required(PostID("20261111-00000001")), W.plan("Aiempi", start: W.now - 60))
        (over.id, over.plan) = (W.required(PostID("20261111-00000002")), W.plan("Ohi", start: W.now - .days(1)))
        (off.id, off.plan, off.isCancelled) = (W.required(PostID("20261111-00000003")), W.plan("Peruttu"), true)
        return W.state(
            W.event(), answers: [W.answer(W.mikko), W.answer(W.maria, .tentative)],
            entries: [sooner, over, off].map(W.carried) + [
                .item(.carried(W.tip(1, .kept, text: "Ensimmäinen rivi\ntoinen"))),
                .item(.carried(W.tip(2, .waiting, text: String(repeating: "x", count: 200)))),
                .item(.carried(W.tip(3, .published))), .post(.carried(W.post(.held))),
                .post(.carried(W.post(.stalled))),
            ])
    }

    @Test("counts are of those who are to come, in their order, with the next digest")
    func told() throws {
        let values = Self.values(Self.state())
        #expect(values["members"] == .number(3))
        #expect(values["held"] == .texts(["Iltapäivä", "Iltapäivä"]))
        #expect(values["tips"] == .texts(["Ensimmäinen rivi"]))
        #expect(values["waitingTips"] == .texts([String(repeating: "x", count: 79) + "…"]))
        #expect(values["digest"] == .time(W.civil("2026-11-27T09:00:00Z")))
        guard case .items(let events)? = values["events"] else {
            Issue.record("no events")
            return
        }
        #expect(events.map { $0["name"] } == [.text("Aiempi"), .text("Kokous")])
        #expect(
            events.last == [
                "name": .text("Kokous"), "when": .text("lauantaina 12.12.2026 klo 14–16"), "accepted": .number(1),
                "tentative": .number(1), "declined": .number(0), "silent": .number(1),
            ])
    }

    @Test("where nothing is going on, it says so without a digest or an event")
    func quiet() throws {
        let values = Self.values(W.state())
        #expect(values["digest"] == nil && values["events"] == .items([]))
        #expect(values["tips"] == .texts([]) && values["held"] == .texts([]))
    }

    @Test("it is worded in every language, with the event and its counts", arguments: Language.allCases)
    func words(language: Language) throws {
        let policy = W.timelyPolicy
        let renderer = LetterRenderer(
            policy: policy, signer: W.signer, book: try LetterBook())
        let letter = PendingLetter(letter: W.letter(.post(.situation), W.anna, language), written: W.now)
        let words = try renderer.write(LetterID(sequence: 3, index: 0), letter, in: Self.state(), mail: nil).words
        #expect(words.text.contains("Kokous") && words.text.contains("Ensimmäinen rivi"))
        #expect(!words.text.contains("Ohi") && !words.text.contains("Peruttu"))
    }
}
