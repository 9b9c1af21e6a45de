import Mail
import Testing

@testable import Rules

@Suite("Digests: all kept tips, once, on their Friday")
struct DigestTests {
    /// Friday 27.11.2026 at nine in Helsinki.
    private static let friday = W.instant("2026-11-27T07:00:00Z")

    private static func state(_ tips: Tip...) -> State { W.state(entries: tips.map(Entry.carriedTip)) }

    private static func due(_ state: State, at now: Instant, _ rules: Rulebook = W.timely) -> Decision {
        rules.decide(state, .due, at: now)
    }

    private static func digest(_ tips: [UInt64], at now: Instant, recipients: Int = 4) -> Decision {
        let ids = tips.map { W.tip($0).id }
        let post = Post(
            id: PostID(at: now, seed: "digest \(ids[0].text)"), kind: .digest(ids),
            author: NamedAddress(address: W.anna), subject: "Verkosto", audience: nil, held: now, status: .sending,
            recipients: recipients, approved: now)
        return Decision(.dispatched, entries: [.dispatched(post)])
    }

    private static func after(_ decision: Decision, _ state: State, at now: Instant) -> State {
        var state = state
        state.apply(
            Transaction(
                sequence: state.sequence + 1, time: now, source: .clock, entries: decision.entries,
                letters: decision.letters))
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
            late.apply(
                Transaction(
                    sequence: late.sequence + 1, time: kept, source: .admin,
                    entries: [.tipped(W.tip(2, .kept, kept: kept))],
                    letters: []))
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
        #expect(sent.tips[W.tip(1).id]?.status == .published && sent.keptTips == [])
        let post = try #require(sent.activePosts.first)
        let finished = W.timely.decide(sent, .jobFinished(post.id, Report(), dead: []), at: Self.friday + 60)
        // Nobody asked for it, so nobody is told, unless something went wrong.
        #expect(finished == Decision(.finished, entries: [.finished(post.id, Report())]))
        #expect(Self.after(finished, sent, at: Self.friday + 60).tips == [:])
        var report = Report()
        report.refused = 1
        let told = W.timely.decide(sent, .jobFinished(post.id, report, dead: []), at: Self.friday + 60)
        #expect(told.letters.map(\.kind) == [.postReport] && told.letters.map(\.to) == [W.anna])
    }

    @Test("without a rhythm it goes out only when somebody asks, and then at once")
    func asked() {
        var policy = W.timelyPolicy
        policy.tips.digest = nil
        let rules = Rulebook(policy: policy)
        #expect(Self.due(Self.kept, at: Self.friday, rules) == Decision(.nothing))
        #expect(rules.nextDigest(after: W.now) == nil)
        #expect(W.timely.nextDigest(after: W.now) == Self.friday)
        #expect(rules.decide(Self.kept, .admin(.sendDigest), at: W.now) == Self.digest([1], at: W.now))
        #expect(rules.decide(W.state(), .admin(.sendDigest), at: W.now) == Decision(.nothing))
    }

    @Test("an hour after one that somebody asked for, the Friday's own takes what came since")
    func askedBefore() {
        let early = Self.friday - .hours(1)
        let sent = Self.after(W.timely.decide(Self.kept, .admin(.sendDigest), at: early), Self.kept, at: early)
        var later = sent
        later.apply(
            Transaction(
                sequence: later.sequence + 1, time: early + 60, source: .admin,
                entries: [.tipped(W.tip(2, .kept, kept: early + 60))], letters: []))
        #expect(Self.due(sent, at: Self.friday) == Decision(.nothing))
        #expect(Self.due(later, at: Self.friday) == Self.digest([2], at: Self.friday))
    }

    @Test("names stand in it only where the list says so, and addresses never")
    func names() throws {
        for names in [false, true] {
            var policy = W.timelyPolicy
            policy.tips.names = names
            let writer = LetterWriter(
                policy: policy, signer: W.signer, book: try LetterBook(), zone: policy.zone, copiesPerMinute: nil)
            var anonymous = W.tip(2, .kept, text: "Nimetön vinkki")
            anonymous.author.name = ""
            for language in Language.allCases {
                let digest = try writer.digest([W.tip(1, .kept), anonymous], language)
                for words in [digest.text, digest.html] {
                    #expect(words.contains("Mikko") == names && !words.contains("mikko@hel.fi"))
                    #expect(words.contains("Käykää katsomassa") && words.contains("Nimetön vinkki"))
                    #expect(words.lowercased().contains(LocalizedFormat.inLanguage(.fi, language).lowercased()))
                }
            }
        }
    }
}
