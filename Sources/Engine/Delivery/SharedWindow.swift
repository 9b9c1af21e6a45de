import Base

/// One limit of a relay over any so many seconds, with what of it is kept for whom. What is on its way counts as well.
struct SharedWindow: Equatable, Sendable {
    /// What of the limit one share leaves to the other.
    struct Kept: Equatable, Sendable {
        /// Letters leave so many for posts.
        var forPosts = 0
        /// The same, but only while a post is on its way.
        var forPostsUnderWay = 0
        /// Posts leave so many for letters.
        var forLetters = 0
    }

    private struct Counter: Equatable, Sendable {
        var window: RollingWindow
        /// Handed to the relay, and not yet answered.
        var reserved = 0

        func allowance(at now: Instant) -> Int { window.allowance(at: now) - reserved }

        func moment(of wanted: Int, after now: Instant) -> Instant? {
            window.moment(of: wanted + reserved, after: now)
        }
    }

    private var all: Counter
    private var letters: Counter
    private var posts: Counter
    private let kept: Kept

    init(limit: Int, length: Seconds, kept: Kept) {
        all = Counter(window: RollingWindow(limit: limit, length: length))
        (letters, posts) = (all, all)
        self.kept = kept
    }

    /// How many more may be handed over now; nobody's share in particular where it is nil.
    func allowance(of share: QuotaShare?, isPostUnderWay: Bool, at now: Instant) -> Int {
        let whole = all.allowance(at: now)
        guard let share else { return max(0, whole) }
        return max(0, min(whole, self[share].allowance(at: now) - kept(from: share, isPostUnderWay)))
    }

    /// The first moment, not before `now`, at which one more may be handed over; nil where only an answer makes room.
    func nextAllowance(of share: QuotaShare?, isPostUnderWay: Bool, after now: Instant) -> Instant? {
        guard let whole = all.moment(of: 1, after: now) else { return nil }
        guard let share else { return whole }
        return self[share].moment(of: 1 + kept(from: share, isPostUnderWay), after: whole)
    }

    private subscript(share: QuotaShare) -> Counter { share == .letters ? letters : posts }

    private func kept(from share: QuotaShare, _ isPostUnderWay: Bool) -> Int {
        switch share {
        case .letters: isPostUnderWay ? max(kept.forPosts, kept.forPostsUnderWay) : kept.forPosts
        case .posts: kept.forLetters
        }
    }

    private mutating func change(_ share: QuotaShare, _ body: (inout Counter) -> Void) {
        body(&all)
        if share == .letters { body(&letters) } else { body(&posts) }
    }

    mutating func reserve(_ count: Int, _ share: QuotaShare) { change(share) { $0.reserved += count } }
    mutating func release(_ count: Int, _ share: QuotaShare) { change(share) { $0.reserved -= count } }

    /// Of what was reserved, so many were handed over.
    mutating func spend(_ count: Int, _ share: QuotaShare, at time: Instant) {
        change(share) { counter in
            counter.reserved -= count
            counter.window.add(count, at: time)
        }
    }

    /// All that is reserved was handed over.
    mutating func spendReserved(at time: Instant) {
        let (some, others) = (letters.reserved, posts.reserved)
        spend(some, .letters, at: time)
        spend(others, .posts, at: time)
    }

    mutating func restore(_ entries: [RollingWindow.Entry], _ share: QuotaShare) {
        change(share) { $0.window.restore(entries) }
    }

    mutating func shift(by length: Seconds) {
        all.window.shift(by: length)
        letters.window.shift(by: length)
        posts.window.shift(by: length)
    }
}
