import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("How many copies of a post came back")
struct BounceIndexTests {
    private static let posts = (0..<5).map { W.required(PostID("20261121-0000000\($0)")) }
    private static let people = (0..<9).map { W.address("m\($0)@hel.fi") }

    private static func entry(_ chance: inout SeededGenerator) -> Entry {
        let (address, post) = (chance.pick(people), chance.pick(posts))
        switch Int.random(in: 0..<16, using: &chance) {
        case 0..<7: return .bounce(.returned(address, post))
        case 7: return .bounce(.suspended(address))
        case 8: return .bounce(.suspensionLifted(address))
        case 9: return .bounce(.probed(address))
        case 10: return .bounce(.probeReturned(address))
        case 11: return .bounce(.reinstated(address))
        case 12: return .membership(.left(address, Bool.random(using: &chance) ? .bounces : .token))
        case 13:
            var record = BounceRecord()
            for post in posts where Bool.random(using: &chance) { record.posts[post] = W.now }
            return .bounce(.carried(address, record))
        case 14: return .bounce(.reported(failing: people, suspended: []))
        default:
            return Int.random(in: 0..<4, using: &chance) == 0
                ? .bounce(.excluded(post)) : .bounce(.returned(address, post))
        }
    }

    @Test("is what a look at all members finds, whatever came back", arguments: 1...20)
    func scan(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var state = W.state()
        var most = 0
        for step in 0..<400 {
            state.live(through: Self.entry(&chance), at: W.now + .hours(Int64(step)))
            for post in Self.posts {
                let count = state.bounces.members.values.count { $0.posts[post] != nil }
                try #require(state.bounces.count(of: post) == count, "step \(step)")
                most = max(most, count)
            }
            try #require(
                Self.people.allSatisfy {
                    state.bounces.isSuspended($0) == (state.bounces.members[$0]?.suspended != nil)
                })
        }
        try #require(most >= 4)
        let carried = State().after(contentsOf: state.carried(at: W.now + .hours(400)))
        for post in Self.posts {
            let count = carried.bounces.members.values.count { $0.posts[post] != nil }
            try #require(carried.bounces.count(of: post) == count)
        }
    }
}
