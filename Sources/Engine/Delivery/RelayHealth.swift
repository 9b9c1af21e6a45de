import Base

/// Whether a relay takes mail at all, as far as its answers tell. A server that says no does not always speak of the
/// recipient: a quota is used up, a right or a login is missing, and every other mail would meet the same. No member is to
/// blame then: the mails wait, and the relay is tried with one mail at a time.
///
///     from      event                                                                to
///     willing   accepts a mail                                                       willing, nothing is held against it
///     willing   refuses the first or second mail in a row for a reason of its own    willing
///     willing   refuses a third one, or refuses MAIL                                 troubled
///     troubled  refuses one more                                                     troubled, for a longer pause
///     troubled  accepts a mail                                                       willing
///
/// One mail that is refused again and again counts once: it may be about that mail after all.
struct RelayHealth: Equatable, Sendable {
    struct Trouble: Equatable, Sendable {
        var since: Instant
        /// What the server said last.
        var refusal: SmtpRefusal
    }

    private(set) var trouble: Trouble?
    /// Mails refused since one was last accepted; not kept beyond what tells of a trouble.
    private var refused: Set<SendItem> = []
    private var backoff = Backoff.denied

    /// So many different mails in a row tell of a trouble.
    static let fewestRefused = 3
    /// The same where it said of each that nobody is there, before it took any copy of that mail: a small list may really
    /// have nobody left.
    static let fewestUnknown = 10

    mutating func accept() { self = RelayHealth() }

    /// The server refused a mail, and did not mean that mail.
    mutating func refuse(_ item: SendItem, _ refusal: SmtpRefusal, at now: Instant) {
        // What every mail met because the connection broke is told by the connection.
        guard refusal.stage != .session else { return }
        if let since = trouble?.since {
            trouble = Trouble(since: since, refusal: refusal)
            return
        }
        refused.insert(item)
        if refusal.stage == .sender || refused.count >= Self.fewestRefused {
            trouble = Trouble(since: now, refusal: refusal)
            refused = []
        }
    }

    /// How long to leave it alone.
    mutating func pause(chance: Double) -> Seconds { Seconds(pausing: backoff.pause(chance: chance)) }

    /// The clock was set.
    mutating func shift(by length: Seconds) {
        if let trouble { self.trouble = Trouble(since: trouble.since + length, refusal: trouble.refusal) }
    }
}
