import Base

/// A mail that comes again by itself: what was tried, and when it is tried next.
struct RetryState: Hashable, Sendable {
    /// Tries that a server answered with "not now".
    var attempts = 0
    /// Tries to put it into words that failed, since one last succeeded.
    var renderFailures = 0
    var notBefore: Instant

    /// A delayed mail is given up so long after it was written (RFC 5321 section 4.5.4.1 recommends four to five days).
    static let patience = Seconds.days(4)

    /// What waited longer than that for its first try, behind a day's quota or a switched-off machine, still gets so many:
    /// greylisting refuses every first one.
    static let fewestAttempts = 5

    /// A mail is sent at most so often without a verdict: somebody may get it each time.
    static let mostDoubts = 5

    /// Whether a mail written at `written` has been put off for good.
    func isExhausted(written: Instant, at now: Instant) -> Bool {
        now.since(written) >= Self.patience && attempts >= Self.fewestAttempts
    }

    /// The pause before the next try: 20 seconds, then 5, 15, 30 minutes, then every hour, then every four; a fifth more
    /// or less by `chance` in 0 ..< 1, so that not all come back at once.
    static func pause(afterAttempt attempt: Int, chance: Double) -> Seconds {
        let minutes: Double =
            switch attempt {
            case ...1: 1.0 / 3
            case 2: 5
            case 3: 15
            case 4: 30
            case ...12: 60
            default: 240
            }
        return Seconds(Int64(minutes * 60 * (0.8 + 0.4 * chance)))
    }
}
