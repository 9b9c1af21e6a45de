import Base
import MailingList
import Testing
import TestWorld

@Suite("Mail that is older than the list")
struct FirstIntakeTests {
    private static func old(_ count: Int) -> OldMail {
        OldMail(validity: 7, uids: (0..<UInt32(count)).map { $0 + 1 }, folder: "Kutsu/Old")
    }

    @Test("without old mail nobody is told", arguments: [0, 1, 1200])
    func told(_ count: Int) {
        let decision = DecisionContext(W.policy, State(), at: W.now).decide(.firstIntake(Self.old(count)))
        #expect(decision.entries.first == .seen(.began(at: W.now)))
        #expect(decision.letters.count == (count == 0 ? 0 : W.policy.coordinators.count))
        #expect(decision.entries.count == 1 + (count + 499) / 500)
        var state = State()
        state.live(through: decision)
        #expect(state.seen.began == W.now)
        #expect((1...1300).filter { state.seen.isOld(validity: 7, uid: $0) }.count == count)
        #expect(!state.seen.isOld(validity: 8, uid: 1))
        var carried = State()
        carried.live(through: Decision(.nothing, entries: state.carried(at: W.now)))
        #expect(carried.seen == state.seen)
    }

    @Test("a list begins once")
    func once() {
        var state = State()
        state.live(through: DecisionContext(W.policy, state, at: W.now).decide(.firstIntake(Self.old(0))))
        let again = DecisionContext(W.policy, state, at: W.now + .days(1)).decide(.firstIntake(Self.old(3)))
        #expect(again == Decision(.nothing))
    }
}
