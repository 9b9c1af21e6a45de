import Base

/// How much a relay takes: messages within any minute, and recipients within any day, of all connections together. What
/// is on its way counts until its answer comes, and from then for the whole minute and day: the server may have counted it
/// at the very last moment.
struct Quota: Equatable, Sendable {
    private var minute: SharedWindow?
    private var day: SharedWindow?
    let perMinute: Int?
    let perDay: Int?

    /// What was handed over in one second, as it is remembered across restarts.
    struct Entry: Equatable, Sendable {
        var time: Instant
        var share: QuotaShare
        var amount: MailAmount
    }

    /// A quarter of a day is kept for posts, a twentieth for letters; of a minute letters leave half to a post that is on
    /// its way.
    init(perMinute: Int? = nil, perDay: Int? = nil) {
        (self.perMinute, self.perDay) = (perMinute, perDay)
        minute = perMinute.map { limit in
            SharedWindow(limit: limit, length: .minutes(1), kept: .init(forPostsUnderWay: limit / 2))
        }
        day = perDay.map { limit in
            SharedWindow(limit: limit, length: .days(1), kept: .init(forPosts: limit / 4, forLetters: limit / 20))
        }
    }

    /// The longest time after which anything handed over still counts.
    static let memory = Seconds.days(1)

    /// The same limits, with nothing handed over yet.
    var unspent: Quota { Quota(perMinute: perMinute, perDay: perDay) }

    /// As if all answers had come.
    func answered(at now: Instant) -> Quota {
        var quota = self
        quota.minute?.spendReserved(at: now)
        quota.day?.spendReserved(at: now)
        return quota
    }

    var isLimited: Bool { minute != nil || day != nil }

    /// How much may be handed over now; of nobody's share in particular where it is nil.
    func allowance(of share: QuotaShare? = nil, isPostUnderWay: Bool = false, at now: Instant) -> MailAmount {
        MailAmount(
            messages: minute?.allowance(of: share, isPostUnderWay: isPostUnderWay, at: now) ?? .max,
            recipients: day?.allowance(of: share, isPostUnderWay: isPostUnderWay, at: now) ?? .max)
    }

    /// The first moment, not before `now`, at which a message to one recipient may be handed over; nil where only an
    /// answer makes room.
    func nextAllowance(of share: QuotaShare? = nil, isPostUnderWay: Bool = false, after now: Instant) -> Instant? {
        var moment = now
        for window in [minute, day].compactMap({ $0 }) {
            guard let next = window.nextAllowance(of: share, isPostUnderWay: isPostUnderWay, after: now) else {
                return nil
            }
            moment = max(moment, next)
        }
        return moment
    }

    mutating func reserve(_ amount: MailAmount, _ share: QuotaShare) {
        minute?.reserve(amount.messages, share)
        day?.reserve(amount.recipients, share)
    }

    /// Of what was reserved, so much was not handed over after all.
    mutating func release(_ amount: MailAmount, _ share: QuotaShare) {
        minute?.release(amount.messages, share)
        day?.release(amount.recipients, share)
    }

    /// Of what was reserved, so much was handed over.
    mutating func spend(_ amount: MailAmount, _ share: QuotaShare, at time: Instant) {
        minute?.spend(amount.messages, share, at: time)
        day?.spend(amount.recipients, share, at: time)
    }

    /// What was handed over before a restart.
    mutating func restore(_ entries: [Entry]) {
        for share in QuotaShare.allCases {
            let some = entries.filter { $0.share == share }
            minute?.restore(some.map { .init(time: $0.time, count: $0.amount.messages) }, share)
            day?.restore(some.map { .init(time: $0.time, count: $0.amount.recipients) }, share)
        }
    }

    /// The clock was set.
    mutating func shift(by length: Seconds) {
        minute?.shift(by: length)
        day?.shift(by: length)
    }
}
