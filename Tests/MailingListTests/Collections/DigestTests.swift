import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Digests: all kept tips, once, on their Friday")
struct DigestTests {
    /// Friday 27.11.2026 at nine in Helsinki.
    private static let friday = W.instant("2026-11-27T07:00:00Z")

    private static func state(_ tips: Item...) -> State { W.state(entries: tips.map(W.carried)) }

    private static func due(_ state: State, at now: Instant, _ policy: Policy = W.timelyPolicy) -> Decision {
        W.decide(.due, in: state, policy, at: now)
    }

    private static func digest(_ tips: [UInt64], at now: Instant, recipients: Int = 4) -> Decision {
        let ids = tips.map { W.tip($0).id }
        let post = Post(
            id: PostID(at: now, seed: "digest \(ids[0].text)"), kind: .digest(of: .tips, ids),
            author: NamedAddress(address: W.anna), subject: "Verkosto", audience: .everybody, held: now,
            status: .sending,
            recipients: recipients, approved: now)
        return Decision(.dispatched, entries: [.post(.dispatched(post))])
    }

    private static func after(_ decision: Decision, _ state: State, at now: Instant) -> State {
        var state = state
        state.live(through: decision, at: now)
        return state
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var story: String
        var state: State
        var now: String
        var tips: [UInt64]?
        init(_ story: String, _ state: State, _ now: String, _ tips: [UInt64]?) {
            (self.story, self.state, self.now, self.tips) = (story, state, now, tips)
        }
        var testDescription: String { story }
    }

    private static let kept = state(W.tip(1, .kept))

    static let cases: [Case] = [
        Case("not before its time", kept, "2026-11-27T06:59:59Z", nil),
        Case("in its very second", kept, "2026-11-27T07:00:00Z", [1]),
        Case("days later, where nothing ran in between", kept, "2026-11-30T22:10:00Z", [1]),
        Case("weeks later one makes up for all", kept, "2026-12-20T00:00:00Z", [1]),
        Case("no tips, no digest", W.state(), "2026-11-27T07:00:00Z", nil),
        Case("what waits for a coordinator is none", state(W.tip(1)), "2026-11-27T07:00:00Z", nil),
        Case("nor what went out", state(W.tip(1, .published)), "2026-11-27T07:00:00Z", nil),
        Case(
            "what was kept in that second goes along", state(W.tip(1, .kept, kept: friday)), "2026-11-27T07:00:00Z",
            [1]),
        Case(
            "what was kept after it waits a week", state(W.tip(1, .kept, kept: friday + 1)), "2026-11-27T08:00:00Z",
            nil),
        Case(
            "unless one that waited for it is late anyway",
            state(W.tip(2, .kept, kept: friday + .hours(1)), W.tip(1, .kept)), "2026-11-27T09:00:00Z", [1, 2]),
        Case(
            "in the order they came", state(W.tip(1, .kept, kept: W.now), W.tip(2, .kept, kept: W.now - 1)),
            "2026-11-27T07:00:00Z", [2, 1]),
    ]

    @Test("what is due", arguments: cases)
    func whatIsDue(example: Case) {
        let now = W.instant(example.now)
        let expected = example.tips.map { Self.digest($0, at: now) } ?? Decision(.nothing)
        #expect(Self.due(example.state, at: now) == expected)
    }

    @Test("one moment has one digest, even for a tip that is committed with it or just after it")
    func once() {
        let sent = Self.after(Self.due(Self.kept, at: Self.friday), Self.kept, at: Self.friday)
        #expect(Self.due(sent, at: Self.friday) == Decision(.nothing))
        for kept in [Self.friday, Self.friday - 1] {
            var late = sent
            late.live(through: .item(.received(W.tip(2, .kept, kept: kept))), at: kept)
            #expect(Self.due(late, at: Self.friday + 1) == Decision(.nothing))
            #expect(Self.due(late, at: Self.friday + .days(6)) == Decision(.nothing))
            let next = Self.friday + .days(7)
            #expect(Self.due(late, at: next) == Self.digest([2], at: next))
        }
    }

    @Test("its tips are marked as gone with it, and forgotten when its copies came to an end")
    func ends() throws {
        let decision = Self.due(Self.kept, at: Self.friday)
        let sent = Self.after(decision, Self.kept, at: Self.friday)
        #expect(sent.items[W.tip(1).id]?.status == .published && sent.items.kept(in: .tips) == [])
        let post = try #require(sent.posts.sending.first)
        let finished = W.decide(
            .jobFinished(post.id, Report(), addressInvalid: []), in: sent, W.timelyPolicy, at: Self.friday + 60)
        // Nobody asked for it, so nobody is told, unless something went wrong.
        #expect(finished == Decision(.finished, entries: [.post(.finished(post.id, Report()))]))
        #expect(Self.after(finished, sent, at: Self.friday + 60).items.all == [])
        var report = Report()
        report.refused = 1
        let told = W.decide(
            .jobFinished(post.id, report, addressInvalid: []), in: sent, W.timelyPolicy, at: Self.friday + 60)
        #expect(told.letters.map(\.kind) == [.postReport] && told.letters.map(\.to) == [W.anna])
    }

    @Test("without a rhythm it goes out only when somebody asks, and then at once")
    func asked() {
        var policy = W.timelyPolicy
        policy.collections[0].digest = nil
        #expect(Self.due(Self.kept, at: Self.friday, policy) == Decision(.nothing))
        #expect(W.context(Self.kept, policy).nextDigest(of: .tips) == nil)
        #expect(W.context(Self.kept, W.timelyPolicy).nextDigest(of: .tips) == Self.friday)
        #expect(W.decide(.admin(.sendDigest(.tips)), in: Self.kept, policy) == Self.digest([1], at: W.now))
        #expect(W.decide(.admin(.sendDigest(.tips)), policy) == Decision(.nothing))
    }

    @Test("an hour after one that somebody asked for, the Friday's own takes what came since")
    func askedBefore() {
        let early = Self.friday - .hours(1)
        let sent = Self.after(
            W.decide(.admin(.sendDigest(.tips)), in: Self.kept, W.timelyPolicy, at: early), Self.kept, at: early)
        var later = sent
        later.live(through: .item(.received(W.tip(2, .kept, kept: early + 60))), at: early + 60)
        #expect(Self.due(sent, at: Self.friday) == Decision(.nothing))
        #expect(Self.due(later, at: Self.friday) == Self.digest([2], at: Self.friday))
    }
}
