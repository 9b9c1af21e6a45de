import Base
import Mail
import TestWorld
import Testing

@testable import MailingList

@Suite("One mail a day or a week")
struct RoundupTests {
    /// W.now is a Saturday; roundups go out at four, in UTC.
    private static let friday = W.instant("2026-11-27T16:00:00Z")
    private static let sunday = W.instant("2026-11-22T16:00:00Z")

    @Test("a week's posts come on Friday in one mail, and to the others at once")
    func weekly() {
        var life = RoundupLife()
        life.choose(.weekly)
        life.now = life.now + 60
        let first = life.publish()
        #expect(life.got[W.mikko] == nil && life.got[W.maria] == [first: 1] && life.got[W.mirror] == [first: 1])
        life.pass(to: Self.friday - 1)
        let second = life.publish()
        #expect(life.roundups.isEmpty)
        life.pass(to: Self.friday)
        #expect(life.got[W.mikko] == [first: 1, second: 1] && life.roundups.map(\.readers) == [[W.mikko]])
        #expect(life.roundups.first?.post.recipients == 1)
        life.pass(to: Self.friday + .days(30))
        #expect(life.roundups.count == 1 && life.got[W.maria] == [first: 1, second: 1])
    }

    @Test("nothing has gone out: no mail")
    func nothing() {
        var life = RoundupLife()
        life.publish()
        life.choose(.daily)
        life.pass(to: life.now + .days(40))
        #expect(life.roundups.isEmpty && life.got[W.mikko]?.count == 1)
    }

    @Test("whose mails hold the same share one; language and topics make others")
    func sorts() {
        var life = RoundupLife(W.state(entries: [.choice(.chose(W.anna, .topics([W.kainuu])))]))
        for person in [W.mikko, W.maria, W.anna] { life.choose(.daily, person) }
        life.now = life.now + 60
        let all = life.publish()
        let swedish = life.publish(audience: .speaking(.sv))
        let local = life.publish(audience: .following(W.kainuu))
        life.publish(audience: .following(W.oulu))
        life.pass(to: life.now + .days(1))
        #expect(life.got[W.mikko] == [all: 1] && life.got[W.maria] == [all: 1, swedish: 1])
        #expect(life.got[W.anna] == [all: 1, local: 1] && life.roundups.count == 3)
        let gathered = life.publish()
        #expect(W.context(life.state, W.topicPolicy, at: life.now).gatheredCount(of: W.post(.held)) == 3)
        #expect(life.got[W.mikko]?[gathered] == nil)
    }

    @Test("who wants everything at once again gets what was gathered in a last one")
    func off() {
        var life = RoundupLife()
        life.choose(.weekly)
        life.now = life.now + 60
        let gathered = life.publish()
        life.now = life.now + 60
        life.choose(.everything)
        life.now = life.now + 60
        let single = life.publish()
        #expect(life.got[W.mikko] == [single: 1])
        life.pass(to: Self.friday)
        #expect(life.got[W.mikko] == [single: 1, gathered: 1])
        life.pass(to: Self.friday + .days(20))
        #expect(life.roundups.count == 1)
    }

    @Test("only announcements, only digests")
    func kinds() {
        var life = RoundupLife(W.state(entries: [.item(.carried(W.tip(5, .kept)))]))
        life.choose(.announcements, W.mikko)
        life.choose(.digests, W.maria)
        let post = life.publish()
        let decision = W.decide(.admin(.sendDigest(.tips)), in: life.state, life.policy, at: life.now)
        guard case .post(.dispatched(let digest))? = decision.entries.first else {
            Issue.record("no digest")
            return
        }
        var readers: [Address] = []
        W.context(life.state, life.policy, at: life.now).forEachRecipient(of: digest) { address, _ in
            readers.append(address)
        }
        #expect(readers.sorted() == [W.anna, W.maria, W.mirror].sorted())
        #expect(life.got[W.mikko] == [post: 1] && life.got[W.maria] == nil)
        #expect(!W.context(life.state).isStillRecipient(W.maria, of: post))
        #expect(W.context(life.state).isStillRecipient(W.mikko, of: post))
    }

