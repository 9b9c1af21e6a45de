import Base

/// When what waits will have gone out: the sending played through on copies of the relays' quotas, with what they have
/// spent already and the pace that was measured. What comes again by itself is left out: nobody knows when it is taken.
struct Forecast: Equatable, Sendable {
    struct Relay: Equatable, Sendable {
        /// With nothing on its way.
        var quota: Quota
        /// Not before this.
        var free: Instant
        /// Of a message, as measured; nil where it is not known, and the quota alone sets the pace.
        var seconds: Double?
        var weight = 1
        /// Messages in proportion to the weight.
        fileprivate var given = 0.0
        /// Of a second that is not over.
        fileprivate var rest = 0.0

        init(quota: Quota, free: Instant, seconds: Double? = nil, weight: Int = 1) {
            (self.quota, self.free, self.seconds, self.weight) = (quota, free, seconds, weight)
        }

        /// Whether nothing is known that would take any time.
        var isBoundless: Bool { !quota.isLimited && seconds == nil }
    }

    /// What goes out together.
    struct Load: Equatable, Sendable {
        /// A job's, or what a test calls it.
        var name: String
        var share: QuotaShare
        var recipients: Int
        /// How many recipients share a message, for each relay.
        var groupSizes: [Int]
    }

    private var relays: [Relay]
    private let isPostUnderWay: Bool
    private var ends: [String: Instant] = [:]

    init(_ relays: [Relay], isPostUnderWay: Bool) { (self.relays, self.isPostUnderWay) = (relays, isPostUnderWay) }

    /// After so many steps the rest is reckoned from how long those took.
    private static let mostSteps = 20_000

    /// When each load is out, by its name, given in the order in which they go; nil where nobody can tell.
    static func ends(
        of loads: [Load], through relays: [Relay], isPostUnderWay: Bool, from now: Instant
    ) -> [String: Instant]? {
        guard !relays.isEmpty, !relays.contains(where: \.isBoundless) else { return nil }
        var forecast = Forecast(relays, isPostUnderWay: isPostUnderWay)
        return forecast.play(loads, from: now) ? forecast.ends : nil
    }

    private mutating func play(_ loads: [Load], from now: Instant) -> Bool {
        var left = loads.filter { $0.recipients > 0 }
        let all = left.reduce(0) { $0 + $1.recipients }
        var latest = now
        for _ in 0..<Self.mostSteps {
            if left.isEmpty { return true }
            guard let (relay, load, time) = next(of: left, after: now) else { return false }
            let taken = send(left[load], through: relay, at: time)
            latest = max(latest, relays[relay].free)
            left[load].recipients -= taken
            if left[load].recipients == 0 {
                ends[left[load].name] = relays[relay].free
                left.remove(at: load)
            }
        }
        reckon(left, of: all, from: now, latest)
        return true
    }

    /// The relay that takes something of a load first; of two the one that had less for its weight.
    private func next(of loads: [Load], after now: Instant) -> (relay: Int, load: Int, time: Instant)? {
        var best: (relay: Int, load: Int, time: Instant)?
        for relay in relays.indices {
            for share in QuotaShare.allCases {
                guard let load = loads.firstIndex(where: { $0.share == share }),
                    let time = relays[relay].quota.nextAllowance(
                        of: share, isPostUnderWay: isPostUnderWay, after: max(now, relays[relay].free))
                else { continue }
                guard let (other, _, earliest) = best else {
                    best = (relay, load, time)
                    continue
                }
                let isBehind = time == earliest && relays[relay].given < relays[other].given
                if time < earliest || isBehind { best = (relay, load, time) }
            }
        }
        return best
    }

    /// How many recipients a relay takes at that moment, and when it is free again.
    private mutating func send(_ load: Load, through relay: Int, at time: Instant) -> Int {
        let room = relays[relay].quota.allowance(of: load.share, isPostUnderWay: isPostUnderWay, at: time)
        let group = load.groupSizes[relay]
        var messages = min(room.messages, max(1, (load.recipients + group - 1) / group))
        if let seconds = relays[relay].seconds {
            // What takes its time is counted second by second, as it will be.
            messages = min(messages, max(1, Int(1 / max(seconds, 1e-6))))
        }
        let (most, isOver) = messages.multipliedReportingOverflow(by: group)
        let recipients = min(load.recipients, isOver ? .max : most, room.recipients)
        let length = Double(messages) * (relays[relay].seconds ?? 0)
        // Clocks tell whole seconds; what is left of one is carried on.
        relays[relay].rest += length
        let whole = relays[relay].rest.rounded(.down)
        relays[relay].rest -= whole
        relays[relay].free = time + Seconds(Int64(whole))
        relays[relay].given += Double(messages) / Double(max(1, relays[relay].weight))
        let amount = MailAmount(messages: messages, recipients: recipients)
        relays[relay].quota.reserve(amount, load.share)
        relays[relay].quota.spend(amount, load.share, at: relays[relay].free)
        return recipients
    }

    /// In proportion to what went out by `latest`.
    private mutating func reckon(_ left: [Load], of all: Int, from now: Instant, _ latest: Instant) {
        let open = left.reduce(0) { $0 + $1.recipients }
        let pace = Double(latest.since(now).count) / Double(max(1, all - open))
        var count = 0
        for load in left {
            count += load.recipients
            ends[load.name] = latest + Seconds(Int64(Double(count) * pace))
        }
    }
}
