import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Tilanne: how things are")
struct SituationTests {
    static let rulings: [Ruling] = [
        Ruling(
            "a coordinator hears it", W.request(W.anna, "tilanne"),
            Decision(.toldSituation, letters: [W.letter(.post(.situation), W.anna, .fi)])),
        Ruling(
            "one who is no member in the language of the word", W.request(W.berit, "läge"),
            Decision(.toldSituation, letters: [W.letter(.post(.situation), W.berit, .sv)])),
        Ruling(
            "a member's word is for people", W.request(W.mikko, "status"),
            W.forwarded(W.mikko, to: [W.anna, W.berit])),
        Ruling(
            "it has an end", W.request(W.anna, "tilanne"), Decision(.silent),
            in: W.state(letters: Array(repeating: W.letter(.post(.situation), W.anna, .fi), count: 8))),
    ]

    @Test("who hears it", arguments: rulings)
    func decides(ruling: Ruling) { #expect(ruling.actual == ruling.decision) }

    @Test("an announcement that is titled with the word is one")
    func announcement() {
        let mail = W.request(W.anna, "Tilanne", excerpt: "Hei kaikki!", isBrief: false)
        #expect(W.decide(.mail(mail)).verdict == .held)
    }
}
