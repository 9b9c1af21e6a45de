import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("When time brings something next")
struct NextDueTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var story: String
        var state: State
        /// When it is asked.
        var now = W.now
        /// When something is due; nil where nothing ever is.
        var next: Instant?
        var lastProgress: Instant?
        var testDescription: String { story }

        init(
            _ story: String, _ state: State, now: Instant = W.now, next: Instant?, lastProgress: Instant? = nil
        ) {
            (self.story, self.state, self.now, self.next, self.lastProgress) = (story, state, now, next, lastProgress)
        }
    }

    /// All entries of the states are written two hours before now.
    private static let written = W.now - .hours(2)
    /// Fridays at nine in Helsinki.
    private static let friday = W.instant("2026-11-27T07:00:00Z")

    private static func sending(approved: Instant) -> State {
        var post = W.post(.sending)
        post.approved = approved
        return W.state(entries: [W.carried(post)])
    }

    private static func bounces(_ edit: (inout BounceRecord) -> Void) -> State {
        var record = BounceRecord()
        edit(&record)
        return W.state(entries: [.bounce(.carried(W.mikko, record))])
    }

    private static func paused(until end: Instant) -> State {
        W.state(entries: [.choice(.chose(W.mikko, .pause(.until(end))))])
    }

    private static let posts = (1...3).map { W.required(PostID("20261101-0000000\($0)")) }
    private static func failing(_ count: Int) -> [Entry] { posts.prefix(count).map { .bounce(.returned(W.mikko, $0)) } }
    private static func report(to address: Address) -> Letter {
        Letter(.bounce(.report(failing: [], suspended: [], removed: [])), to: address, language: .fi)
    }

    static let rows: [Row] = [
        Row("nothing is known", W.state(), next: nil),
        Row("a post is held", W.state([.held]), next: W.now + .days(6)),
        Row("a held post has expired", W.state([.held]), now: W.now + .days(6), next: W.now + .days(6)),
        Row("what is over brings nothing", W.state([.finished, .cancelled, .expired, .stalled]), next: nil),
        Row("copies are on their way", sending(approved: W.now - 60), next: W.now - 60 + .days(1)),
        Row(
            "copies made progress since", sending(approved: W.now - 600), next: W.now - 5 + .days(1),
            lastProgress: W.now - 5),
        Row(
            "copies were approved again since", sending(approved: W.now - 7), next: W.now - 7 + .days(1),
            lastProgress: W.now - .days(3)),
        Row("copies have stalled", sending(approved: W.now - .days(1)), next: W.now),
        Row("a tip is kept", W.state(entries: [W.carried(W.tip(5, .kept))]), next: friday),
        Row(
            "a tip was kept before the last Friday", W.state(entries: [W.carried(W.tip(5, .kept))]), now: friday + 5,
            next: friday + 5),
        Row("a tip that waits for a coordinator", W.state(entries: [W.carried(W.tip())]), next: nil),
        Row("an event in three weeks", W.state(W.event()), next: W.start - .days(7)),
        Row(
            "a reminder is due", W.state(W.event()), now: W.start - .days(7), next: W.start - .days(7)),
        Row(
            "the first reminder went out", W.state(W.event(reminded: W.start - .days(7))),
            now: W.start - .days(7) + 60, next: W.start - .days(1)),
        Row(
            "the last reminder went out", W.state(W.event(reminded: W.start - .days(1))), now: W.start - .hours(3),
            next: nil),
        Row("an event that is called off", W.state(W.event(isCancelled: true)), next: nil),
        Row(
            "an event that was moved after its first moment",
            W.state(W.event(revised: W.start - .days(6))), now: W.start - .days(5), next: W.start - .days(1)),
        Row("a pause ends", paused(until: W.now + .days(9)), next: W.now + .days(9)),
        Row("a pause has ended", paused(until: W.now - 60), next: W.now),
        Row("a pause without end", W.state(entries: [.choice(.chose(W.mikko, .pause(.open)))]), next: nil),
        Row(
            "a suspended member",
            bounces {
                $0.suspended = W.now; $0.told = .suspended
            }, next: W.now + .days(7)),
        Row(
            "a probe is under way",
            bounces { record in
                (record.suspended, record.probed, record.sentProbes) = (W.now - .days(20), W.now - .days(2), 2)
                record.returnedProbes = 1
                record.told = .suspended
            }, next: W.now + .days(5)),
        Row(
            "all probes came back",
            bounces { record in
                (record.suspended, record.probed, record.sentProbes) = (W.now - .days(20), W.now - .days(2), 2)
                record.returnedProbes = 2
                record.told = .suspended
            }, next: W.now),
        Row("mail came back that the coordinators do not know of", W.state(entries: failing(2)), next: W.now),
        Row("too little came back to tell", W.state(entries: failing(1)), next: nil),
        Row(
            "the coordinators heard of others two hours ago",
            W.state(entries: failing(2), letters: [report(to: W.anna), report(to: W.berit)]),
            next: written + .days(1)),
        Row(
            "one of them did",
            W.state(entries: failing(2), letters: [report(to: W.berit)]), next: written + .days(1)),
        Row(
            "the earliest of several",
            W.state([.held, .sending], entries: [W.carried(W.tip(5, .kept)), W.carried(W.event())]),
            next: W.now + .hours(4)),
    ]

    @Test("what comes next, and when", arguments: rows)
    func table(_ row: Row) {
        #expect(Self.next(row.state, at: row.now, row.lastProgress) == row.next)
    }

    private static func next(_ state: State, at now: Instant, _ lastProgress: Instant?) -> Instant? {
        W.context(state, W.timelyPolicy, at: now).nextDue(lastProgress: { _ in lastProgress })
    }

    private static func isDue(_ state: State, at now: Instant, _ lastProgress: Instant?) -> Bool {
        let context = W.context(state, W.timelyPolicy, at: now)
        return context.decide(.due).verdict != .nothing
            || !context.stalledPosts(lastProgress: { _ in lastProgress }).isEmpty
    }

    @Test("nothing is due before it, and at it something is or a later moment comes")
    func property() {
        let found = (0..<40).reduce(0) { $0 + moments(seed: $1) }
        #expect(found > 2000)
    }

    /// How many moments a list had that lived through anything.
    private func moments(seed: UInt64) -> Int {
        var walk = RandomWalk(seed: seed)
        var chance = SeededGenerator(seed: seed &+ 99)
        var found = 0
        for _ in 0..<120 {
            _ = walk.step()
            let now = walk.now
            let lastProgress =
                Bool.random(using: &chance) ? now - Seconds(Int64.random(in: 0...200_000, using: &chance)) : nil
            let state = Self.settled(walk.state, at: now, lastProgress)
            guard let next = Self.next(state, at: now, lastProgress) else {
                for days in [1, 30, 500] as [Int64] {
                    #expect(!Self.isDue(state, at: now + .days(days), lastProgress), "seed \(seed): after all")
                }
                continue
            }
            #expect(next >= now)
            #expect((next == now) == Self.isDue(state, at: now, lastProgress), "seed \(seed) at \(now.text)")
            guard next > now else { continue }
            found += 1
            for _ in 0..<4 {
                let before = now + Seconds(Int64.random(in: 0..<next.since(now).count, using: &chance))
                #expect(!Self.isDue(state, at: before, lastProgress), "seed \(seed): due at \(before.text)")
            }
            #expect(!Self.isDue(state, at: next - 1, lastProgress), "seed \(seed): due before \(next.text)")
            if !Self.isDue(state, at: next, lastProgress) {
                #expect(Self.next(state, at: next, lastProgress) != next, "seed \(seed): \(next.text) again")
            }
        }
        return found
    }

    /// What is due has been done.
    private static func settled(_ state: State, at now: Instant, _ lastProgress: Instant?) -> State {
        var state = state
        while isDue(state, at: now, lastProgress) {
            let stalled = W.context(state, W.timelyPolicy, at: now).stalledPosts(lastProgress: { _ in lastProgress })
            let input =
                stalled.first.map { Input.jobStalled($0.id, accepted: 0, remaining: 1, since: now) } ?? .due
            state.live(through: W.decide(input, in: state, W.timelyPolicy, at: now), at: now)
        }
        return state
    }

    @Test("who left gets no copy, a mirror does")
    func recipients() {
        let state = W.state([.sending], entries: [.membership(.left(W.mikko, .token))])
        let post = W.postID(.sending)
        let context = W.context(state)
        #expect(!context.isStillRecipient(W.mikko, of: post))
        #expect(context.isStillRecipient(W.maria, of: post))
        #expect(context.isStillRecipient(W.mirror, of: post))
        #expect(!context.isStillRecipient(W.stranger, of: post))
    }
}