    @Test("who takes a break gets no roundup")
    func pauses() {
        var life = RoundupLife()
        life.choose(.weekly)
        life.now = life.now + 60
        life.publish()
        life.take(Decision(.chose, entries: [.choice(.chose(W.mikko, .pause(.open)))]))
        life.pass(to: Self.friday)
        #expect(life.roundups.isEmpty && life.got[W.mikko] == nil)
    }

    @Test("a daemon that slept makes up for it, once")
    func slept() {
        var life = RoundupLife()
        life.choose(.daily)
        life.now = life.now + 60
        let posts = [life.publish()]
        life.now = Self.sunday + .days(9)
        life.settle()
        #expect(life.got[W.mikko] == [posts[0]: 1] && life.roundups.count == 1)
    }

    @Test(
        "an event that somebody comes to: its change and its end reach them whatever they chose",
        arguments: [Participation.accepted, .tentative, .declined])
    func events(answer: Participation) {
        for choice in [Choice.pause(.open), .portion(.digests), .portion(.weekly)] {
            let state = W.state(
                W.event(), answers: [W.answer(W.mikko, answer)], entries: [.choice(.chose(W.mikko, choice))])
            let context = W.context(state, at: W.now + 60)
            for kind in [Post.Kind.cancellation(of: W.eventID, sequence: 3), .invitation(W.plan(sequence: 3))] {
                var post = W.post(.held)
                post.kind = kind
                var readers: [Address] = []
                context.forEachRecipient(of: post) { address, _ in readers.append(address) }
                let isOwed = answer != .declined || choice == .portion(.weekly)
                #expect(readers.contains(W.mikko) == isOwed, "\(choice) \(kind)")
                post.status = .sending
                #expect(W.context(state.after(W.carried(post))).isStillRecipient(W.mikko, of: post.id) == isOwed)
            }
        }
    }

    @Test("whatever people choose and whenever: nothing is lost, nothing comes twice", arguments: 1...20)
    func exactly(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var life = RoundupLife()
        let modes: [Portion.Mode] = [.everything, .announcements, .daily, .weekly]
        var posts: [PostID] = []
        for _ in 0..<300 {
            switch Int.random(in: 0..<4, using: &chance) {
            case 0: posts.append(life.publish())
            case 1:
                let mode = modes[Int.random(in: modes.indices, using: &chance)]
                life.choose(mode, [W.mikko, W.maria, W.anna][Int.random(in: 0..<3, using: &chance)])
            // Often nothing passes, so that things happen in one second.
            default:
                let seconds = Int64.random(in: 0...3, using: &chance) * Int64.random(in: 0...40_000, using: &chance)
                life.pass(to: life.now + Seconds(seconds))
            }
            if Int.random(in: 0..<20, using: &chance) == 0 { life.pass(to: Self.nextFour(after: life.now)) }
        }
        life.pass(to: life.now + .days(8))
        for person in [W.mikko, W.maria, W.anna] {
            #expect(life.got[person] == Dictionary(uniqueKeysWithValues: posts.map { ($0, 1) }), "seed \(seed)")
        }
        #expect(life.roundups.count > 5)
    }

    /// The very second of a roundup.
    private static func nextFour(after time: Instant) -> Instant {
        Policy.RoundupTimes.standard.schedule(.daily).next(after: time, in: .utc)
    }

    @Test("loading the files gives the same; the cost of what is due does not grow with what is over")
    func carried() {
        var life = RoundupLife()
        life.choose(.weekly)
        life.now = life.now + 60
        life.publish()
        life.pass(to: Self.friday + .days(1))
        var loaded = State(members: life.state.members, sequence: life.state.sequence)
        for entry in life.state.carried(at: life.now) {
            loaded.apply(
                Transaction(
                    sequence: loaded.sequence + 1, time: life.now, source: .carried, entries: [entry], letters: []))
        }
        #expect(loaded.roundups == life.state.roundups && loaded.members == life.state.members)
        #expect(W.decide(.due, in: loaded, W.topicPolicy, at: life.now).verdict == .nothing)
        #expect(loaded.roundups[.weekly] == Self.friday)
    }
}
