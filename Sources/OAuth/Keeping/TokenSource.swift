import Base

/// When a token is used, renewed or waited for. A value: it answers what to do, and is told what came of it.
///
/// | state | meaning | ``next(at:)`` |
/// |---|---|---|
/// | unsigned | a person must sign in, and has not | `signIn` |
/// | absent | there is no access token yet | `ask` |
/// | fresh | the access token has more than its margin left | `use` |
/// | due | it has less than that left | `ask`; during a pause `use` |
/// | expired | its time is over | `ask` |
/// | denied | a mail server refused it | `ask` |
///
/// A failure brings a **pause**: absent, expired and denied answer `wait` until it is over. The margin is five minutes,
/// or a tenth of a token's life where that is shorter.
///
/// | from | event | to |
/// |---|---|---|
/// | any but unsigned | `granted` | fresh, without pause; a refresh token that the answer lacks is kept |
/// | any | `failed` | the same, with a pause, which grows with each failure |
/// | fresh, due | `denied` with the token held, none renewed for that within half an hour | denied |
/// | fresh, due | `denied` with the token held, one renewed for that already | the same: another would not help |
/// | any | `denied` with another token, or one that has ended | the same: it has been renewed, or is to be |
/// | any | `adopted` from the file | by its contents; where they differ, without pause |
///
/// Time alone leads from fresh to due to expired. No transition drops a refresh token: `invalid_grant` also comes from
/// passing faults, and only a person can get another.
package struct TokenSource: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        /// Log in with this token.
        case use(String)
        /// Ask the endpoint; the tokens are for building the request.
        case ask
        /// Asking again before that moment would do harm; the refusal is the last one.
        case wait(until: Instant, TokenRefusal)
        case signIn
    }

    /// Whether a person's refresh token is needed for asking, or the application's own proof is enough.
    package let needsPerson: Bool
    package private(set) var tokens: StoredTokens
    private var isDenied = false
    private var renewedAfterDenial: Instant?
    private var pause: Pause?

    private struct Pause: Hashable, Sendable {
        let until: Instant
        let refusal: TokenRefusal
        /// One after the other.
        let failures: Int
    }

    package init(_ tokens: StoredTokens, needsPerson: Bool) {
        self.tokens = tokens
        self.needsPerson = needsPerson
    }

    package func next(at now: Instant) -> Step {
        let margin = tokens.access.map { min(.minutes(5), Seconds($0.expires.since($0.obtained).count / 10)) }
        if let access = tokens.access, let margin, !isDenied, now < access.expires {
            let isPaused = pause.map { now < $0.until } ?? false
            let canRenew = !needsPerson || tokens.refreshToken != nil
            if now + margin < access.expires || isPaused || !canRenew { return .use(access.token) }
        }
        if needsPerson, tokens.refreshToken == nil { return .signIn }
        if let pause, now < pause.until { return .wait(until: pause.until, pause.refusal) }
        return .ask
    }

    /// When ``next(at:)`` may answer otherwise than now though nothing happened; nil for never.
    package func wakes(after now: Instant) -> Instant? {
        if let pause, now < pause.until { return pause.until }
        guard let access = tokens.access else { return nil }
        let margin = min(.minutes(5), Seconds(access.expires.since(access.obtained).count / 10))
        return max(now, access.expires - margin)
    }

    /// The last refusal, while nothing better has come.
    package var refusal: TokenRefusal? { pause?.refusal }

    package mutating func granted(_ grant: TokenGrant, algorithm: SigningRsaKey.Algorithm? = nil, at now: Instant) {
        tokens.access = StoredTokens.Access(
            token: grant.accessToken, obtained: now, expires: now + grant.lifetime)
        if let token = grant.refreshToken {
            if token != tokens.refreshToken { tokens.refreshExpires = nil }
            tokens.refreshToken = token
        }
        if tokens.refreshToken != nil { tokens.refreshUsed = now }
        if let life = grant.refreshLifetime { tokens.refreshExpires = now + life }
        tokens.algorithm = algorithm ?? tokens.algorithm
        (isDenied, pause) = (false, nil)
    }

    package mutating func failed(_ refusal: TokenRefusal, at now: Instant) {
        let failures = min((pause?.failures ?? 0) + 1, 10)
        let (first, longest): (Seconds, Seconds) =
            refusal.isPassing ? (15, .minutes(10)) : (.minutes(5), .hours(1))
        let grown = min(Seconds(first.count << Int64(failures - 1)), longest)
        let asked = min(refusal.retryAfter ?? 0, .hours(1))
        pause = Pause(until: now + max(grown, asked), refusal: refusal, failures: failures)
    }

    /// A mail server refused a login with `token`. Whether a login with what ``next(at:)`` then brings is worth a try.
    package mutating func denied(_ token: String, at now: Instant) -> Bool {
        // One that has ended meanwhile is renewed as any other.
        guard let access = tokens.access, access.token == token, now < access.expires else { return true }
        if let last = renewedAfterDenial, now.since(last) < .minutes(30) { return false }
        if needsPerson, tokens.refreshToken == nil { return false }
        renewedAfterDenial = now
        isDenied = true
        return true
    }

    /// Another process wrote these.
    package mutating func adopted(_ stored: StoredTokens) {
        guard stored.purpose == tokens.purpose, stored != tokens else { return }
        if stored.access?.token != tokens.access?.token { isDenied = false }
        if stored.access?.token != tokens.access?.token || stored.refreshToken != tokens.refreshToken { pause = nil }
        tokens = stored
    }
}
