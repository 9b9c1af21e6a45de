import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Which posts are not over")
struct PostIndexTests {
    private static let ids = (0..<12).map { W.required(PostID("20261121-0000000\(String($0, radix: 16))")) }
    private static let collections = [CollectionName.tips, W.nominations]

    private static func post(_ chance: inout SeededGenerator) -> Post {
        let kinds: [Post.Kind] =
            [.announcement, .reminder(of: W.eventID, due: W.now)] + collections.map { .digest(of: $0, []) }
        return Post(
            id: chance.pick(ids), kind: chance.pick(kinds), author: NamedAddress(address: W.anna), subject: "",
            audience: .everybody, held: W.now + Seconds(Int64.random(in: -9000...9000, using: &chance)),
            status: chance.pick(Post.Status.allCases))
    }

    private static func entry(_ chance: inout SeededGenerator) -> PostEntry {
        let id = chance.pick(ids)
        switch Int.random(in: 0..<10, using: &chance) {
        case 0: return .held(post(&chance))
        case 1: return .dispatched(post(&chance))
        case 2: return .carried(post(&chance))
        case 3, 4: return .published(id, recipients: 1)
        case 5: return .stalled(id)
        case 6: return .resumed(id)
        case 7: return .cancelled(id)
        case 8: return .expired(id)
        default: return .finished(id, Report())
        }
    }

    @Test("are those that a look at all of them finds, whatever happened to them", arguments: 1...20)
    func scan(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var state = W.state()
        var latest: [CollectionName: Instant] = [:]
        var seen: Set<Int> = []
        for step in 0..<300 {
            let entry = Self.entry(&chance)
            switch entry {
            case .held(let post), .dispatched(let post), .carried(let post):
                if case .digest(let name, _) = post.kind { latest[name] = max(latest[name] ?? post.held, post.held) }
            default: break
            }
            state.live(through: .post(entry))
            let all = state.posts.all.sorted { $0.id < $1.id }
            try #require(state.posts.unfinished == all.filter { !$0.status.isOver }, "step \(step)")
            try #require(state.posts.waiting == all.filter { $0.status.isOpen }, "step \(step)")
            try #require(state.posts.sending == all.filter { $0.status == .sending }, "step \(step)")
            for name in Self.collections { try #require(state.posts.latestDigest(of: name) == latest[name]) }
            seen.insert(state.posts.unfinished.count)
        }
        // The history went somewhere: few were open at times, and many at others.
        try #require(seen.count > 4)
    }
}
