import Base
import TestWorld
import Testing

@testable import MailingList

@Suite("Mail that comes back")
struct BouncingTests {
    private static let limits = World.policy.bounces

    /// A finished post with so many recipients.
    private static func post(_ number: Int, recipients: Int = 40) -> Post {
        var post = World.post(.finished)
        post.id = World.required(PostID("20261101-000000a\(number)"))
        post.recipients = recipients
        return post
    }

    private static func report(
        _ address: Address, _ origin: ReturnedCopy.Origin, _ kind: ReturnedCopy.Kind = .addressInvalid
    ) -> Input {
        var request = Request(
            identity: World.identity(99), sender: nil, obstacle: .bounce("a delivery report"))
        request.returned = [ReturnedCopy(address: address, origin: origin, kind: kind)]
        return .mail(request)
    }

    /// Lives through what is decided.
    private struct Life {
        var state: State
        var now = World.now
        var letters: [Letter] = []
        var verdicts: [Verdict] = []

        init(posts: [Post] = (1...6).map { BouncingTests.post($0) }, members: Int = 0) {
            let more = (0..<members).map {
                Entry.membership(.joined(World.member(World.address("m\($0)@hel.fi"), .fi)))
            }
            state = World.state(entries: posts.map { .post(.carried($0)) } + more)
        }

        @discardableResult
        mutating func meet(_ input: Input) -> Decision {
            let decision = World.decide(input, in: state, at: now)
            state.live(through: decision, at: now)
            letters += decision.letters
            verdicts.append(decision.verdict)
            return decision
        }

        mutating func returns(_ address: Address, post number: Int) {
            meet(BouncingTests.report(address, .post(BouncingTests.post(number).id)))
        }

        /// Time passes, and everything due happens.
        mutating func pass(_ length: Seconds) {
            now = now + length
            while meet(.due).verdict != .nothing {}
        }

        func gets(_ address: Address) -> Bool {
            var isRecipient = false
            World.context(state, at: now).forEachRecipient(of: BouncingTests.post(6)) { recipient, _ in
                isRecipient = isRecipient || recipient == address
            }
            return isRecipient
        }

        func letters(_ kind: LetterKind) -> [Letter] { letters.filter { $0.kind == kind } }

        /// What the coordinators were told of mail that comes back, the latest last.
        var reports: [(failing: [Address], suspended: [Address], removed: [Address])] {
            letters.filter { $0.to == World.anna }.compactMap {
                guard case .bounce(.report(let failing, let suspended, let removed)) = $0.content else { return nil }
                return (failing, suspended, removed)
            }
        }
    }

    @Test("a member is warned about, suspended, asked twice and removed")
    func wholeWay() {
        var life = Life()
        life.returns(World.mikko, post: 1)
        life.pass(.hours(1))
        #expect(life.letters.isEmpty && life.gets(World.mikko))

        life.returns(World.mikko, post: 2)
        life.pass(.hours(1))
        #expect(life.letters(.bounceReport).map(\.to) == World.policy.coordinators)
        #expect(life.reports.first?.failing == [World.mikko])
        #expect(life.gets(World.mikko))

        life.returns(World.mikko, post: 3)
        #expect(!life.gets(World.mikko) && life.gets(World.maria))
        life.pass(.days(1))
        #expect(life.reports.last?.suspended == [World.mikko])
        #expect(life.letters(.probe).isEmpty)

        life.pass(Self.limits.probeEvery)
        #expect(life.letters(.probe).map(\.to) == [World.mikko])
        life.meet(Self.report(World.mikko, .probe))
        life.meet(Self.report(World.mikko, .probe))
        life.pass(.hours(1))
        #expect(life.state.members.contains(World.mikko), "one probe that came back, told twice, is one")

        life.pass(Self.limits.probeEvery)
        #expect(life.letters(.probe).count == 2)
        life.meet(Self.report(World.mikko, .probe))
        life.pass(.days(1))
        #expect(!life.state.members.contains(World.mikko))
        life.pass(.days(1))
        #expect(life.reports.last?.removed == [World.mikko])
        let count = life.letters.count
        life.pass(.days(30))
        #expect(life.letters.count == count, "everything is said once")
    }

    @Test("a probe that does not come back brings the member back")
    func recovery() {
        var life = Life()
        for post in 1...3 { life.returns(World.mikko, post: post) }
        life.pass(Self.limits.probeEvery)
        #expect(!life.gets(World.mikko))
        life.pass(Self.limits.probeEvery)
        #expect(life.gets(World.mikko))
        #expect(life.state.bounces.members.isEmpty)
        #expect(life.letters(.probe).count == 1)
    }

    @Test("a suspended member who answers our mail gets everything again")
    func answering() {
        var life = Life()
        for post in 1...3 { life.returns(World.mikko, post: post) }
        life.meet(.mail(World.request(World.mikko, "Hei", reply: World.reply(.probe))))
        #expect(life.gets(World.mikko))
        var other = Life()
        for post in 1...3 { other.returns(World.mikko, post: post) }
        other.meet(.mail(World.request(World.mikko, "Hei", reply: World.reply(toCopyOf: .finished, proven: false))))
        #expect(!other.gets(World.mikko), "a forged From proves nothing")
    }

    @Test("many reports about one post count once")
    func once() {
        var life = Life()
        for _ in 1...5 { life.returns(World.mikko, post: 1) }
        life.pass(.days(1))
        #expect(life.letters.isEmpty && life.gets(World.mikko))
        #expect(life.state.bounces.members[World.mikko]?.posts.count == 1)
    }

