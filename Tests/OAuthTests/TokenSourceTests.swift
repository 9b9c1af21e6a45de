import Base
import Testing

@testable import OAuth

@Suite("When a token is used, renewed or waited for")
struct TokenSourceTests {
    static let start = Instant(secondsSince1970: 1_795_000_000)
    static let lasting = TokenRefusal(status: 400, error: "invalid_grant", text: "AADSTS700082", codes: [700_082])
    static let passing = TokenRefusal(status: 503, error: nil, text: "busy")

    static func grant(_ token: String, _ lifetime: Seconds = 3600, refresh: String? = nil) -> TokenGrant {
        TokenGrant(accessToken: token, lifetime: lifetime, refreshToken: refresh)
    }

    private static func source(needsPerson: Bool = false, signedIn: Bool = true) -> TokenSource {
        var source = TokenSource(StoredTokens(purpose: "p"), needsPerson: needsPerson)
        if signedIn { source.granted(grant("a1", refresh: needsPerson ? "r1" : nil), at: start) }
        return source
    }

    @Test("an application asks at once, a person must sign in first")
    func beginning() {
        #expect(Self.source(signedIn: false).next(at: Self.start) == .ask)
        #expect(Self.source(needsPerson: true, signedIn: false).next(at: Self.start) == .signIn)
    }

    @Test(
        "a token is renewed five minutes before its end, or a tenth of its life",
        arguments: [
            (3600, 0, TokenSource.Step.use("t")), (3600, 3299, .use("t")), (3600, 3300, .ask), (3600, 3700, .ask),
            (600, 539, .use("t")), (600, 540, .ask), (0, 0, .ask),
        ] as [(Seconds, Seconds, TokenSource.Step)])
    func margin(lifetime: Seconds, after: Seconds, step: TokenSource.Step) {
        var source = Self.source(signedIn: false)
        source.granted(Self.grant("t", lifetime), at: Self.start)
        #expect(source.next(at: Self.start + after) == step)
    }

    @Test("while asking fails, a token that is due is used to its very end; then the pause is waited for")
    func failure() {
        var source = Self.source()
        let due = Self.start + 3400
        source.failed(Self.lasting, at: due)
        #expect(source.next(at: due) == .use("a1"))
        #expect(source.next(at: due + 199) == .use("a1"))
        #expect(source.next(at: due + 200) == .wait(until: due + 300, Self.lasting))
        #expect(source.next(at: due + 300) == .ask)
        #expect(source.wakes(after: due) == due + 300)
    }

    @Test(
        "pauses grow up to a limit; a fault that passes is tried again sooner",
        arguments: [
            (passing, [15, 30, 60, 120, 240, 480, 600, 600]), (lasting, [300, 600, 1200, 2400, 3600, 3600]),
            (TokenRefusal(status: 429, error: nil, text: "", retryAfter: 700), [700, 700]),
            (TokenRefusal(status: 503, error: nil, text: "", retryAfter: 999_999), [3600]),
        ] as [(TokenRefusal, [Seconds])])
    func pauses(refusal: TokenRefusal, lengths: [Seconds]) {
        var source = Self.source(signedIn: false)
        var now = Self.start
        for length in lengths {
            source.failed(refusal, at: now)
            #expect(source.next(at: now) == .wait(until: now + length, refusal))
            now = now + length
            #expect(source.next(at: now) == .ask)
        }
    }

    @Test("after many failures the refresh token is still there, and a grant ends the pause")
    func never() {
        var source = Self.source(needsPerson: true)
        for number in 0..<200 { source.failed(Self.lasting, at: Self.start + .hours(Int64(number))) }
        #expect(source.tokens.refreshToken == "r1")
        source.granted(Self.grant("a2"), at: Self.start + .hours(300))
        #expect(source.tokens.refreshToken == "r1" && source.next(at: Self.start + .hours(300)) == .use("a2"))
        #expect(source.refusal == nil)
    }

    @Test("a new refresh token takes the place of the old one")
    func rotation() {
        var source = Self.source(needsPerson: true)
        source.granted(Self.grant("a2", refresh: "r2"), at: Self.start + 10)
        #expect(source.tokens.refreshToken == "r2" && source.tokens.refreshUsed == Self.start + 10)
    }

    @Test("a refused login renews once, and not again within half an hour")
    func denied() {
        var source = Self.source()
        let now = Self.start + 60
        let isWorthIt1 = source.denied("a1", at: now)
        #expect(isWorthIt1)
        #expect(source.next(at: now) == .ask)
        source.granted(Self.grant("a2"), at: now)
        let isWorthIt2 = source.denied("a2", at: now + 1)
        #expect(!isWorthIt2)
        #expect(source.next(at: now + 1) == .use("a2"))
        let isWorthIt3 = source.denied("a2", at: now + 1799)
        #expect(!isWorthIt3)
        let isWorthIt4 = source.denied("a2", at: now + 1800)
        #expect(isWorthIt4)
    }

