import Base
import MailingList

extension Configuration {
    /// The part that decisions depend on.
    /// - Parameters:
    ///   - zone: the rules of `list.timezone`.
    ///   - zones: those of all others.
    package func policy(zone: TimeZoneRules, zones: TimeZoneBook = .empty) -> Policy {
        Policy(
            name: list.name, address: list.address, titles: list.titles, languages: list.languages,
            coordinators: list.coordinators, principles: list.principles,
            organisation: list.organisation, contact: list.contact, privacy: list.privacy, topics: Topics(topics),
            mirrors: list.mirrors,
            joining: joining.open ? .open : .domains(joining.domains), approval: joining.approval,
            trust: joining.trust,
            lettersPerDay: list.lettersPerDay,
            forwardsPerDay: list.forwardsPerDay, lettersPerHour: list.lettersPerHour,
            forwardsPerHour: list.forwardsPerHour, unprovenPerDay: unprovenPerDay, approveWithin: posts.approveWithin,
            maxMessageSize: mailbox.maxMessageSize,
            collections: collections, bounces: bounces, retention: retention, roundups: posts.roundups,
            remind: events.remind,
            zone: zone, zoneName: list.timezone, zones: zones)
    }

    /// A quarter of what the relays take in a day, where each of them says how much that is: the rest is for posts.
    private var unprovenPerDay: Int? {
        let quotas = relays.compactMap(\.perDay)
        return quotas.count == relays.count ? max(1, quotas.reduce(0, +) / 4) : nil
    }
}