    @Test("a post that comes back from many is to blame, and nobody else")
    func massBounce() {
        var life = Life(posts: [Self.post(1), Self.post(2), Self.post(3, recipients: 30)], members: 27)
        let many = (0..<8).map { World.address("m\($0)@hel.fi") }
        for address in many.prefix(2) {
            life.returns(address, post: 1)
            life.returns(address, post: 2)
        }
        for address in many { life.returns(address, post: 3) }
        life.pass(.days(1))
        #expect(many.allSatisfy { life.gets($0) })
        #expect(life.state.bounces.excludedPosts == [Self.post(3).id])
        #expect(life.letters(.postReturned).count == 1)
        #expect(life.letters(.postReturned).first?.to == World.anna)
        #expect(life.reports.first?.failing == Array(many.prefix(2)), "what came back before still counts")
    }

    @Test("one report about many of a post's recipients is told in one go")
    func manyInOne() {
        var life = Life(posts: [Self.post(1)], members: 20)
        var request = Request(identity: World.identity(99), sender: nil, obstacle: .bounce("a delivery report"))
        request.returned = (0..<9).map {
            ReturnedCopy(address: World.address("m\($0)@hel.fi"), origin: .post(Self.post(1).id), kind: .addressInvalid)
        }
        let decision = life.meet(.mail(request))
        #expect(decision.letters.map(\.kind) == [.postReturned])
        #expect(life.state.bounces.excludedPosts == [Self.post(1).id] && life.state.bounces.members.isEmpty)
    }

    @Test("what came back long ago is forgotten")
    func forgetting() {
        var life = Life()
        life.returns(World.mikko, post: 1)
        life.returns(World.mikko, post: 2)
        life.now = life.now + Self.limits.forgetAfter + .days(1)
        life.returns(World.mikko, post: 3)
        #expect(life.gets(World.mikko))
    }

    @Test("a refusal by the relay counts as a report does")
    func refusals() {
        var life = Life(posts: (1...6).map { Self.post($0) } + [World.post(.sending)])
        life.returns(World.mikko, post: 1)
        life.returns(World.mikko, post: 2)
        life.meet(.jobFinished(World.postID(.sending), Report(), addressInvalid: [World.mikko]))
        #expect(!life.gets(World.mikko))
    }

    @Test("a complaint is a leave, and the member hears of it")
    func complaint() {
        var life = Life()
        let decision = life.meet(Self.report(World.mikko, .post(Self.post(1).id), .complaint))
        let goodbye = World.letter(.membership(.goodbye), World.mikko, .fi, answers: nil)
        #expect(
            decision == Decision(.bounced, entries: [.membership(.left(World.mikko, .complaint))], letters: [goodbye]))
    }

    @Test("what comes back from before the member joined again neither removes nor suspends, and a complaint asks")
    func earlierMembership() {
        var life = Life()
        life.state.live(
            through: Decision(.nothing, entries: [.membership(.left(World.mikko, .confirmed))]), at: life.now)
        var member = World.member(World.mikko, .fi)
        member.joined = life.now
        life.state.live(through: Decision(.nothing, entries: [.membership(.joined(member))]), at: life.now)
        let decision = life.meet(Self.report(World.mikko, .post(Self.post(1).id), .complaint))
        let question = World.letter(.membership(.confirmLeave), World.mikko, .fi, answers: nil)
        #expect(decision == Decision(.bounced, letters: [question]))
        for post in 1...6 { life.returns(World.mikko, post: post) }
        #expect(life.gets(World.mikko) && !life.state.bounces.isSuspended(World.mikko))
    }

    @Test("a complaint that proves nobody asks the member, and changes nothing")
    func unprovenComplaint() {
        var life = Life()
        let decision = life.meet(Self.report(World.mikko, .probe, .unprovenComplaint))
        let question = World.letter(.membership(.confirmLeave), World.mikko, .fi, answers: nil)
        #expect(decision == Decision(.bounced, letters: [question]))
        // However often it comes, the member gets no more than the day's letters.
        let letters = (0..<20).flatMap { _ in
            life.meet(Self.report(World.mikko, .probe, .unprovenComplaint)).letters
        }
        #expect(letters.count == World.policy.lettersPerDay - 1)
    }

    @Test(
        "what concerns no member changes nothing",
        arguments: [World.stranger, World.berit], [ReturnedCopy.Kind.addressInvalid, .complaint, .unprovenComplaint])
    func strangers(_ address: Address, _ kind: ReturnedCopy.Kind) {
        let state = World.state(entries: [.post(.carried(Self.post(1)))])
        let decision = World.decide(Self.report(address, .post(Self.post(1).id), kind), in: state)
        #expect(decision == Decision(.ignored("bounce: a delivery report")))
    }

    @Test("replay from what a compaction carries over is the same")
    func carrying() {
        var life = Life()
        for post in 1...3 { life.returns(World.mikko, post: post) }
        life.returns(World.maria, post: 1)
        life.pass(.days(8))
        var copy = State(members: life.state.members, sequence: 0)
        copy.apply(
            Transaction(
                sequence: 1, time: life.now, source: .carried, entries: life.state.carried(at: life.now), letters: []))
        #expect(copy.bounces == life.state.bounces)
    }
}
