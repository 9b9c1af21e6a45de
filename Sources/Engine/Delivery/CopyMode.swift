import Base

/// How the copies of a post go out through a relay. The raw values stand in configurations.
package enum CopyMode: String, CaseIterable, Sendable {
    /// Each member gets a message of their own.
    case personal = "personal"
    /// One message for many recipients, for tight quotas.
    case grouped = "grouped"
    /// Personal ones, but where that takes long and sharing makes it much faster.
    case auto = "auto"
}

/// Whether copies share messages under ``CopyMode/auto``. The same post gives the same answer whatever was sent before it,
/// so that a preview tells what will be, and a restart changes nothing.
enum AutomaticGrouping {
    /// Personal copies are worth waiting for so long.
    static let patience = Seconds.hours(2)

    static func isWorthwhile(recipients: Int, through relays: [DeliveryRelay]) -> Bool {
        let start = Instant(secondsSince1970: 0)
        func length(_ groupSizes: [Int]) -> Seconds? {
            let load = Forecast.Load(name: "", share: .posts, recipients: recipients, groupSizes: groupSizes)
            let fresh = relays.map { relay in
                Forecast.Relay(quota: relay.quota.unspent, free: start, weight: relay.weight)
            }
            return Forecast.ends(of: [load], through: fresh, isPostUnderWay: true, from: start)?[""]?.since(start)
        }
        guard let personal = length(relays.map { $0.copies == .grouped ? $0.recipientsPerMessage : 1 }),
            personal > patience,
            let grouped = length(relays.map { $0.copies == .personal ? 1 : $0.recipientsPerMessage })
        else { return false }
        return grouped * 2 <= personal
    }
}

extension [DeliveryRelay] {
    /// How many recipients share a message, for each relay.
    func groupSizes(recipients: Int, isShareable: Bool) -> [Int] {
        guard isShareable else { return map { _ in 1 } }
        let isGrouped =
            contains { $0.copies == .auto } && AutomaticGrouping.isWorthwhile(recipients: recipients, through: self)
        return map { relay in
            switch relay.copies {
            case .personal: 1
            case .grouped: relay.recipientsPerMessage
            case .auto: isGrouped ? relay.recipientsPerMessage : 1
            }
        }
    }
}
