import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("What is old goes")
struct RetentionTests {
    private static let policy = W.changedPolicy {
        $0.retention = Policy.Retention(posts: .days(100), contacts: .days(20))
    }

    private static func due(_ state: State, at now: Instant) -> Decision {
        W.decide(.due, in: state, policy, at: now)
    }

    private static func removed(_ decision: Decision) -> [PostID] {
        decision.entries.flatMap { entry -> [PostID] in
            if case .retention(.removedPosts(let ids)) = entry { ids } else { [] }
        }
    }

    @Test(
        "a post's mail goes when the post is over and old, and what is known of it stays",
        arguments: [Post.Status.held, .sending, .stalled, .finished, .cancelled, .expired])
    func posts(status: Post.Status) {
        var post = W.post(status)
        (post.held, post.report) = (W.now - .days(500), nil)
        if post.approved != nil { post.approved = W.now - .days(499) }
        let state = W.state(entries: [W.carried(post)])
        var young = post
        young.held = W.now - .days(99)
        if young.approved != nil { young.approved = W.now - .days(99) }
        let decision = W.context(state, Self.policy).dueRetention()
        let isOver = status.isOver
        #expect(decision.map(Self.removed) == (isOver ? [post.id] : nil))
        #expect(W.context(W.state(entries: [W.carried(young)]), Self.policy).dueRetention() == nil)
        guard let decision else { return }
        let after = state.after(decision.entries[0])
        #expect(after.posts[post.id]?.isMailRemoved == true && after.posts[post.id]?.subject == post.subject)
        #expect(after.removals.posts == 1 && W.context(after, Self.policy).dueRetention() == nil)
    }

    @Test("without a period nothing goes, however old")
    func without() {
        var post = W.post(.finished)
        (post.held, post.approved) = (W.now - .days(20_000), W.now - .days(20_000))
        #expect(W.context(W.state(entries: [W.carried(post)])).dueRetention() == nil)
        #expect(W.context(W.state(entries: [W.carried(post)])).nextRetention == nil)
    }

    @Test("an event that is to come keeps the mail that announced it, until it is over")
    func event() {
        let state = W.state(W.event(), entries: [W.carried(W.announcement())])
        let policy = W.changedPolicy { $0.retention = Policy.Retention(posts: .days(1)) }
        let end = W.plan().end(in: .utc)
        #expect(W.context(state, policy).dueRetention() == nil)
        #expect(W.context(state, policy).nextRetention == end + 1)
        #expect(W.context(state, policy, at: end + 1).dueRetention().map(Self.removed) == [W.announcement().id])
    }

    @Test("what waits for somebody's roundup stays until it has gone out")
    func roundup() {
        var life = RoundupLife(policy: W.changedPolicy { $0.retention = Policy.Retention(posts: .days(1)) })
        life.choose(.weekly)
        life.now = life.now + 60
        let post = life.publish()
        life.now = life.now + .days(3)
        #expect(W.context(life.state, life.policy, at: life.now).dueRetention() == nil)
        life.pass(to: W.instant("2026-11-27T16:00:01Z"))
        #expect(life.got[W.mikko] == [post: 1] && life.state.posts[post]?.isMailRemoved == true)
    }

    @Test("a long history goes in portions, the oldest first")
    func portions() {
        let posts = (0..<250).map { number -> Post in
            var post = W.post(.finished)
            post.id = PostID(at: W.now - .days(300) + Seconds(Int64(number)), seed: "\(number)")
            (post.held, post.approved) = (W.now - .days(300), W.now - .days(300) + Seconds(Int64(number)))
            return post
        }
        var state = W.state(entries: posts.map(W.carried))
        var sizes: [Int] = []
        var gone: [PostID] = []
        while let decision = W.context(state, Self.policy).dueRetention(), sizes.count < 10 {
            sizes.append(Self.removed(decision).count)
            gone += Self.removed(decision)
            state = state.after(decision.entries[0])
        }
        #expect(sizes == [100, 100, 50] && gone == posts.map(\.id))
    }

    @Test("who wrote and was written to is forgotten with the day, and who did later is not")
    func contacts() {
        func heard(_ address: Address, _ days: Int64) -> Entry {
            .forwarding(.loggedForward(from: address, W.now - .days(days)))
        }
        let old = Entry.letter(.logged(.help, to: W.stranger, at: W.now - .days(21)))
        let state = W.state(entries: [old, heard(W.stranger, 22), heard(W.olli, 3)])
        let decision = Self.due(state, at: W.now)
        #expect(decision.entries == [.retention(.forgotContacts(before: W.now - .days(20)))])
        let after = state.after(decision.entries[0])
        #expect(after.notes(about: W.stranger, at: W.now) == [])
        #expect(after.contacts.forwardCount(from: W.olli, at: W.now - .days(3)) == 1)
        #expect(Self.due(after, at: W.now).verdict == .nothing)
        #expect(W.decide(.due, in: state).verdict == .nothing, "without a period it is for another 9 days")
    }

    @Test("a mail in quarantine goes when it has lain there for long, also after compactions")
    func quarantine() {
        let id = QuarantineID(digest: W.identity(77).digest)
        var state = W.state(entries: [.forwarding(.quarantined(id, reason: "odd", bytes: 5))])
        var carried = State()
        carried.apply(
            Transaction(
                sequence: 1, time: W.now + .days(2), source: .carried, entries: state.carried(at: W.now + .days(2)),
                letters: []))
        state = carried
        #expect(W.context(state, Self.policy, at: W.now + .days(19)).dueRetention() == nil)
        let decision = W.context(state, Self.policy, at: W.now + .days(20)).dueRetention()
        #expect(decision?.entries == [.retention(.removedQuarantined([id]))])
    }

    @Test("what the server removed is counted; nothing removed is no line")
    func done() {
        let state = W.state()
        #expect(W.decide(.doneMailRemoved(0), in: state).entries.isEmpty)
        let decision = W.decide(.doneMailRemoved(7), in: state)
        #expect(decision.entries == [.retention(.removedDone(7))])
        #expect(state.after(decision.entries[0]).removals.done == 7)
    }

    @Test("numbers that no list reaches do not trap")
    func overflow() {
        let state = W.state().after(.retention(.removedDone(.max))).after(.retention(.removedDone(.max)))
        #expect(state.removals.done == .max)
    }
}
