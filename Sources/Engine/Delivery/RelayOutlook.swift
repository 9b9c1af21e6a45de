import Base

/// What can be told of sending without the daemon: from the configuration, what the relays were handed, and the pace that
/// the daemon measured.
package struct RelayOutlook: Sendable {
    private let relays: [DeliveryRelay]
    private let paces: [String: Double]
    private let now: Instant

    package init(
        _ relays: [Configuration.Relay], on disk: some Disk, paces: [String: Double], at now: Instant
    ) throws(LedgerError) {
        var history = try QuotaFile.history(on: disk)
        history.closeAll(at: now)
        self.init(relays.map { RelayServer($0, connections: []).settings(history, at: now) }, paces, at: now)
    }

    init(_ settings: [RelaySettings], _ paces: [String: Double], at now: Instant) {
        relays = settings.map { DeliveryRelay($0) }
        (self.paces, self.now) = (paces, now)
    }

    /// Whether the copies of a post share messages, through some relay at least.
    package func isGrouped(recipients: Int, isShareable: Bool) -> Bool {
        relays.groupSizes(recipients: recipients, isShareable: isShareable).contains { $0 > 1 }
    }

    /// When a post that begins now will have gone out, after so many mails that wait already; nil where nobody can tell.
    package func end(ofPostWith recipients: Int, isShareable: Bool, after waiting: Int) -> Instant? {
        let sizes = relays.groupSizes(recipients: recipients, isShareable: isShareable)
        let loads = [
            Forecast.Load(name: "waiting", share: .posts, recipients: waiting, groupSizes: relays.map { _ in 1 }),
            Forecast.Load(name: "post", share: .posts, recipients: recipients, groupSizes: sizes),
        ]
        let fresh = relays.map { relay in
            Forecast.Relay(quota: relay.quota, free: now, seconds: paces[relay.name], weight: relay.weight)
        }
        return Forecast.ends(of: loads, through: fresh, isPostUnderWay: true, from: now)?["post"]
    }
}
