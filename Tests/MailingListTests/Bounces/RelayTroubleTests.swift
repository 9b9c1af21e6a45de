import Base
import MailingList
import TestWorld
import Testing

@Suite("When the relay takes mails again")
struct RelayTroubleTests {
    private static let trouble = RelayTrouble(since: W.now - .hours(2), subject: .quota, words: "550 5.4.5 Daily limit")

    @Test("each coordinator is told once a day")
    func told() {
        var state = State()
        let first = DecisionContext(W.policy, state, at: W.now).decide(.relayRecovered(Self.trouble))
        #expect(first.letters.map(\.to) == W.policy.coordinators)
        #expect(first.letters.allSatisfy { $0.content == .bounce(.deliveryTrouble(Self.trouble, until: W.now)) })
        #expect(first.entries.isEmpty)
        state.live(through: first)
        for hours in [1, 23] as [Int64] {
            let again = DecisionContext(W.policy, state, at: W.now + .hours(hours)).decide(
                .relayRecovered(Self.trouble))
            #expect(again == Decision(.relayRecovered))
        }
        let later = DecisionContext(W.policy, state, at: W.now + .hours(49)).decide(.relayRecovered(Self.trouble))
        #expect(later.letters.count == W.policy.coordinators.count)
    }
}