    @Test("a refused token that has been renewed meanwhile is not renewed again")
    func deniedOld() {
        var source = Self.source()
        source.granted(Self.grant("a2"), at: Self.start + 5)
        let isWorthIt5 = source.denied("a1", at: Self.start + 6)
        #expect(isWorthIt5)
        #expect(source.next(at: Self.start + 6) == .use("a2"))
    }

    @Test("a refused token that has ended meanwhile is renewed as any other, as often as that happens")
    func deniedExpired() {
        var source = Self.source()
        for round in 1...3 {
            let now = Self.start + .minutes(Int64(round))
            source.granted(Self.grant("b\(round)", 10), at: now)
            let isWorthIt = source.denied("b\(round)", at: now + 10)
            #expect(isWorthIt && source.next(at: now + 10) == .ask)
        }
    }

    @Test("a refused token is not used again while asking fails")
    func deniedAndFailed() {
        var source = Self.source()
        let isWorthIt6 = source.denied("a1", at: Self.start)
        #expect(isWorthIt6)
        source.failed(Self.passing, at: Self.start)
        #expect(source.next(at: Self.start) == .wait(until: Self.start + 15, Self.passing))
    }

    @Test("what another process wrote is taken and ends a pause; that of another application is not")
    func adopted() {
        var source = Self.source(needsPerson: true)
        source.failed(Self.lasting, at: Self.start + 4000)
        var written = StoredTokens(purpose: "p")
        written.refreshToken = "r9"
        source.adopted(written)
        #expect(source.next(at: Self.start + 4000) == .ask && source.tokens.refreshToken == "r9")
        var other = StoredTokens(purpose: "q")
        other.refreshToken = "x"
        source.adopted(other)
        #expect(source.tokens.refreshToken == "r9")
    }

    @Test("reading one's own file again changes nothing")
    func same() {
        var source = Self.source()
        source.failed(Self.passing, at: Self.start + 3700)
        let before = source
        source.adopted(source.tokens)
        #expect(source == before)
    }
}

@Suite("The file of the tokens")
struct StoredTokensTests {
    static var whole: StoredTokens {
        var tokens = StoredTokens(purpose: "person id https://x/token")
        tokens.access = .init(
            token: "ey.a=b.c", obtained: TokenSourceTests.start, expires: TokenSourceTests.start + 3600)
        tokens.refreshToken = "1//0e:x y"
        tokens.refreshUsed = TokenSourceTests.start
        tokens.refreshExpires = TokenSourceTests.start + .days(7)
        tokens.algorithm = .rs256
        return tokens
    }

    @Test("is read as it was written", arguments: [whole, StoredTokens(purpose: "p")])
    func roundTrip(tokens: StoredTokens) {
        #expect(StoredTokens(text: tokens.text) == tokens)
        #expect(tokens.text.split(separator: "\n").allSatisfy { $0.hasPrefix("kutsu-oauth 1") || $0.contains(": ") })
        #expect("\(tokens)" == "<tokens>")
    }

    @Test("lines of a newer Kutsu are passed over")
    func newer() {
        #expect(StoredTokens(text: Self.whole.text + "something: new\n") == Self.whole)
    }

    @Test("is refused where it was cut off, is another file's or of another version")
    func broken() {
        let text = Self.whole.text
        for length in 0..<text.count where !text.prefix(length).hasSuffix("\n") {
            #expect(StoredTokens(text: String(text.prefix(length))) == nil)
        }
        #expect(StoredTokens(text: text.replacing("kutsu-oauth 1", with: "kutsu-oauth 2")) == nil)
        #expect(StoredTokens(text: text.replacing("purpose: ", with: "purpose: %zz")) == nil)
    }

    @Test(
        "the end of a sign-in is what the provider said, or the longest that it may lie unused",
        arguments: [(nil, 7), (Seconds.days(90), 7), (.days(3), 3)] as [(Seconds?, Int64)])
    func signInExpiry(unused: Seconds?, days: Int64) {
        #expect(Self.whole.signInExpiry(unusedLife: unused)?.ends == TokenSourceTests.start + .days(days))
        #expect(StoredTokens(purpose: "p").signInExpiry(unusedLife: unused) == nil)
    }

    @Test(
        "an end is told thirty days before",
        arguments: [
            (31, false, "in 31 days"), (30, true, "in 30 days"), (1, true, "in 1 day"), (0, true, "ended on"),
            (-5, true, "ended on"),
        ] as [(Int64, Bool, String)])
    func notice(days: Int64, isNear: Bool, words: String) {
        let expiry = Expiry(.certificate, ends: TokenSourceTests.start + .days(days))
        #expect(expiry.isNear(at: TokenSourceTests.start) == isNear)
        #expect(expiry.words(at: TokenSourceTests.start).contains(words))
    }
}
