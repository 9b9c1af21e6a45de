import Base
import MailingList

/// When what waits will have gone out.
extension Delivery {
    /// When the last recipient of each job has it, and the last letter; nil where nobody can tell, since only the servers'
    /// answers set the pace. What was tried already and comes again by itself is left out.
    func forecast(at now: Instant) -> SendingForecast? {
        Forecast.ends(of: loads, through: relays.asForecast(routes, at: now), isPostUnderWay: isPostUnderWay, from: now)
            .map { SendingForecast(ends: $0) }
    }

    /// The same for a post that begins now, after all that waits; nil where nobody can tell.
    func forecast(ofPostWith recipients: Int, isShareable: Bool, at now: Instant) -> Instant? {
        let sizes = relays.groupSizes(recipients: recipients, isShareable: isShareable)
        let load = Forecast.Load(name: "", share: .posts, recipients: recipients, groupSizes: sizes)
        return Forecast.ends(
            of: loads + [load], through: relays.asForecast(routes, at: now), isPostUnderWay: true, from: now)?[""]
    }

    /// Seconds that each relay takes for a message, where that was measured.
    func paces(at now: Instant) -> [String: Double] {
        Dictionary(
            relays.compactMap { relay in relay.pace.secondsAMessage(at: now).map { (relay.name, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// No job has that name.
    private static let lettersLoad = "letters"

    /// What waits for its first try, in the order in which it goes.
    private var loads: [Forecast.Load] {
        let ones = relays.map { _ in 1 }
        var loads: [Forecast.Load] = []
        if letters.freshCount > 0 {
            loads.append(
                Forecast.Load(name: Self.lettersLoad, share: .letters, recipients: letters.freshCount, groupSizes: ones)
            )
        }
        for name in jobs.keys.sorted() {
            guard let job = jobs[name], job.hasWaiting else { continue }
            loads.append(
                Forecast.Load(
                    name: name, share: job.share, recipients: job.count - job.firstWaiting,
                    groupSizes: groupSizes[name] ?? ones))
        }
        return loads
    }
}

/// When what waits will have gone out.
struct SendingForecast: Equatable, Sendable {
    /// By the job's name, and that of the letters.
    var ends: [String: Instant]

    /// Of all.
    var end: Instant? { ends.values.max() }
}

extension [DeliveryRelay] {
    /// - Parameter routes: the connections to them.
    func asForecast(_ routes: [DeliveryRoute], at now: Instant) -> [Forecast.Relay] {
        enumerated().map { number, relay in
            let free = routes.filter { $0.relay == number }.map(\.notBefore).min() ?? now
            return Forecast.Relay(
                quota: relay.quota.answered(at: now), free: Swift.max(now, free, relay.notBefore),
                seconds: relay.pace.secondsAMessage(at: now), weight: relay.weight)
        }
    }
}
