import Base

/// What the admin decided about one list: the part of the configuration that decisions depend on.
package struct Policy: Equatable, Sendable {
    package var name: String
    package var address: Address
    package var titles: [Language: String]
    /// The first is the default.
    package var languages: [Language]
    package var coordinators: [Address]
    /// Where the principles for a safer space can be read.
    package var principles: [Language: String]
    /// Who keeps the list; empty where that is not told.
    package var organisation: [Language: String]
    /// Whom people may ask about the list.
    package var contact: Address?
    /// Where it can be read how personal data is handled.
    package var privacy: [Language: String]
    /// What a post can be limited to, beside a language.
    package var topics: Topics
    /// Addresses that get every announcement without being members.
    package var mirrors: [Address]
    package var joining: Joining
    package var approval: Approval
    package var trust: Trust
    /// Letters to one address within a day that nobody proved to want.
    package var lettersPerDay: Int
    /// Mails from one person within a day that go on to the coordinators.
    package var forwardsPerDay: Int
    /// Letters within an hour, to all together, that nobody proved to want.
    package var lettersPerHour: Int
    /// Mails within an hour, from all together, that go on to the coordinators though nothing proves their sender.
    package var forwardsPerHour: Int
    /// The same letters within a day, and mails to each coordinator: the rest of the relays' quota is for posts. Nil where
    /// they have none.
    package var unprovenPerDay: Int?
    /// How long a preview can be answered.
    package var approveWithin: Seconds
    /// Bytes; larger mail is not downloaded.
    package var maxMessageSize: Int
    /// What every list collects comes first.
    package var collections: [CollectionPolicy]
    package var bounces: BouncePolicy
    package var retention: Retention
    package var roundups: RoundupTimes
    /// How long before an event to remind of it; empty for never.
    package var remind: [Seconds]
    /// On the clocks of which digests and reminders go out.
    package var zone: TimeZoneRules
    /// A name of the zone database.
    package var zoneName: String
    /// The zones that calendars name.
    package var zones: TimeZoneBook

    package enum Joining: Equatable, Sendable {
        case open
        case domains([DomainPattern])
    }

    /// What proves, beside a token that comes back, that a mail is from the address in From.
    package enum Trust: Hashable, Sendable {
        case reply
        /// `dmarc=pass` in the topmost Authentication-Results of this server (RFC 8601); nil for Exchange Online, which
        /// does not name itself.
        case authenticationResults(authservID: String?)
    }

    package init(
        name: String, address: Address, titles: [Language: String], languages: [Language], coordinators: [Address],
        principles: [Language: String] = [:], organisation: [Language: String] = [:], contact: Address? = nil,
        privacy: [Language: String] = [:], topics: Topics = Topics(), mirrors: [Address] = [], joining: Joining,
        approval: Approval = .none, trust: Trust = .reply,
        lettersPerDay: Int = 5,
        forwardsPerDay: Int = 50, lettersPerHour: Int = 100, forwardsPerHour: Int = 60, unprovenPerDay: Int? = nil,
        approveWithin: Seconds = .days(7), maxMessageSize: Int = 20_000_000,
        collections: [CollectionPolicy] = CollectionPolicy.ofEveryList, bounces: BouncePolicy = BouncePolicy(),
        retention: Retention = Retention(),
        roundups: RoundupTimes = .standard, remind: [Seconds] = [],
        zone: TimeZoneRules = .utc,
        zoneName: String = "UTC", zones: TimeZoneBook = .empty
    ) {
        precondition(!languages.isEmpty, "a list has a language")
        self.name = name
        self.address = address
        self.titles = titles
        self.languages = languages
        self.coordinators = coordinators
        self.principles = principles
        self.organisation = organisation
        self.contact = contact
        self.privacy = privacy
        self.topics = topics
        self.mirrors = mirrors
        self.joining = joining
        self.approval = approval
        self.trust = trust
        self.lettersPerDay = lettersPerDay
        self.forwardsPerDay = forwardsPerDay
        self.lettersPerHour = lettersPerHour
        self.forwardsPerHour = forwardsPerHour
        self.unprovenPerDay = unprovenPerDay
        self.approveWithin = approveWithin
        self.maxMessageSize = maxMessageSize
        self.collections = collections
        self.bounces = bounces
        self.retention = retention
        self.roundups = roundups
        self.remind = remind
        self.zone = zone
        self.zoneName = zoneName
        self.zones = zones
    }

    /// How long a confirm letter can be answered.
    package static let confirmWithin = Seconds.days(7)
    /// How long an answer to a copy or a letter proves its sender: people answer old mails.
    package static let answerWithin = Seconds.days(400)

    /// Mails that are kept aside within a day, and bytes of them.
    package static let quarantinePerDay = (files: 50, bytes: 100_000_000)

    package var defaultLanguage: Language { languages[0] }

    package func title(in language: Language) -> String {
        titles[language] ?? titles[defaultLanguage] ?? name
    }

    /// `language` if the list speaks it, else its default.
    package func spoken(_ language: Language?) -> Language {
        language.flatMap { languages.contains($0) ? $0 : nil } ?? defaultLanguage
    }

    package func isCoordinator(_ address: Address) -> Bool { coordinators.contains(address) }

    /// Whether the address is of those that `joining` names.
    package func mayJoin(_ address: Address) -> Bool {
        if address == self.address || address.isRerouted { return false }
        return switch joining {
        case .open: true
        case .domains(let patterns): patterns.contains { $0.matches(address.domain) }
        }
    }
}
